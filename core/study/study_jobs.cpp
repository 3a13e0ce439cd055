#include "core/study/study_jobs.h"

#include <QScopedValueRollback>

#include <algorithm>
#include <functional>

namespace genrelens
{

StudyJobs::StudyJobs(Study &study, JobBoard &board, QObject *parent)
    : QObject(parent)
    , m_study(study)
    , m_prepare(tr("Preparing"), board)
    , m_cluster(tr("Clustering"), board)
    , m_train(tr("Training"), board)
    , m_sweep(tr("Elbow"), board)
{
    for (Job *job : {&m_prepare, &m_cluster, &m_train, &m_sweep}) {
        connect(job, &Job::started, this, &StudyJobs::activityChanged);
        connect(job, &Job::failed, this, &StudyJobs::failed);
    }
    // What was cancelled or has failed is not tried again unasked, and whatever waits for it waits no more.
    const auto whenOver = [this](Job &job, const Key &key, const std::function<void(JobOutcome)> &after) {
        connect(&job, &Job::finished, this, [this, &key, after](JobOutcome outcome) {
            if (outcome == JobOutcome::Superseded)
                return; // whoever did that knows what comes next
            if (outcome != JobOutcome::Delivered) {
                decline(key);
                after(outcome);
            }
            refresh();
            emit activityChanged();
        });
    };
    whenOver(m_prepare, m_prepareKey, [this](JobOutcome) { m_queue.clear(); });
    whenOver(m_cluster, m_clusterKey, [this](JobOutcome) {
        m_clustersAsked = false;
        std::erase_if(m_queue, [](const Wanted &wanted) { return wanted.second == "cluster"; });
    });
    whenOver(m_train, m_trainKey, [this](JobOutcome outcome) {
        if (outcome == JobOutcome::Cancelled)
            m_queue.clear(); // Cancel means all that was asked for
    });
    whenOver(m_sweep, m_sweepKey, [](JobOutcome) {});
    connect(&m_study, &Study::changed, this, [this](StudyPart part) {
        if (part == StudyPart::Selection)
            return; // nothing is computed from it
        if (part == StudyPart::Dataset)
            onDatasetChanged();
        if (part == StudyPart::Dataset || part == StudyPart::Preparation || part == StudyPart::CurrentView ||
            part == StudyPart::Clusters)
            wantCurrentModel();
        refresh();
    });
}

void StudyJobs::train(const std::string &model, const std::string &labels)
{
    m_declined.clear();
    enqueue({model, labels});
    refresh();
    emit activityChanged();
}

void StudyJobs::trainAll()
{
    m_declined.clear();
    for (const LabelSetInfo &set : m_study.labelSets()) {
        if (set.kind != LabelKind::Cluster && m_study.labels(set.name).isEmpty())
            continue; // this file has none; clusters can always be found
        for (const std::string &model : m_study.settings().models) {
            const auto run = m_study.modelRun(model, set.name);
            if (!run || !m_study.isCurrent(*run))
                enqueue({model, set.name});
        }
    }
    refresh();
    emit activityChanged();
}

void StudyJobs::cluster()
{
    m_declined.clear();
    m_clustersAsked = true;
    refresh();
}

void StudyJobs::setAutomatic(bool automatic)
{
    m_automatic = automatic;
    if (automatic)
        wantCurrentModel();
    refresh();
}

void StudyJobs::shutDown()
{
    m_still = true;
    m_queue.clear();
    for (Job *job : {&m_prepare, &m_cluster, &m_train, &m_sweep})
        job->abandon();
}

void StudyJobs::onDatasetChanged()
{
    const QScopedValueRollback still(m_still, true);
    m_queue.clear();
    m_clustersAsked = false;
    m_declined.clear();
    for (Job *job : {&m_prepare, &m_cluster, &m_train, &m_sweep})
        job->abandon();
}

bool StudyJobs::computesByItself() const
{
    return m_automatic && m_study.prepared() && m_study.prepared()->features().rows() <= mostTracksUnasked;
}

void StudyJobs::enqueue(const Wanted &wanted)
{
    if (std::find(m_queue.begin(), m_queue.end(), wanted) == m_queue.end())
        m_queue.push_back(wanted);
}

void StudyJobs::wantCurrentModel()
{
    const Wanted wanted(m_study.currentModel(), m_study.currentLabels());
    if (!computesByItself() || m_study.modelRun(wanted.first, wanted.second) ||
        m_study.labels(wanted.second).classes().size() > mostClassesUnasked)
        return;
    const Result<ModelRequest> request = m_study.modelRequest(wanted.first, wanted.second);
    const bool running = m_train.isRunning() && m_training == wanted;
    const bool declined = request && isDeclined(request.value().key());
    const bool possible = request || (m_study.isPreparationCurrent() && waitsForClusters(wanted));
    if (possible && !running && !declined)
        enqueue(wanted);
}

void StudyJobs::refresh()
{
    if (m_still || !m_study.dataset())
        return;
    dropOutdatedWork();
    if (!m_study.isPreparationCurrent()) {
        startPreparation();
        return;
    }
    const bool clustersWanted =
        computesByItself() || m_clustersAsked || (!m_queue.empty() && waitsForClusters(m_queue.front()));
    if (m_study.isClusteringCurrent())
        m_clustersAsked = false;
    else if (clustersWanted)
        startClustering();
    startTraining();
    const bool busy = !m_queue.empty() || m_train.isRunning() || m_cluster.isRunning();
    if (computesByItself() && !busy && !m_study.isSweepCurrent())
        startSweep();
}

// An input changed back makes a result current while a job still computes the other one; an input changed
// makes a model in training one that nobody wants.
void StudyJobs::dropOutdatedWork()
{
    const bool prepared = m_study.isPreparationCurrent();
    if (prepared)
        m_prepare.abandon();
    if (!prepared || m_study.isClusteringCurrent())
        m_cluster.abandon();
    if (!prepared || m_study.isSweepCurrent())
        m_sweep.abandon();
    if (!m_train.isRunning())
        return;
    const Result<ModelRequest> request = m_study.modelRequest(m_training.first, m_training.second);
    if (request && request.value().key() == m_trainKey)
        return;
    m_train.abandon();
    std::erase(m_queue, m_training);
    const std::vector<LabelSetInfo> sets = m_study.labelSets();
    const bool stillThere = std::any_of(
        sets.begin(), sets.end(), [this](const LabelSetInfo &set) { return set.name == m_training.second; });
    if (stillThere)
        m_queue.push_front(m_training);
}

void StudyJobs::startPreparation()
{
    const PreparationOptions options = m_study.settings().preparation;
    const Key key = preparationKey(*m_study.dataset(), options);
    if (isDeclined(key) || (m_prepare.isRunning() && m_prepareKey == key))
        return;
    m_prepareKey = key;
    m_prepare.start<PreparedStudy>(
        [dataset = m_study.dataset(), settings = m_study.settings()](Progress &progress) {
            return prepareStudy(*dataset, settings, progress);
        },
        [this, options](PreparedStudy prepared) {
            m_study.offerSplit(std::move(prepared.split));
            m_study.setPrepared(std::move(prepared.data), options);
        });
}

void StudyJobs::startClustering()
{
    const Features features = m_study.prepared()->features();
    const StudySettings settings = m_study.settings();
    const Key key = clusteringKey(features, settings);
    if (isDeclined(key) || (m_cluster.isRunning() && m_clusterKey == key))
        return;
    m_clusterKey = key;
    m_cluster.start<Clustering>(
        [features, settings](Progress &progress) { return runClustering(features, settings, progress); },
        [this](Clustering clustering) { m_study.setClustering(std::move(clustering)); });
}

bool StudyJobs::waitsForClusters(const Wanted &wanted) const
{
    return wanted.second == "cluster" && !m_study.isClusteringCurrent() &&
           !isDeclined(clusteringKey(m_study.prepared()->features(), m_study.settings()));
}

// The first of the queue that can be trained; what cannot be is dropped, and said.
void StudyJobs::startTraining()
{
    while (!m_queue.empty() && !m_train.isRunning()) {
        const Wanted wanted = m_queue.front();
        if (waitsForClusters(wanted))
            return;
        m_queue.pop_front();
        Result<ModelRequest> request = m_study.modelRequest(wanted.first, wanted.second);
        if (request)
            train(wanted, std::move(request).value());
        else
            emit failed(request.error());
    }
}

void StudyJobs::train(const Wanted &wanted, ModelRequest request)
{
    m_training = wanted;
    m_trainKey = request.key();
    const ModelKind *kind = findModel(wanted.first);
    m_train.setTitle(tr("Training %1").arg(QString::fromStdString(kind->title).toLower()));
    m_train.start<ModelRun>(
        [request = std::move(request)](Progress &progress) { return runModel(request, progress); },
        [this](ModelRun run) { m_study.setModelRun(std::move(run)); });
}

void StudyJobs::startSweep()
{
    const Features features = m_study.prepared()->features();
    const StudySettings settings = m_study.settings();
    const Key key = sweepKey(features, settings);
    if (isDeclined(key) || (m_sweep.isRunning() && m_sweepKey == key))
        return;
    m_sweepKey = key;
    m_sweep.start<Sweep>(
        [features, settings](Progress &progress) { return runSweep(features, settings, progress); },
        [this](Sweep sweep) { m_study.setSweep(std::move(sweep)); });
}

} // namespace genrelens
