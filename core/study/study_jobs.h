#pragma once

#include "core/study/job.h"
#include "core/study/job_board.h"
#include "core/study/study.h"
#include "core/study/training_queue.h"

#include <QObject>

#include <optional>
#include <set>
#include <string>
#include <vector>

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

    /// Trains a model on a label set, after those asked for before; with the settings of when its turn comes.
    void train(const std::string &model, const std::string &labels) { train({{model, labels}}); }
    void train(const std::vector<ModelSlot> &wanted);
    /// Every model of the settings on every label set of the file, but those that are up to date.
    void trainAll();
    void trainOutdated();
    /// Takes one out of the queue, or ends its training; the others go on.
    void cancelTraining(const ModelSlot &slot);
    /// All that was asked for.
    void cancelTraining();
    /// Forgets these runs, ends what of them is trained or waits, and trains none of them again unasked.
    void removeRuns(const std::vector<ModelSlot> &unwanted);
    /// Finds clusters, also when that was cancelled before.
    void cluster();
    /// Tries the numbers of clusters, likewise, after what else is to be computed.
    void sweep();
    /// Whether clusters, elbow and a first model are computed unasked; never for more tracks than this, whose
    /// person should know that it will take minutes.
    void setAutomatic(bool automatic);
    static constexpr std::size_t mostTracksUnasked = 1'000'000;
    /// Nor a model on more classes than this, which takes gigabytes.
    static constexpr std::size_t mostClassesUnasked = 1'000;
    /// Nothing starts any more: the window closes.
    void shutDown();

    [[nodiscard]] bool isTraining() const { return m_train.isRunning() || !m_queue.isEmpty(); }
    /// What is trained now, and in their order those that wait.
    [[nodiscard]] std::optional<ModelSlot> training() const;
    [[nodiscard]] const TrainingQueue &queue() const { return m_queue; }
    [[nodiscard]] bool isClustering() const { return m_cluster.isRunning(); }
    [[nodiscard]] const Job &sweepJob() const { return m_sweep; }
    [[nodiscard]] Job &sweepJob() { return m_sweep; }
    /// Whether the sweep begins by itself when what else is computed is there.
    [[nodiscard]] bool isSweepAwaited() const;
    [[nodiscard]] Job &clusterJob() { return m_cluster; }
    [[nodiscard]] Job &trainJob() { return m_train; }
    [[nodiscard]] const Job &trainJob() const { return m_train; }

signals:
    void failed(const genrelens::Error &error);
    void activityChanged();

private:
    void onDatasetChanged();
    void onTrainingFailed(const Error &error);
    [[nodiscard]] bool computesByItself() const;
    void wantCurrentModel();
    [[nodiscard]] bool isTrained(const ModelSlot &slot) const;
    [[nodiscard]] bool hasLabels(const std::string &name) const;
    void enqueue(const ModelSlot &wanted);
    void refresh();
    void dropOutdatedWork();
    void dropOutdatedTraining();
    void dropOutdatedFailures();
    void startPreparation();
    void startClustering();
    void startTraining();
    void train(const ModelSlot &wanted, ModelRequest request);
    void nameTraining();
    void fail(const ModelSlot &slot, const Error &error, const Key &key);
    [[nodiscard]] bool isSweepDone() const;
    void startSweep();
    [[nodiscard]] bool waitsForClusters(const ModelSlot &wanted) const;
    [[nodiscard]] bool isDeclined(const Key &key) const { return m_declined.contains({key.high, key.low}); }
    void decline(const Key &key) { m_declined.insert({key.high, key.low}); }

    Study &m_study;
    Job m_prepare;
    Job m_cluster;
    Job m_train;
    Job m_sweep;
    TrainingQueue m_queue;
    bool m_clustersAsked = false; // by the person, so that they are found although nothing is automatic
    bool m_sweepAsked = false;    // likewise
    std::set<std::pair<std::uint64_t, std::uint64_t>> m_declined; // keys that are not tried again unasked
    // Keys of what the jobs were last started for.
    Key m_prepareKey;
    Key m_clusterKey;
    Key m_trainKey;
    Key m_sweepKey;
    ModelSlot m_training;
    bool m_automatic = true;
    bool m_still = false; // nothing is started: between datasets, and at the end
};

} // namespace genrelens
