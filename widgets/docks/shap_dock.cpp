#include "widgets/docks/shap_dock.h"

#include "core/report/shap_table.h"
#include "core/study/selection.h"
#include "core/study/study_jobs.h"
#include "widgets/docks/label_notice.h"
#include "widgets/docks/notice_bar.h"
#include "widgets/models/outdated_text.h"
#include "widgets/plots/figures.h"
#include "widgets/plots/text.h"
#include "widgets/shap/beeswarm_page.h"
#include "widgets/shap/shap_dependence_page.h"
#include "widgets/shap/shap_header.h"
#include "widgets/shap/shap_importance_page.h"
#include "widgets/shap/shap_page.h"
#include "widgets/shap/shap_track_page.h"

#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace genrelens
{

namespace
{

constexpr std::size_t mostAtOnce = 1'000'000; // values whose means take a few milliseconds

} // namespace

ShapDock::ShapDock(Study &study, StudyJobs &jobs, JobBoard &board, QWidget *parent)
    : Dock(tr("SHAP"), QStringLiteral("shapDock"), parent)
    , m_study(study)
    , m_jobs(jobs)
    , m_explainer(study, board)
    , m_exporting(tr("Summing up SHAP values"), board)
    , m_header(new ShapHeader(study, m_explainer))
    , m_tabs(new QTabWidget)
    , m_nothing(new QWidget)
    , m_empty(new QLabel)
    , m_button(new QPushButton)
{
    m_tabs->setObjectName(QStringLiteral("shapTabs"));
    m_tabs->setDocumentMode(true);
    makePages(board);
    makeEmpty();
    makeExport();
    content()->addWidget(m_header);
    content()->addWidget(m_tabs, 1);
    content()->addWidget(m_nothing, 1);
    connect(m_button, &QPushButton::clicked, this, &ShapDock::remedy);
    connect(notice(), &NoticeBar::linkActivated, this, &ShapDock::followNotice);
    connect(m_tabs, &QTabWidget::currentChanged, this, &ShapDock::showPage);
    connect(&m_focus, &ShapFocus::changed, this, &ShapDock::showPage);
    connect(&m_explainer, &Explainer::changed, this, &ShapDock::refresh);
    connect(&m_explainer, &Explainer::progressed, m_header, &ShapHeader::refresh);
    connect(&jobs, &StudyJobs::activityChanged, this, &ShapDock::refresh);
    connect(&study, &Study::changed, this, &ShapDock::follow);
    m_focus.setLabels(study.currentLabels());
    refresh();
}

// The explainer tells of everything else.
void ShapDock::follow(StudyPart part)
{
    if (part == StudyPart::Selection) {
        showPage();
        return;
    }
    if (part == StudyPart::Dataset || part == StudyPart::Preparation)
        m_focus.setFeature({});
    if (part == StudyPart::Dataset)
        m_focus.setClassCode({});
    m_focus.setLabels(m_study.currentLabels());
}

void ShapDock::makePages(JobBoard &board)
{
    addPage(new BeeswarmPage(m_study, m_explainer, m_focus, board), tr("Beeswarm"));
    addPage(new ShapImportancePage(m_study, m_explainer, m_focus, board), tr("Importance"));
    m_dependence = addPage(new ShapDependencePage(m_study, m_explainer, m_focus, board), tr("Dependence"));
    m_track = addPage(new ShapTrackPage(m_study, m_explainer, m_focus, board), tr("One Track"));
}

ShapPage *ShapDock::addPage(ShapPage *page, const QString &title)
{
    m_tabs->addTab(page, title);
    connect(page, &ShapPage::picked, this,
            [this](const std::vector<std::uint32_t> &tracks, const QString &what,
                   Qt::KeyboardModifiers modifiers) {
                pickTracks(m_study, tracks, modifiers, what.toStdString());
            });
    connect(page, &ShapPage::trackChosen, this, [this](std::uint32_t track) {
        m_explainer.setTrack(track);
        m_tabs->setCurrentIndex(m_tabs->indexOf(m_track));
    });
    connect(page, &ShapPage::featureChosen, this,
            [this] { m_tabs->setCurrentIndex(m_tabs->indexOf(m_dependence)); });
    return page;
}

void ShapDock::makeEmpty()
{
    m_empty->setObjectName(QStringLiteral("shapEmpty"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setTextFormat(Qt::PlainText);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_button->setObjectName(QStringLiteral("shapRemedy"));
    m_button->setDefault(true);
    auto *layout = new QVBoxLayout(m_nothing);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addStretch(1);
    layout->addWidget(m_empty);
    layout->addWidget(m_button, 0, Qt::AlignHCenter);
    layout->addStretch(1);
}

// Of one sign: the tabs beside it need the room.
void ShapDock::makeExport()
{
    auto *menu = new QMenu(this);
    menu->addAction(tr("Export &Values of Each Track…"), this, &ShapDock::valuesSavingRequested)
        ->setObjectName(QStringLiteral("shapExportValues"));
    menu->addAction(tr("Export &Means by Class…"), this, &ShapDock::exportMeans)
        ->setObjectName(QStringLiteral("shapExportMeans"));
    auto *button = new QToolButton;
    button->setObjectName(QStringLiteral("shapExport"));
    button->setText(QStringLiteral("⋯"));
    button->setAccessibleName(tr("Export"));
    button->setToolTip(tr("Save SHAP values as CSV"));
    connect(button, &QToolButton::clicked, this,
            [button, menu] { menu->popup(button->mapToGlobal(button->rect().bottomLeft())); });
    m_tabs->setCornerWidget(button);
}

void ShapDock::exportMeans()
{
    const auto explanation = m_explainer.explanation();
    if (!explanation)
        return;
    const auto make = [explanation] {
        const ShapValues &values = explanation->values;
        return shapImportanceTable(shapImportance(values), values.baseValues(),
                                   explanation->run->labels.classes(), explanation->features.names());
    };
    const QString name =
        QStringLiteral("shap_means_") + QString::fromStdString(explanation->run->labels.name());
    const ShapValues &values = explanation->values;
    if (values.rows() * values.classes() * values.features() <= mostAtOnce)
        emit tableSavingRequested(make(), name);
    else
        m_exporting.start<std::string>(
            [make](Progress &) -> Result<std::string> { return make(); },
            [this, name](const std::string &csv) { emit tableSavingRequested(csv, name); });
}

ShapPage *ShapDock::page() const
{
    return static_cast<ShapPage *>(m_tabs->currentWidget());
}

// What is not seen is not up to date.
Plot *ShapDock::plot() const
{
    return isInFront() && page() != nullptr && hasExplanation() ? page()->plot() : nullptr;
}

void ShapDock::frontChanged(bool inFront)
{
    m_explainer.setWatched(inFront);
    if (inFront)
        refresh();
}

bool ShapDock::hasExplanation() const
{
    const auto explanation = m_explainer.explanation();
    return explanation && explanation->values.rows() > 0;
}

// Behind another tab nothing is kept up to date.
void ShapDock::refresh()
{
    if (!isInFront())
        return;
    m_header->setVisible(m_explainer.run() != nullptr);
    m_header->refresh();
    m_tabs->setVisible(hasExplanation());
    showEmpty();
    showNotice();
    showPage();
}

void ShapDock::showPage()
{
    if (isInFront() && page() != nullptr)
        page()->refresh();
}

void ShapDock::showEmpty()
{
    const bool empty = !hasExplanation();
    const Emptiness shown = empty ? emptiness() : Emptiness();
    m_remedy = shown.remedy;
    m_empty->setText(shown.text);
    m_nothing->setVisible(empty);
    m_button->setText(shown.button);
    m_button->setVisible(m_remedy != Remedy::None);
}

ShapDock::Emptiness ShapDock::emptiness() const
{
    if (!m_study.dataset())
        return {tr("Open a file, and what moves the answers of a model is seen here.")};
    const auto run = m_explainer.run();
    if (!run)
        return withoutModel();
    if (run->evaluation.judgedRows.empty())
        return {tr("The model was judged on no tracks, so that there are none to explain.")};
    if (m_explainer.isRunning())
        return {tr("Explaining…")};
    if (m_explainer.waitsToBeAsked())
        return {waitingText(std::min(m_explainer.tracks(), run->evaluation.judgedRows.size())),
                Remedy::Explain, tr("Explain")};
    if (m_jobs.isTraining())
        return {tr("Training…")};
    return {tr("The model learned from other features or tracks than there are now."), Remedy::Train,
            tr("Retrain")};
}

// Before anything is known of the model.
QString ShapDock::waitingText(std::size_t tracks) const
{
    if (!m_explainer.error().isEmpty())
        return tr("The model could not be explained.");
    if (m_explainer.wasStopped())
        return tr("Explaining was stopped.");
    return tr("%1 tracks are to be explained by a large model, which may take a while.")
        .arg(formatCount(static_cast<qint64>(tracks)));
}

ShapDock::Emptiness ShapDock::withoutModel() const
{
    const std::string &labels = m_study.currentLabels();
    if (labels != "cluster" && m_study.labels(labels).isEmpty())
        return {noLabelsText(m_study)};
    if (m_jobs.isTraining())
        return {tr("Training…")};
    const QString title = inSentence(modelTitle(modelToTrain()));
    if (modelToTrain() != m_study.currentModel())
        return {tr("Forests and trees are explained, and %1 is neither. Train a %2.")
                    .arg(inSentence(modelTitle(m_study.currentModel())), title),
                Remedy::Train, tr("Train a Random Forest")};
    return {tr("No model yet. Train one (%1) to see what moves its answers.").arg(title), Remedy::Train,
            tr("Train")};
}

// Of those that can be explained, the one that is shown or, where that is none of them, the usual one.
std::string ShapDock::modelToTrain() const
{
    if (const auto run = m_explainer.run())
        return run->model;
    return isExplainable(m_study.currentModel()) ? m_study.currentModel() : "random_forest";
}

void ShapDock::train()
{
    m_jobs.train(modelToTrain(), m_study.currentLabels());
}

void ShapDock::remedy()
{
    if (m_remedy == Remedy::Train)
        train();
    else if (m_remedy == Remedy::Explain)
        m_explainer.explain();
}

void ShapDock::showNotice()
{
    const auto run = m_explainer.run();
    const ModelChanges changes = run ? m_study.changesSince(*run) : ModelChanges();
    if (genresAreMissing(m_study))
        notice()->setNotice(missingGenresText(), columnsLinkText());
    else if (changes.any())
        notice()->setNotice(outdatedText(changes) + QLatin1Char('.'),
                            m_jobs.isTraining() ? QString() : tr("Retrain"));
    else
        notice()->setNotice(m_explainer.error(), tr("Try again"));
}

void ShapDock::followNotice()
{
    if (genresAreMissing(m_study)) {
        emit columnsRequested();
        return;
    }
    const auto run = m_explainer.run();
    if (run && m_study.changesSince(*run).any())
        train();
    else
        m_explainer.explain();
}

} // namespace genrelens
