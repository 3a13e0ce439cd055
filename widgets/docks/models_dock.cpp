#include "widgets/docks/models_dock.h"

#include "core/study/study.h"
#include "core/study/study_jobs.h"
#include "widgets/docks/notice_bar.h"
#include "widgets/models/model_runs_model.h"
#include "widgets/plots/figures.h"
#include "widgets/plots/theme.h"

#include <QHeaderView>
#include <QLabel>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace genrelens
{

namespace
{

constexpr int widestColumn = 160; // a mapping's long name must not push the figures out of sight

} // namespace

ModelsDock::ModelsDock(Study &study, StudyJobs &jobs, QWidget *parent)
    : Dock(tr("Models"), QStringLiteral("modelsDock"), parent)
    , m_study(study)
    , m_jobs(jobs)
    , m_model(new ModelRunsModel(this))
    , m_sorted(new QSortFilterProxyModel(this))
    , m_table(new QTableView)
    , m_empty(new QLabel)
{
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(ModelRunsModel::SortRole);
    m_table->setObjectName(QStringLiteral("modelsTable"));
    m_table->setModel(m_sorted);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(ModelRunsModel::Labels, Qt::AscendingOrder);
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(spacing::tableRowHeight);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setMaximumSectionSize(widestColumn);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->setWordWrap(false);
    m_empty->setText(tr("No model yet. Train one to see how separable the classes are."));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    content()->addWidget(m_table, 1);
    content()->addWidget(m_empty, 1);

    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex &index) { showRow(index.row()); });
    connect(m_table, &QTableView::activated, this,
            [this](const QModelIndex &index) { showRow(index.row()); });
    connect(notice(), &NoticeBar::linkActivated, this, &ModelsDock::retrain);
    connect(&jobs, &StudyJobs::activityChanged, this, &ModelsDock::tellOfOutdated);
    connect(&study, &Study::changed, this, [this](StudyPart part) {
        if (part != StudyPart::Selection)
            refresh();
    });
    refresh();
}

void ModelsDock::refresh()
{
    std::vector<ModelRunRow> rows;
    for (const auto &run : m_study.modelRuns()) {
        const Evaluation &judged = run->evaluation;
        rows.push_back({modelTitle(run->model), m_study.labelsTitle(run->labels.name()), run->model,
                        run->labels.name(), static_cast<int>(run->labels.classes().size()),
                        static_cast<qint64>(judged.testRows), judged.testAccuracy, judged.interval.low,
                        judged.interval.high, judged.baseline, judged.macroF1, judged.trainAccuracy,
                        m_study.isCurrent(*run)});
    }
    m_table->setVisible(!rows.empty());
    m_empty->setVisible(rows.empty());
    m_model->setRows(std::move(rows));
    tellOfOutdated();
}

void ModelsDock::tellOfOutdated()
{
    const auto outdated = std::count_if(m_model->rows().begin(), m_model->rows().end(),
                                        [](const ModelRunRow &row) { return !row.current; });
    if (outdated == 0) {
        notice()->setNotice({});
        return;
    }
    const QString text =
        m_model->rows().size() == 1
            ? tr("The model is outdated: labels, features or parameters have changed.")
        : outdated == 1 ? tr("1 of %1 models is outdated: labels, features or parameters have changed.")
                              .arg(m_model->rows().size())
                        : tr("%1 of %2 models are outdated: labels, features or parameters have changed.")
                              .arg(outdated)
                              .arg(m_model->rows().size());
    notice()->setNotice(text, tr("Retrain"));
}

void ModelsDock::retrain()
{
    const std::vector<ModelRunRow> rows = m_model->rows(); // a copy: training changes them
    for (const ModelRunRow &row : rows)
        if (!row.current)
            m_jobs.train(row.modelName, row.labelsName);
}

void ModelsDock::showRow(int sortedRow)
{
    const int row = m_sorted->mapToSource(m_sorted->index(sortedRow, 0)).row();
    if (row < 0)
        return;
    const ModelRunRow chosen = m_model->rows()[static_cast<std::size_t>(row)];
    m_study.setCurrentView(chosen.modelName, chosen.labelsName);
}

} // namespace genrelens
