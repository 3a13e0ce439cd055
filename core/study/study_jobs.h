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

/// Keeps a study's results up to date in the background: whenever an input changes it runs what that made
/// stale: preparation first, then clusters and the models that were asked for, at last the elbow.
/// Work whose inputs change while it runs is begun anew; work whose result has become current again is
/// dropped.
class StudyJobs : public QObject
{
    Q_OBJECT

public:
    StudyJobs(Study &study, JobBoard &board, QObject *parent = nullptr);

    /// Trains a model on a label set, after those asked for before.
    void train(const std::string &model, const std::string &labels);
    /// Every model of the settings on every label set of the file, but those that are up to date.
    void trainAll();
    /// Finds clusters, also when that was cancelled before.
    void cluster();
    /// Whether clusters, elbow and a first model are computed unasked; never for more tracks than this, whose
    /// person should know that it will take minutes.
    void setAutomatic(bool automatic);
    static constexpr std::size_t mostTracksUnasked = 1'000'000;
    /// Nor a model on more classes than this, which takes gigabytes.
    static constexpr std::size_t mostClassesUnasked = 1'000;
    /// Nothing starts any more: the window closes.
    void shutDown();

    [[nodiscard]] bool isTraining() const { return m_train.isRunning() || !m_queue.empty(); }
    [[nodiscard]] bool isClustering() const { return m_cluster.isRunning(); }
    [[nodiscard]] Job &clusterJob() { return m_cluster; }
    [[nodiscard]] Job &trainJob() { return m_train; }

signals:
    void failed(const genrelens::Error &error);
    void activityChanged();

private:
    using Wanted = std::pair<std::string, std::string>; // model, labels

    void onDatasetChanged();
    [[nodiscard]] bool computesByItself() const;
    void wantCurrentModel();
    void enqueue(const Wanted &wanted);
    void refresh();
    void dropOutdatedWork();
    void startPreparation();
    void startClustering();
    void startTraining();
    void train(const Wanted &wanted, ModelRequest request);
    void startSweep();
    [[nodiscard]] bool waitsForClusters(const Wanted &wanted) const;
    [[nodiscard]] bool isDeclined(const Key &key) const { return m_declined.contains({key.high, key.low}); }
    void decline(const Key &key) { m_declined.insert({key.high, key.low}); }

    Study &m_study;
    Job m_prepare;
    Job m_cluster;
    Job m_train;
    Job m_sweep;
    std::deque<Wanted> m_queue;
    bool m_clustersAsked = false; // by the person, so that they are found although nothing is automatic
    std::set<std::pair<std::uint64_t, std::uint64_t>> m_declined; // keys that are not tried again unasked
    // Keys of what the jobs were last started for.
    Key m_prepareKey;
    Key m_clusterKey;
    Key m_trainKey;
    Key m_sweepKey;
    Wanted m_training;
    bool m_automatic = true;
    bool m_still = false; // nothing is started: between datasets, and at the end
};

} // namespace genrelens
