#pragma once

#include "core/study/cluster_examiner.h"

#include <QWidget>

#include <cstdint>
#include <vector>

class QPushButton;
class QSplitter;

namespace genrelens
{

class PickTable;
class ProfileDetails;

/// The clusters of a study, with their names to be edited, and what the chosen one is made of.
class ProfilePage : public QWidget
{
    Q_OBJECT

public:
    ProfilePage(const Study &study, ClusterExaminer &examiner, QWidget *parent = nullptr);

    void refresh();
    [[nodiscard]] ProfileDetails *details() const { return m_details; }
    [[nodiscard]] std::size_t cluster() const { return m_cluster; }

signals:
    void picked(const std::vector<std::uint32_t> &tracks, const QString &what,
                Qt::KeyboardModifiers modifiers);
    /// A person gave a cluster a name; empty for its number.
    void renamed(std::size_t cluster, const QString &name);
    void suggestedNamesChosen();
    void exportRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeList();
    void choose(std::size_t cluster);
    void pickCluster();

    const Study &m_study;
    ClusterExaminer &m_examiner;
    std::size_t m_cluster = 0;
    QSplitter *m_split;
    PickTable *m_list;
    ProfileDetails *m_details;
    QPushButton *m_select;
    QPushButton *m_suggest;
    QPushButton *m_export;
    bool m_isArranged = false; // the splitter, by a person
};

} // namespace genrelens
