#include "widgets/clusters/profile_page.h"

#include "widgets/clusters/cluster_facts.h"
#include "widgets/clusters/pick_table.h"
#include "widgets/clusters/profile_details.h"
#include "widgets/docks/flow_layout.h"
#include "widgets/plots/class_colours.h"
#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QApplication>
#include <QPushButton>
#include <QResizeEvent>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace genrelens
{

namespace
{

constexpr int widestList = 250;
constexpr int narrowestList = 110;

} // namespace

ProfilePage::ProfilePage(const Study &study, ClusterExaminer &examiner, QWidget *parent)
    : QWidget(parent)
    , m_study(study)
    , m_examiner(examiner)
    , m_split(new QSplitter(Qt::Horizontal))
    , m_list(new PickTable({{tr("Cluster"), false, 0, tr("F2 or a double click renames a cluster")},
                            {tr("Tracks"), true, 1, {}},
                            {tr("Share"), true, 2, tr("Of all tracks")}}))
    , m_details(new ProfileDetails(study, examiner))
    , m_select(new QPushButton(tr("Select Tracks")))
    , m_suggest(new QPushButton(tr("Use Suggested Names")))
    , m_export(new QPushButton(tr("Export…")))
{
    makeList();
    m_split->addWidget(m_list);
    m_split->addWidget(m_details);
    m_split->setChildrenCollapsible(false);
    m_split->setStretchFactor(0, 0);
    m_split->setStretchFactor(1, 1);
    m_select->setObjectName(QStringLiteral("clusterSelect"));
    m_select->setToolTip(tr("Select the tracks of the cluster; with Ctrl or Shift add them, with both take "
                            "them away"));
    m_suggest->setObjectName(QStringLiteral("clusterSuggest"));
    m_export->setObjectName(QStringLiteral("clusterExport"));
    m_export->setToolTip(tr("Write what all clusters are made of as CSV"));
    auto *buttons = new FlowLayout(spacing::small);
    for (QPushButton *button : {m_select, m_suggest, m_export})
        buttons->addWidget(button);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, spacing::small, 0, 0);
    layout->setSpacing(spacing::small);
    layout->addWidget(m_split, 1);
    layout->addLayout(buttons);

    connect(m_split, &QSplitter::splitterMoved, this, [this] { m_isArranged = true; });
    connect(m_select, &QPushButton::clicked, this, &ProfilePage::pickCluster);
    connect(m_suggest, &QPushButton::clicked, this, &ProfilePage::suggestedNamesChosen);
    connect(m_export, &QPushButton::clicked, this, &ProfilePage::exportRequested);
    connect(m_details, &ProfileDetails::picked, this, &ProfilePage::picked);
}

void ProfilePage::makeList()
{
    m_list->setObjectName(QStringLiteral("clusterList"));
    m_list->setAccessibleName(tr("Clusters"));
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    m_list->setMinimumWidth(narrowestList);
    m_list->cells().setEditable(true);
    connect(&m_list->cells(), &CellTableModel::edited, this,
            [this](int row, const QString &name) { emit renamed(static_cast<std::size_t>(row), name); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) {
                if (current.isValid())
                    choose(static_cast<std::size_t>(m_list->rowOf(current)));
            });
}

void ProfilePage::refresh()
{
    const LabelSet clusters = m_study.labels("cluster");
    const std::vector<QColor> colours = labelColours(clusters, m_study.settings());
    const ClusterPortraits *portraits = m_examiner.portraits();
    std::vector<TableRow> rows;
    for (std::size_t c = 0; c < clusters.classes().size(); ++c) {
        const auto share =
            static_cast<double>(clusters.counts()[c]) / static_cast<double>(clusters.codes().size());
        const QString name = QString::fromStdString(clusters.classes()[c]);
        const QString size = tracksAndShare(clusters.counts()[c], clusters.codes().size());
        QString tip = tr("%1: %2", "name of a cluster, its tracks").arg(name, size);
        if (portraits != nullptr)
            tip += u'\n' + tr("suggested name: %1").arg(QString::fromStdString(portraits->suggested[c]));
        rows.push_back(
            {{{name, {}, tip}, countCell(clusters.counts()[c]), numberCell(share, formatShare(share))},
             colours[c]});
    }
    const std::size_t count = rows.size();
    m_list->setRows(std::move(rows));
    m_suggest->setEnabled(portraits != nullptr && portraits->suggested != clusters.classes());
    m_suggest->setToolTip(tr("Name all clusters by what sets them apart, as their tooltips suggest"));
    m_export->setEnabled(portraits != nullptr);
    choose(m_cluster < count ? m_cluster : 0);
}

void ProfilePage::choose(std::size_t cluster)
{
    m_cluster = cluster;
    m_list->showRow(static_cast<int>(cluster));
    m_details->showCluster(cluster);
}

void ProfilePage::pickCluster()
{
    const LabelSet clusters = m_study.labels("cluster");
    if (m_cluster >= clusters.classes().size())
        return;
    std::vector<bool> wanted(clusters.classes().size(), false);
    wanted[m_cluster] = true;
    emit picked(rowsOfClasses(clusters, wanted),
                tr("cluster %1").arg(QString::fromStdString(clusters.classes()[m_cluster])),
                QApplication::keyboardModifiers());
}

// The list has a third of the room, until a person moves the border.
void ProfilePage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (m_isArranged)
        return;
    const int list = std::clamp(width() * 34 / 100, narrowestList, widestList);
    m_split->setSizes({list, width() - list});
}

} // namespace genrelens
