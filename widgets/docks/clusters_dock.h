#pragma once

#include "core/study/cluster_examiner.h"
#include "widgets/docks/dock.h"

class QLabel;
class QPushButton;
class QTabWidget;

namespace genrelens
{

class AnomaliesPage;
class ProfilePage;
class StudyJobs;
class TreePage;

/// What the clusters are made of: a profile of each, the tracks that fit none, and how the clusters merge.
/// Names are given here.
class ClustersDock : public Dock
{
    Q_OBJECT

public:
    ClustersDock(Study &study, StudyJobs &jobs, JobBoard &board, QWidget *parent = nullptr);
    [[nodiscard]] Plot *plot() const override;

    [[nodiscard]] const ClusterExaminer &examiner() const { return m_examiner; }

protected:
    void frontChanged(bool inFront) override;

private:
    enum Tab { Profile, Anomalies, Tree };

    void makeEmpty();
    void connectPages();
    void refresh();
    void showPage();
    void showEmpty(bool empty);
    void showNotice();
    void followNotice();
    void rename(std::size_t cluster, const QString &name);
    void useSuggestedNames();
    void exportProfiles();
    void exportAnomalies();
    void pick(const std::vector<std::uint32_t> &tracks, const QString &what, Qt::KeyboardModifiers modifiers);

    Study &m_study;
    StudyJobs &m_jobs;
    ClusterExaminer m_examiner;
    QString m_trouble; // with a name that was given last

    QTabWidget *m_tabs;
    ProfilePage *m_profile;
    AnomaliesPage *m_anomalies;
    TreePage *m_tree;
    QLabel *m_empty;
    QPushButton *m_find;
};

} // namespace genrelens
