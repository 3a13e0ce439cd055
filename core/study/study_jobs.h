#pragma once

#include "core/study/job.h"
#include "core/study/job_board.h"
#include "core/study/study.h"

#include <QObject>

#include <deque>
#include <set>
#include <string>
#include <utility>

namespace genrelens
{

/// Keeps a study's results up to date in the background: opens files, and whenever an input changes runs what
/// that made stale, one thing at a time, first things first (preparation, clusters, models asked for, elbow).
class StudyJobs : public QObject
{
    Q_OBJECT

public:
    StudyJobs(Study &study, JobBoard &board, QObject *parent = nullptr);

    /// Opens a file; the dataset that is open stays until the new one is there, and after a failure.
    void open(const QString &path);
    /// Trains a model on a label set, after those asked for before.
    void train(const std::string &model, const std::string &labels);
    /// Whether clusters, elbow and a first model are computed unasked.
    void setAutomatic(bool automatic);
    [[nodiscard]] bool isAutomatic() const { return m_automatic; }

    [[nodiscard]] bool isOpening() const { return m_open.isRunning(); }
    [[nodiscard]] bool isTraining() const { return m_train.isRunning() || !m_queue.empty(); }
    [[nodiscard]] bool isClustering() const { return m_cluster.isRunning(); }
    [[nodiscard]] Job &trainJob() { return m_train; }
    /// Computes clusters even when that was cancelled before.
    void cluster();

signals:
    void opened(const QString &path);
    void openFailed(const QString &path, const genrelens::Error &error);
    void failed(const genrelens::Error &error);
    void activityChanged();

private:
    void refresh();
    void startPreparation();
    void startClustering();
    void startTraining();
    void startSweep();
    void wantCurrentModel();
    void onDatasetChanged();
    [[nodiscard]] bool isDeclined(const Key &key) const { return m_declined.contains({key.high, key.low}); }
    void decline(const Key &key) { m_declined.insert({key.high, key.low}); }

    using Wanted = std::pair<std::string, std::string>; // model, labels

    Study &m_study;
    Job m_open;
    Job m_prepare;
    Job m_cluster;
    Job m_train;
    Job m_sweep;
    std::deque<Wanted> m_queue;
    std::set<std::pair<std::uint64_t, std::uint64_t>>
        m_declined; // keys of runs that were cancelled or failed
    // Keys of what the jobs were last started for.
    Key m_prepareKey;
    Key m_clusterKey;
    Key m_trainKey;
    Key m_sweepKey;
    bool m_automatic = true;
    bool m_resetting = false;
};

} // namespace genrelens
