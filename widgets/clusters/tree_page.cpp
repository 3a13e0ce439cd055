#include "widgets/clusters/tree_page.h"

#include "widgets/clusters/cluster_facts.h"
#include "widgets/plots/class_colours.h"
#include "widgets/plots/dendrogram.h"
#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QVBoxLayout>

namespace genrelens
{

TreePage::TreePage(const Study &study, const ClusterExaminer &examiner, QWidget *parent)
    : QWidget(parent)
    , m_study(study)
    , m_examiner(examiner)
    , m_tree(new Dendrogram)
{
    m_tree->setObjectName(QStringLiteral("clusterTree"));
    m_tree->setAccessibleName(tr("How the clusters merge"));
    m_tree->setFigureName(QStringLiteral("cluster_tree"));
    m_tree->setTitle(tr("How the clusters merge by their means"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, spacing::small, 0, 0);
    layout->addWidget(m_tree);
    connect(m_tree, &Dendrogram::nodeClicked, this, &TreePage::pickNode);
}

QString TreePage::emptyText() const
{
    const ClusterPortraits *portraits = m_examiner.portraits();
    if (portraits == nullptr)
        return m_examiner.waitsToBeAsked() ? QString() : tr("Describing the clusters…");
    return portraits->tree.leaves == 0 ? tr("There are too many clusters for a tree.")
                                       : tr("One cluster alone makes no tree.");
}

void TreePage::refresh()
{
    const LabelSet clusters = m_study.labels("cluster");
    const ClusterPortraits *portraits = m_examiner.portraits();
    m_tree->setEmptyText(emptyText());
    if (portraits == nullptr || portraits->tree.leaves != clusters.classes().size()) {
        m_tree->setSpec({});
        m_shown = {};
        return;
    }
    const Key key = KeyBuilder().add(clusters.key()).add(m_study.prepared()->features().key()).key();
    QStringList names;
    for (const std::string &name : clusters.classes())
        names.append(QString::fromStdString(name));
    std::vector<QColor> colours = labelColours(clusters, m_study.settings());
    if (key == m_shown && names == m_names && colours == m_colours)
        return;
    DendrogramSpec spec;
    spec.tree = portraits->tree;
    spec.names = names;
    for (const std::size_t count : clusters.counts())
        spec.notes.append(tracksAndShare(count, clusters.codes().size()));
    spec.heightTitle = tr("Ward distance");
    spec.isCut = false;
    spec.ofClusters = true;
    m_tree->setSpec(std::move(spec));
    m_tree->setLeafColours(colours);
    m_shown = key;
    m_names = std::move(names);
    m_colours = std::move(colours);
}

void TreePage::pickNode(int node, Qt::KeyboardModifiers modifiers)
{
    const LabelSet clusters = m_study.labels("cluster");
    const MergeTree &tree = m_tree->spec().tree;
    if (tree.leaves != clusters.classes().size())
        return;
    const std::vector<std::size_t> leaves = leavesOf(tree, static_cast<std::size_t>(node));
    std::vector<bool> wanted(clusters.classes().size(), false);
    for (const std::size_t leaf : leaves)
        wanted[leaf] = true;
    const QString what = leaves.size() == 1
                             ? tr("cluster %1").arg(m_tree->spec().names.at(node))
                             : tr("%1 clusters").arg(formatCount(static_cast<qint64>(leaves.size())));
    emit picked(rowsOfClasses(clusters, wanted), what, modifiers);
}

} // namespace genrelens
