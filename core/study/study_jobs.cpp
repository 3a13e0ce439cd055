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
        if (job != &m_train)
            connect(job, &Job::failed, this, &StudyJobs::failed);
    }
    connect(&m_train, &Job::failed, this, &StudyJobs::onTrainingFailed);
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
        m_queue.dropLabels("cluster");
    });
    whenOver(m_train, m_trainKey, [this](JobOutcome outcome) {
        if (outcome == JobOutcome::Cancelled)
            m_queue.clear(); // Cancel means all that was asked for
    });
    whenOver(m_sweep, m_sweepKey, [this](JobOutcome) { m_sweepAsked = false; });
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

void StudyJobs::train(const std::vector<ModelSlot> &wanted)
{
    m_declined.clear();
    for (const ModelSlot &slot : wanted)
        enqueue(slot);
    refresh();
    emit activityChanged();
}

void StudyJobs::trainAll()
{
    std::vector<ModelSlot> wanted;
    for (const LabelSetInfo &set : m_study.labelSets()) {
        if (set.kind != LabelKind::Cluster && m_study.labels(set.name).isEmpty())
            continue; // this file has none; clusters can always be found
        for (const std::string &model : m_study.settings().models)
            if (!isTrained({model, set.name}))
                wanted.push_back({model, set.name});
    }
    train(wanted);
}

void StudyJobs::trainOutdated()
{
    std::vector<ModelSlot> wanted;
    for (const auto &run : m_study.modelRuns())
        if (!m_study.isCurrent(*run))
            wanted.push_back({run->model, run->labels.name()});
    train(wanted);
}

void StudyJobs::cancelTraining(const ModelSlot &slot)
{
    const bool waited = m_queue.drop(slot);
    const bool running = training() == slot;
    if (!waited && !running)
        return;
    if (const Result<ModelRequest> request = m_study.modelRequest(slot.model, slot.labels))
        decline(request.value().key());
    if (running)
        m_train.abandon();
    nameTraining();
    refresh();
    emit activityChanged();
}

void StudyJobs::cancelTraining()
{
    m_queue.clear();
    m_train.cancel();
    emit activityChanged();
}

void StudyJobs::removeRuns(const std::vector<ModelSlot> &unwanted)
{
    for (const ModelSlot &slot : unwanted) {
        m_queue.setUnwanted(slot, true);
        m_queue.clearFailure(slot);
        cancelTraining(slot);
    }
    for (const ModelSlot &slot : unwanted)
        m_study.removeModelRun(slot.model, slot.labels);
    emit activityChanged();
}

std::optional<ModelSlot> StudyJobs::training() const
{
    return m_train.isRunning() ? std::optional(m_training) : std::nullopt;
}

void StudyJobs::cluster()
{
    m_declined.clear();
    m_clustersAsked = true;
    refresh();
}

void StudyJobs::sweep()
{
    m_declined.clear();
    m_sweepAsked = true;
    refresh();
}

bool StudyJobs::isSweepDone() const
{
    return m_study.isSweepCurrent() && m_study.sweep()->complete;
}

bool StudyJobs::isSweepAwaited() const
{
    return m_study.isPreparationCurrent() && (computesByItself() || m_sweepAsked) && !m_sweep.isRunning() &&
           !isSweepDone() && !isDeclined(sweepKey(m_study.prepared()->features(), m_study.settings()));
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
    m_queue.forgetAll();
    m_clustersAsked = false;
    m_sweepAsked = false;
    m_declined.clear();
    for (Job *job : {&m_prepare, &m_cluster, &m_train, &m_sweep})
        job->abandon();
}

bool StudyJobs::computesByItself() const
{
    return m_automatic && m_study.prepared() && m_study.prepared()->features().rows() <= mostTracksUnasked;
}

bool StudyJobs::isTrained(const ModelSlot &slot) const
{
    const auto run = m_study.modelRun(slot.model, slot.labels);
    return run && m_study.isCurrent(*run);
}

bool StudyJobs::hasLabels(const std::string &name) const
{
    const std::vector<LabelSetInfo> sets = m_study.labelSets();
    return std::any_of(sets.begin(), sets.end(), [&](const LabelSetInfo &set) { return set.name == name; });
}

// What is trained now is trained with the present inputs, or it would have been begun anew.
void StudyJobs::enqueue(const ModelSlot &wanted)
{
    m_queue.setUnwanted(wanted, false);
    m_queue.clearFailure(wanted);
    if (training() != wanted)
        m_queue.add(wanted);
    nameTraining();
}

void StudyJobs::wantCurrentModel()
{
    const ModelSlot wanted{m_study.currentModel(), m_study.currentLabels()};
    if (!computesByItself() || m_queue.isUnwanted(wanted) || m_study.modelRun(wanted.model, wanted.labels) ||
        m_study.labels(wanted.labels).classes().size() > mostClassesUnasked)
        return;
    const Result<ModelRequest> request = m_study.modelRequest(wanted.model, wanted.labels);
    const bool declined = request && isDeclined(request.value().key());
    const bool possible = request || (m_study.isPreparationCurrent() && waitsForClusters(wanted));
    if (possible && !declined)
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
    const bool clustersWanted = computesByItself() || m_clustersAsked ||
                                (!m_queue.isEmpty() && waitsForClusters(m_queue.waiting().front()));
    if (m_study.isClusteringCurrent())
        m_clustersAsked = false;
    else if (clustersWanted)
        startClustering();
    startTraining();
    const bool busy = !m_queue.isEmpty() || m_train.isRunning() || m_cluster.isRunning();
    if (isSweepDone())
        m_sweepAsked = false;
    else if ((computesByItself() || m_sweepAsked) && !busy)
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
    if (!prepared || isSweepDone() ||
        !(m_sweepKey == sweepKey(m_study.prepared()->features(), m_study.settings())))
        m_sweep.abandon();
    dropOutdatedTraining();
    dropOutdatedFailures();
}

void StudyJobs::dropOutdatedTraining()
{
    if (!m_train.isRunning())
        return;
    const Result<ModelRequest> request = m_study.modelRequest(m_training.model, m_training.labels);
    if (request && request.value().key() == m_trainKey)
        return;
    m_train.abandon();
    m_queue.drop(m_training);
    if (hasLabels(m_training.labels))
        m_queue.putBack(m_training);
}

// With other inputs it may succeed.
void StudyJobs::dropOutdatedFailures()
{
    const std::map<ModelSlot, TrainingFailure> failures = m_queue.failures();
    for (const auto &[slot, failure] : failures) {
        const Result<ModelRequest> request = m_study.modelRequest(slot.model, slot.labels);
        if (request ? !(request.value().key() == failure.key) : !failure.key.isNull())
            m_queue.clearFailure(slot);
    }
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

bool StudyJobs::waitsForClusters(const ModelSlot &wanted) const
{
    return wanted.labels == "cluster" && !m_study.isClusteringCurrent() &&
           !isDeclined(clusteringKey(m_study.prepared()->features(), m_study.settings()));
}

// The first of the queue that can be trained; what cannot be is dropped, and said. Those whose labels are
// gone are nobody's wish any more.
void StudyJobs::startTraining()
{
    while (!m_queue.isEmpty() && !m_train.isRunning()) {
        if (waitsForClusters(m_queue.waiting().front()))
            return;
        const ModelSlot wanted = m_queue.take();
        Result<ModelRequest> request = m_study.modelRequest(wanted.model, wanted.labels);
        if (request)
            train(wanted, std::move(request).value());
        else if (hasLabels(wanted.labels))
            fail(wanted, request.error(), {});
    }
}

void StudyJobs::train(const ModelSlot &wanted, ModelRequest request)
{
    m_training = wanted;
    m_trainKey = request.key();
    nameTraining();
    m_train.start<ModelRun>(
        [request = std::move(request)](Progress &progress) { return runModel(request, progress); },
        [this](ModelRun run) { m_study.setModelRun(std::move(run)); });
}

void StudyJobs::nameTraining()
{
    const ModelKind *kind = findModel(m_training.model);
    if (kind == nullptr)
        return; // none yet
    QString name = QString::fromStdString(kind->title);
    if (name.size() > 1 && !name[1].isUpper()) // "LDA" stays
        name[0] = name[0].toLower();
    const QString title = tr("Training %1").arg(name);
    const auto waiting = m_queue.waiting().size();
    m_train.setTitle(waiting == 0 ? title : tr("%1 (%2 more)").arg(title).arg(waiting));
}

void StudyJobs::onTrainingFailed(const Error &error)
{
    fail(m_training, error, m_trainKey);
}

void StudyJobs::fail(const ModelSlot &slot, const Error &error, const Key &key)
{
    m_queue.setFailure(slot, {error, key});
    const ModelKind *kind = findModel(slot.model);
    Error told = error;
    told.where = tr("%1 on %2", "a model and labels")
                     .arg(QString::fromStdString(kind != nullptr ? kind->title : slot.model),
                          m_study.labelsTitle(slot.labels))
                     .toStdString();
    if (!error.where.empty())
        told.where += ", " + error.where;
    emit failed(told);
}

void StudyJobs::startSweep()
{
    const Features features = m_study.prepared()->features();
    const StudySettings settings = m_study.settings();
    const Key key = sweepKey(features, settings);
    if (isDeclined(key) || (m_sweep.isRunning() && m_sweepKey == key))
        return;
    m_sweepKey = key;
    m_sweep.startInParts<Sweep, Sweep>(
        [features, settings, known = m_study.sweep()](Progress &progress,
                                                      const std::function<void(Sweep)> &tell) {
            return runSweep(features, settings, progress, tell, known.get());
        },
        [this](Sweep sweep) { m_study.setSweep(std::move(sweep)); },
        [this](Sweep sweep) { m_study.setSweep(std::move(sweep)); });
}

} // namespace genrelens
