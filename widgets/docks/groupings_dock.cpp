#include "widgets/docks/groupings_dock.h"

#include "core/study/selection.h"
#include "core/study/study.h"
#include "core/study/study_jobs.h"
#include "widgets/docks/grouping_choice.h"
#include "widgets/docks/grouping_figures.h"
#include "widgets/docks/label_notice.h"
#include "widgets/docks/notice_bar.h"
#include "widgets/plots/figures.h"
#include "widgets/plots/heatmap.h"
#include "widgets/plots/text.h"

#include <QLabel>
#include <QVBoxLayout>

namespace genrelens
{

GroupingsDock::GroupingsDock(Study &study, StudyJobs &jobs, JobBoard &board, QWidget *parent)
    : Dock(tr("Groupings"), QStringLiteral("groupingsDock"), parent)
    , m_study(study)
    , m_jobs(jobs)
    , m_data(board)
    , m_choice(new GroupingChoice)
    , m_figures(new GroupingFigures)
    , m_heatmap(new Heatmap)
    , m_models(new GroupingModels)
    , m_remark(new QLabel)
{
    m_heatmap->setObjectName(QStringLiteral("groupingsHeatmap"));
    m_heatmap->setAccessibleName(tr("Tracks of each pair of classes"));
    m_remark->setObjectName(QStringLiteral("groupingsRemark"));
    m_remark->setForegroundRole(QPalette::PlaceholderText);
    m_remark->setWordWrap(true);
    m_remark->setText(tr("Clusters are made from the same features that models see: they are easy to tell "
                         "apart by construction, and a high accuracy on them is no finding."));
    content()->addWidget(m_choice);
    content()->addWidget(m_figures);
    content()->addWidget(m_heatmap, 1);
    content()->addWidget(m_models);
    content()->addWidget(m_remark);

    connect(m_choice, &GroupingChoice::chosen, this, &GroupingsDock::refresh);
    connect(m_choice, &GroupingChoice::displayChosen, this, &GroupingsDock::showComparison);
    connect(&m_data, &GroupingData::found, this, &GroupingsDock::refresh);
    connect(m_heatmap, &Heatmap::cellsPicked, this, &GroupingsDock::pick);
    connect(m_models, &GroupingModels::linkActivated, this,
            [this](int line) { train(line == 0 ? m_choice->rows() : m_choice->columns()); });
    connect(notice(), &NoticeBar::linkActivated, this, &GroupingsDock::followNotice);
    connect(&jobs, &StudyJobs::activityChanged, this, &GroupingsDock::refresh);
    connect(&study, &Study::changed, this, [this](StudyPart part) {
        if (part != StudyPart::Selection && part != StudyPart::Sweep)
            refresh();
        else if (part == StudyPart::Selection && !m_picking)
            m_heatmap->setMarkedCell({}); // its tracks are not the selection any more
    });
    refresh();
}

Plot *GroupingsDock::plot() const
{
    return m_heatmap;
}

// Behind another tab it is not kept up to date: comparing millions of tracks is not free.
void GroupingsDock::refresh()
{
    m_choice->offer(m_study);
    if (!isInFront())
        return;
    m_pair = {m_study.labels(m_choice->rows()), m_study.labels(m_choice->columns())};
    showComparison();
    showModels();
    showNotice();
}

void GroupingsDock::frontChanged(bool inFront)
{
    if (inFront)
        refresh();
}

void GroupingsDock::showComparison()
{
    const GroupingComparison *comparison = nullptr;
    if (m_pair.rows.isEmpty() || m_pair.columns.isEmpty())
        m_data.drop();
    else
        comparison = m_data.compare(m_pair);
    m_heatmap->setEmptyText(emptyText());
    m_heatmap->setNormalization(m_choice->normalization());
    m_heatmap->setFigureName(
        QStringLiteral("contingency_%1_%2")
            .arg(QString::fromStdString(m_choice->rows()), QString::fromStdString(m_choice->columns())));
    showTable(comparison);
}

void GroupingsDock::showTable(const GroupingComparison *comparison)
{
    const bool known = comparison != nullptr && comparison->table.total > 0;
    m_figures->setVisible(known);
    if (!known) {
        m_view = {};
        m_heatmap->setMatrix({});
        return;
    }
    m_figures->setAgreement(comparison->agreement, m_study.labelsTitle(m_choice->rows()),
                            m_study.labelsTitle(m_choice->columns()), m_pair.rows.codes().size());
    m_view = contingencyView(m_pair, comparison->table, m_study.settings(), m_choice->order());
    showContingency(*m_heatmap, m_pair, m_view);
}

QString GroupingsDock::emptyText() const
{
    if (!m_study.dataset())
        return tr("Open a file to compare two groupings of its tracks.");
    if (lacksGenres())
        return tr("Without genres there is nothing to compare the clusters with.");
    for (const auto &[name, labels] :
         {std::pair(m_choice->rows(), m_pair.rows), std::pair(m_choice->columns(), m_pair.columns)})
        if (labels.isEmpty())
            return kindOf(name) == LabelKind::Cluster
                       ? tr("No clusters yet.")
                       : tr("The mapping knows none of the genres of this file.");
    if (m_data.hasGivenUp())
        return m_data.error().isEmpty() ? tr("The comparison was cancelled.") : m_data.error();
    return tr("No track has a class in both groupings.");
}

void GroupingsDock::showModels()
{
    if (!m_jobs.isTraining())
        m_asked.clear();
    m_models->setVisible(m_study.dataset() != nullptr);
    m_models->setModels(modelTitle(m_study.currentModel()),
                        {learned(m_choice->rows()), learned(m_choice->columns())});
    const auto ofFeatures = [this](const std::string &name) {
        const LabelKind kind = kindOf(name);
        return (kind == LabelKind::Cluster || kind == LabelKind::KeptClusters) &&
               !m_study.labels(name).isEmpty();
    };
    m_remark->setVisible(ofFeatures(m_choice->rows()) || ofFeatures(m_choice->columns()));
}

void GroupingsDock::train(const std::string &labels)
{
    m_asked.insert({m_study.currentModel(), labels}); // first: the job tells of itself while it is started
    m_jobs.train(m_study.currentModel(), labels);
}

GroupingModels::Line GroupingsDock::learned(const std::string &name) const
{
    const LabelSet labels = m_study.labels(name);
    GroupingModels::Line line{m_study.labelsTitle(name), static_cast<qsizetype>(labels.classes().size())};
    const auto run = m_study.modelRun(m_study.currentModel(), name);
    // Others may train too; what is not known to be trained can be asked for, and then waits for its turn.
    const bool busy = m_jobs.isTraining() &&
                      (m_asked.contains({m_study.currentModel(), name}) || name == m_study.currentLabels());
    if (run) {
        const Evaluation &judged = run->evaluation;
        line.judged = {judged.testAccuracy, judged.interval, judged.baseline,
                       static_cast<qint64>(judged.testRows), !m_study.isCurrent(*run)};
        if (line.judged->outdated && !busy)
            line.link = tr("Retrain");
    } else if (!labels.isEmpty() || kindOf(name) == LabelKind::Cluster) {
        line.state = tr("training…");
        line.link = busy ? QString() : tr("Train");
    }
    return line;
}

LabelKind GroupingsDock::kindOf(const std::string &name) const
{
    for (const LabelSetInfo &set : m_study.labelSets())
        if (set.name == name)
            return set.kind;
    return LabelKind::Imported;
}

bool GroupingsDock::lacksGenres() const
{
    const auto ofGenres = [this](const std::string &name) {
        const LabelKind kind = kindOf(name);
        return kind == LabelKind::Genre || kind == LabelKind::SuperGenre;
    };
    return m_study.prepared() && m_study.prepared()->genres.isEmpty() &&
           (ofGenres(m_choice->rows()) || ofGenres(m_choice->columns()));
}

bool GroupingsDock::wantsClusters() const
{
    return m_study.dataset() && !m_study.isClusteringCurrent() &&
           (m_choice->rows() == "cluster" || m_choice->columns() == "cluster");
}

void GroupingsDock::showNotice()
{
    if (lacksGenres()) {
        notice()->setNotice(missingGenresText(), columnsLinkText());
    } else if (wantsClusters()) {
        const QString state = m_study.clustering()
                                  ? tr("Outdated: the features or the number of clusters have changed.")
                                  : tr("No clusters yet.");
        if (m_jobs.isClustering())
            notice()->setNotice(tr("%1 Finding them…").arg(state));
        else
            notice()->setNotice(state, tr("Find clusters"));
    } else if (m_data.hasGivenUp()) {
        notice()->setNotice(tr("The groupings have not been compared."), tr("Compare"));
    } else {
        notice()->setNotice({});
    }
}

void GroupingsDock::followNotice()
{
    if (lacksGenres())
        emit columnsRequested();
    else if (wantsClusters())
        m_jobs.cluster();
    else
        m_data.tryAgain();
}

// A whole row where no column is given, and the other way round.
void GroupingsDock::pick(const CellArea &cells, Qt::KeyboardModifiers modifiers)
{
    QStringList what;
    const auto name = [&](const std::string &labels, const QStringList &names, int first, int last) {
        const QString title = inSentence(m_study.labelsTitle(labels));
        if (first == last)
            what.append(tr("%1 %2", "kind and name of a class: genre rock").arg(title, names.value(first)));
        else if (last - first + 1 < names.size())
            what.append(
                tr("%n classes of %1", "of a grouping: 3 classes of genre", last - first + 1).arg(title));
    };
    name(m_choice->rows(), m_view.matrix.rowNames, cells.first.row, cells.last.row);
    name(m_choice->columns(), m_view.matrix.columnNames, cells.first.column, cells.last.column);
    m_picking = true;
    pickTracks(m_study, tracksIn(m_pair, m_view, cells), modifiers,
               what.isEmpty() ? tr("all classes").toStdString()
                              : what.join(tr(" and ", "between two classes")).toStdString());
    m_picking = false;
    m_heatmap->setMarkedCell(cells.first == cells.last ? std::optional(cells.first) : std::nullopt);
}

} // namespace genrelens
