#pragma once

#include "core/study/cluster_examiner.h"

#include <QWidget>

#include <cstdint>
#include <vector>

namespace genrelens
{

class Dendrogram;

/// How the clusters merge into one, by their means; a click on one, or on a branch, picks the tracks below.
class TreePage : public QWidget
{
    Q_OBJECT

public:
    TreePage(const Study &study, const ClusterExaminer &examiner, QWidget *parent = nullptr);

    void refresh();
    [[nodiscard]] Dendrogram *tree() const { return m_tree; }

signals:
    void picked(const std::vector<std::uint32_t> &tracks, const QString &what,
                Qt::KeyboardModifiers modifiers);

private:
    void pickNode(int node, Qt::KeyboardModifiers modifiers);
    [[nodiscard]] QString emptyText() const;

    const Study &m_study;
    const ClusterExaminer &m_examiner;
    Dendrogram *m_tree;
    Key m_shown; // of the tree that is seen, names and colours left aside
    QStringList m_names;
    std::vector<QColor> m_colours;
};

} // namespace genrelens
