#include "widgets/shap/shap_importance_page.h"

#include "core/learn/random_forest.h"
#include "widgets/docks/flow_layout.h"
#include "widgets/plots/shap_importance_figure.h"
#include "widgets/plots/stacked_bars.h"
#include "widgets/plots/text.h"
#include "widgets/shap/choice_box.h"

#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace genrelens
{

namespace
{

enum Form { Stacked, Grouped };

} // namespace

ShapImportancePage::ShapImportancePage(const Study &study, Explainer &explainer, ShapFocus &focus,
                                       JobBoard &board)
    : ShapPage(study, explainer, focus)
    , m_summary(board)
    , m_examiner(study, board)
    , m_class(new ChoiceBox(QStringLiteral("importanceClass"), tr("Class whose values are shown")))
    , m_form(new QComboBox)
    , m_compare(new QToolButton)
    , m_measure(new QPushButton)
    , m_note(new QLabel)
    , m_again(new QPushButton(tr("Measure Again")))
    , m_bars(new StackedBars)
{
    makeControls();
    auto *controls = new FlowLayout(spacing::small);
    for (QWidget *control : std::initializer_list<QWidget *>{m_class, m_form, m_compare, m_measure, m_again})
        controls->addWidget(control);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, spacing::small, 0, 0);
    layout->setSpacing(spacing::small);
    layout->addLayout(controls);
    layout->addWidget(m_note);
    layout->addWidget(m_bars, 1);

    // The dock refreshes pages only while there is something to show; what is gone need not be kept.
    connect(&explainer, &Explainer::changed, this, [this] {
        if (!this->explainer().explanation())
            refresh();
    });
    connect(m_class, &ChoiceBox::choiceMade, this,
            [this](std::optional<std::size_t> id) { this->focus().setClassCode(id); });
    connect(m_form, &QComboBox::activated, this, &ShapImportancePage::showBars);
    connect(m_compare, &QToolButton::toggled, this, &ShapImportancePage::refresh);
    connect(m_measure, &QPushButton::clicked, this, &ShapImportancePage::measureOrStop);
    connect(m_again, &QPushButton::clicked, &m_summary, &ShapSummary::measureAgain);
    connect(&m_summary, &ShapSummary::changed, this, &ShapImportancePage::showBars);
    connect(&m_examiner, &ModelExaminer::failed, this, [this](Examination, const Error &error) {
        m_failure = QString::fromStdString(error.message());
        refresh();
    });
    connect(&m_examiner, &ModelExaminer::changed, this, &ShapImportancePage::refresh);
    connect(m_bars, &StackedBars::rowClicked, this, [this](int id) {
        this->focus().setFeature(static_cast<std::size_t>(id));
        emit featureChosen();
    });
    connect(m_bars, &StackedBars::classClicked, this,
            [this](int id) { this->focus().setClassCode(static_cast<std::size_t>(id)); });
}

void ShapImportancePage::makeControls()
{
    m_form->setObjectName(QStringLiteral("importanceForm"));
    m_form->setAccessibleName(tr("How the classes stand"));
    m_form->addItems({tr("Stacked"), tr("Grouped")});
    m_form->setItemData(Stacked, tr("The classes' parts of a bar on each other"), Qt::ToolTipRole);
    m_form->setItemData(Grouped, tr("A bar for each class, those with the most first"), Qt::ToolTipRole);
    m_compare->setObjectName(QStringLiteral("importanceCompare"));
    m_compare->setText(tr("Compare"));
    m_compare->setCheckable(true);
    m_compare->setMinimumHeight(spacing::toolButtonHeight);
    m_compare->setToolTip(tr("Beside the bars, number and value of each feature by other measures: by the "
                             "splits of the trees (gini), and by how much less accurate the model is when "
                             "the feature is shuffled (permutation)"));
    m_measure->setObjectName(QStringLiteral("importanceMeasure"));
    m_bars->setObjectName(QStringLiteral("importanceBars"));
    m_bars->setAccessibleName(tr("Importance of features"));
    m_bars->setFigureName(QStringLiteral("shap_importance"));
    m_note->setObjectName(QStringLiteral("importanceNote"));
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_again->setObjectName(QStringLiteral("importanceAgain"));
}

Plot *ShapImportancePage::plot() const
{
    return m_bars;
}

void ShapImportancePage::refresh()
{
    const auto explanation = explainer().explanation();
    if (explanation) {
        std::vector<Choice> choices = classChoices(explanation->run->labels, study().settings());
        choices.insert(choices.begin(), {tr("All classes"), std::nullopt});
        m_class->setChoices(std::move(choices));
    }
    const bool settled = explanation && (explanation->isComplete() || !explainer().isRunning());
    m_summary.show(explanation, settled, study().settings().seed);
    showMeasuring();
    showBars();
}

void ShapImportancePage::showBars()
{
    const auto explanation = explainer().explanation();
    const ShapImportance *importance = m_summary.importance();
    showNote();
    if (!explanation || importance == nullptr) {
        m_bars->setSpec({});
        return;
    }
    ShapImportanceView view;
    const std::size_t classes = explanation->values.classes();
    if (focus().classCode() && classes > 0)
        view.classCode = std::min(*focus().classCode(), classes - 1);
    m_class->setChosen(view.classCode);
    m_form->setEnabled(!view.classCode);
    view.grouped = m_form->currentIndex() == Grouped;
    view.intervals = m_summary.intervals();
    std::vector<double> gini;
    if (m_compare->isChecked()) {
        if (const auto *forest = dynamic_cast<const RandomForest *>(explanation->run->classifier.get()))
            gini = forest->importances();
        view.gini = &gini;
        const ExaminationResults &results = m_examiner.results(explanation->run->key);
        view.permutation = results.importance ? &*results.importance : nullptr;
    }
    m_bars->setSpec(shapImportanceSpec(*explanation, *importance, study().settings(), view));
    m_bars->setMarked(focus().feature() ? static_cast<int>(*focus().feature()) : -1);
}

// Shuffling takes a while, so that it waits to be asked.
void ShapImportancePage::showMeasuring()
{
    const auto run = explainer().run();
    const bool known = run && m_examiner.results(run->key).importance.has_value();
    m_measure->setVisible(m_compare->isChecked() && run && !known);
    if (!run)
        return;
    const bool running = isMeasuring(*run);
    const double done = m_examiner.fraction(Examination::Importance);
    m_measure->setText(running ? tr("Stop (%1)").arg(formatShare(done, 0)) : tr("Measure by Shuffling"));
    m_measure->setToolTip(tr("How much less accurate the model is on the held-out tracks when their values "
                             "of a feature are shuffled"));
    m_measure->setEnabled(running || study().isCurrent(*run));
}

bool ShapImportancePage::isMeasuring(const ModelRun &run) const
{
    return m_examiner.isRunning(Examination::Importance) &&
           m_examiner.runningKey(Examination::Importance) == run.key;
}

void ShapImportancePage::measureOrStop()
{
    const auto run = explainer().run();
    if (!run)
        return;
    m_failure.clear();
    m_shuffled = run->key;
    if (isMeasuring(*run))
        m_examiner.cancel(Examination::Importance);
    else
        m_examiner.start(Examination::Importance, run->model, run->labels.name());
}

// What is not there and will not come by itself.
void ShapImportancePage::showNote()
{
    const bool nothing = m_summary.importance() == nullptr;
    const bool stopped = m_summary.hasGivenUp();
    const QString &error = m_summary.error();
    QStringList notes;
    if (stopped && error.isEmpty())
        notes << (nothing ? tr("The measuring was stopped.")
                          : tr("The measuring was stopped before the bounds were known."));
    else if (stopped)
        notes << tr("Importance was not measured: %1").arg(error);
    const auto run = explainer().run();
    if (!m_failure.isEmpty() && run && m_shuffled == run->key && m_compare->isChecked())
        notes << tr("Shuffling failed: %1").arg(m_failure);
    m_note->setText(notes.join(u'\n'));
    m_note->setVisible(!notes.isEmpty());
    m_again->setVisible(stopped);
    m_bars->setEmptyText(stopped ? tr("Nothing was measured.") : tr("Measuring…"));
}

} // namespace genrelens
