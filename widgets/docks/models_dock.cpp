#include "widgets/docks/models_dock.h"

#include "core/study/study_jobs.h"
#include "widgets/docks/flow_layout.h"
#include "widgets/docks/notice_bar.h"
#include "widgets/learn/model_runs_table.h"
#include "widgets/learn/parameter_text.h"
#include "widgets/models/model_runs_model.h"
#include "widgets/models/model_runs_text.h"
#include "widgets/models/outdated_text.h"
#include "widgets/plots/accuracy_chart.h"
#include "widgets/plots/text.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace genrelens
{

namespace
{

// From these sizes on there is room for table and chart: one beside or below the other.
constexpr int wideEnough = 860;
constexpr int highEnough = 560;

QString viewKey()
{
    return QStringLiteral("models/view");
}

} // namespace

ModelsDock::ModelsDock(Study &study, StudyJobs &jobs, QWidget *parent)
    : Dock(tr("Models"), QStringLiteral("modelsDock"), parent)
    , m_study(study)
    , m_jobs(jobs)
    , m_views(new QButtonGroup(this))
    , m_split(new QSplitter)
    , m_table(new ModelRunsTable)
    , m_chart(new AccuracyChart)
    , m_empty(new QLabel)
{
    m_table->setObjectName(QStringLiteral("modelsTable"));
    m_table->setAccessibleName(tr("Trained models and their figures"));
    m_chart->setObjectName(QStringLiteral("modelsChart"));
    m_chart->setAccessibleName(tr("Held-out accuracy of each model over the baseline"));
    m_chart->setFigureName(QStringLiteral("models"));
    m_chart->setTitle(tr("Accuracy on held-out tracks"));
    m_chart->setEmptyText(tr("No model is trained yet."));
    m_empty->setText(tr("No model yet. Train one to see how separable the classes are."));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_split->setChildrenCollapsible(false);
    m_split->addWidget(m_table);
    m_split->addWidget(m_chart);
    m_split->setStretchFactor(0, 3);
    m_split->setStretchFactor(1, 2);
    content()->addWidget(makeControls());
    content()->addWidget(m_split, 1);
    content()->addWidget(m_empty, 1);
    connectTable();
    connect(notice(), &NoticeBar::linkActivated, &jobs, &StudyJobs::trainOutdated);
    connect(&jobs, &StudyJobs::activityChanged, this, &ModelsDock::refresh);
    connect(&jobs.trainJob(), &Job::progressed, this, &ModelsDock::showProgress);
    connect(&study, &Study::changed, this, [this](StudyPart part) {
        if (part == StudyPart::CurrentView)
            showCurrent();
        else if (part != StudyPart::Selection && part != StudyPart::Sweep)
            refresh();
    });
    refresh();
}

QWidget *ModelsDock::makeControls()
{
    auto *controls = new QWidget;
    auto *layout = new FlowLayout(spacing::small);
    controls->setLayout(layout);
    const auto addView = [&](const QString &text, const char *name) {
        auto *button = new QToolButton;
        button->setObjectName(QLatin1String(name));
        button->setText(text);
        button->setCheckable(true);
        m_views->addButton(button, static_cast<int>(m_views->buttons().size()));
        layout->addWidget(button);
    };
    addView(tr("Table"), "modelsShowTable");
    addView(tr("Chart"), "modelsShowChart");
    const bool chart = QSettings().value(viewKey()).toInt() == 1;
    m_views->button(chart ? 1 : 0)->setChecked(true);
    const auto addButton = [&](const QString &text, const char *name, const QString &tip) {
        auto *button = new QPushButton(text);
        button->setObjectName(QLatin1String(name));
        button->setToolTip(tip);
        layout->addWidget(button);
        return button;
    };
    connect(addButton(tr("Train…"), "modelsTrain", tr("Choose models and labels to train")),
            &QPushButton::clicked, this, &ModelsDock::trainingRequested);
    connect(addButton(tr("Parameters…"), "modelsParameters", tr("What can be set of each kind of model")),
            &QPushButton::clicked, this, [this] { emit parametersRequested(m_study.currentModel()); });
    m_cancel = addButton(tr("Cancel"), "modelsCancel",
                         tr("End the training that runs and forget those that wait; one alone by its menu"));
    connect(m_cancel, &QAbstractButton::clicked, this, [this] { m_jobs.cancelTraining(); });
    connect(m_views, &QButtonGroup::idClicked, this, [this](int view) {
        QSettings().setValue(viewKey(), view);
        arrangeViews();
    });
    return controls;
}

void ModelsDock::connectTable()
{
    connect(m_table, &ModelRunsTable::rowChosen, this, &ModelsDock::choose);
    connect(m_table, &ModelRunsTable::trainRequested, this,
            [this](const std::vector<ModelSlot> &models) { m_jobs.train(models); });
    connect(m_table, &ModelRunsTable::cancelRequested, this, [this](const std::vector<ModelSlot> &models) {
        for (const ModelSlot &slot : models)
            m_jobs.cancelTraining(slot);
    });
    connect(m_table, &ModelRunsTable::removeRequested, this, &ModelsDock::removeRequested);
    connect(m_table, &ModelRunsTable::parametersRequested, this,
            [this](const ModelSlot &slot) { emit parametersRequested(slot.model); });
    connect(m_table, &ModelRunsTable::exportRequested, this, &ModelsDock::exportRequested);
    connect(m_chart, &AccuracyChart::pointChosen, this,
            [this](int point) { choose(m_points[static_cast<std::size_t>(point)]); });
}

Plot *ModelsDock::plot() const
{
    return m_chart;
}

std::string ModelsDock::exportText(bool asMarkdown) const
{
    return asMarkdown ? modelRunsMarkdown(m_table->rows(), m_table->shownColumns())
                      : modelRunsCsv(m_table->rows());
}

void ModelsDock::refresh()
{
    m_rows = modelRunRows(m_study, m_jobs);
    m_table->setRows(m_rows);
    m_cancel->setVisible(m_jobs.isTraining());
    showChart();
    showCurrent();
    arrangeViews();
    tellOfOutdated();
}

void ModelsDock::showProgress()
{
    if (const std::optional<ModelSlot> slot = m_jobs.training())
        m_table->setShare(*slot, m_jobs.trainJob().fraction());
}

void ModelsDock::showChart()
{
    std::vector<AccuracyGroup> groups;
    m_points.clear();
    std::string labels;
    for (const ModelRunRow &row : m_rows) {
        if (!row.run)
            continue;
        if (groups.empty() || row.slot.labels != labels)
            groups.push_back({row.labels, {}});
        labels = row.slot.labels;
        const Evaluation &judged = row.run->evaluation;
        const ModelKind *kind = findModel(row.slot.model);
        QStringList tip = kind != nullptr ? parameterTexts(*kind, row.run->options) : QStringList();
        if (!row.current)
            tip.prepend(outdatedText(row.changes));
        groups.back().points.push_back({row.model, judged.testAccuracy, judged.interval.low,
                                        judged.interval.high, judged.baseline, !row.current,
                                        tip.join(u'\n')});
        m_points.push_back(row.slot);
    }
    m_chart->setGroups(std::move(groups));
}

void ModelsDock::showCurrent()
{
    const ModelSlot shown{m_study.currentModel(), m_study.currentLabels()};
    m_table->setCurrent(shown);
    const auto found = std::find(m_points.begin(), m_points.end(), shown);
    m_chart->setCurrent(found == m_points.end() ? -1 : static_cast<int>(found - m_points.begin()));
}

void ModelsDock::tellOfOutdated()
{
    // What is trained again already is nothing to be told of.
    const auto outdated = std::count_if(m_rows.begin(), m_rows.end(), [](const ModelRunRow &row) {
        return row.state == ModelRunRow::State::Outdated;
    });
    if (outdated == 0) {
        notice()->setNotice({});
        return;
    }
    const auto trained = std::count_if(m_rows.begin(), m_rows.end(),
                                       [](const ModelRunRow &row) { return row.run != nullptr; });
    ModelChanges changes; // of any
    for (const ModelRunRow &row : m_rows) {
        if (row.state != ModelRunRow::State::Outdated)
            continue;
        changes.features |= row.changes.features;
        changes.labels |= row.changes.labels;
        changes.heldOut |= row.changes.heldOut;
        changes.parameters |= row.changes.parameters;
    }
    const QString why = changesText(changes);
    const QString text = trained == 1 ? tr("The model is outdated: %1.").arg(why)
                         : outdated == 1
                             ? tr("1 of %1 models is outdated: %2.").arg(trained).arg(why)
                             : tr("%1 of %2 models are outdated: %3.").arg(outdated).arg(trained).arg(why);
    notice()->setNotice(text, tr("Retrain"));
}

// Both where there is room, else the one that was chosen.
void ModelsDock::arrangeViews()
{
    const bool any = !m_rows.empty();
    const bool wide = width() >= wideEnough;
    const bool both = wide || height() >= highEnough;
    const bool chart = m_views->checkedId() == 1;
    const Qt::Orientation side = wide ? Qt::Horizontal : Qt::Vertical;
    const bool anew = both && (!m_both || m_split->orientation() != side);
    m_both = both;
    m_split->setOrientation(side);
    for (QAbstractButton *button : m_views->buttons())
        button->setVisible(any && !both);
    m_table->setVisible(both || !chart);
    m_chart->setVisible(both || chart);
    if (anew)
        m_split->setSizes({550, 450}); // parts of whatever there is
    m_split->setVisible(any);
    m_empty->setVisible(!any);
}

void ModelsDock::resizeEvent(QResizeEvent *event)
{
    Dock::resizeEvent(event);
    arrangeViews();
}

void ModelsDock::choose(const ModelSlot &slot)
{
    m_study.setCurrentView(slot.model, slot.labels);
}

} // namespace genrelens
