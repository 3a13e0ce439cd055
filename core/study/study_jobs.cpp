#include "core/study/study_jobs.h"

#include <QScopedValueRollback>

#include <algorithm>

namespace genrelens
{

namespace
{

struct Opened {
    std::shared_ptr<const Dataset> dataset;
    std::shared_ptr<const PreparedData> prepared;
};

Result<Opened> openAndPrepare(const std::string &path, const PreparationOptions &options, Progress &progress)
{
    SubProgress reading(progress, 0.0, 0.8);
    Result<Dataset> dataset = openDataset(path, reading);
    if (!dataset)
        return dataset.error();
    SubProgress preparing(progress, 0.8, 1.0);
    Result<PreparedData> prepared = prepareDataset(dataset.value(), options, preparing);
    if (!prepared)
        return prepared.error();
    return Opened{std::make_shared<const Dataset>(std::move(dataset).value()),
                  std::make_shared<const PreparedData>(std::move(prepared).value())};
}

} // namespace

StudyJobs::StudyJobs(Study &study, JobBoard &board, QObject *parent)
    : QObject(parent)
    , m_study(study)
    , m_open(tr("Opening"), board)
    , m_prepare(tr("Preparing"), board)
    , m_cluster(tr("Clustering"), board)
    , m_train(tr("Training"), board)
    , m_sweep(tr("Elbow"), board)
{
    for (Job *job : {&m_open, &m_prepare, &m_cluster, &m_train, &m_sweep}) {
        connect(job, &Job::started, this, &StudyJobs::activityChanged);
        connect(job, &Job::finished, this, &StudyJobs::activityChanged);
        if (job != &m_open)
            connect(job, &Job::failed, this, &StudyJobs::failed);
    }
    // A run that ended without the result it was started for was cancelled or has failed: not again unasked.
    connect(&m_prepare, &Job::finished, this, [this] {
        if (!m_study.isPreparationCurrent())
            decline(m_prepareKey);
        refresh();
    });
    connect(&m_cluster, &Job::finished, this, [this] {
        if (!m_study.isClusteringCurrent())
            decline(m_clusterKey);
        refresh();
    });
    connect(&m_sweep, &Job::finished, this, [this] {
        if (!m_study.isSweepCurrent())
            decline(m_sweepKey);
        refresh();
    });
    connect(&m_train, &Job::finished, this, [this] {
        const auto runs = m_study.modelRuns();
        if (std::none_of(runs.begin(), runs.end(),
                         [this](const auto &run) { return run->key == m_trainKey; })) {
            decline(m_trainKey);
            m_queue.clear(); // Cancel means all that was asked for
        }
        refresh();
    });
    connect(&m_study, &Study::changed, this, [this](StudyPart part) {
        if (part == StudyPart::Dataset)
            onDatasetChanged();
        if (part == StudyPart::Dataset || part == StudyPart::CurrentView || part == StudyPart::Clusters)
            wantCurrentModel();
        refresh();
    });
}

void StudyJobs::open(const QString &path)
{
    const std::string file = path.toStdString();
    const PreparationOptions options = m_study.settings().preparation;
    disconnect(&m_open, &Job::failed, nullptr, nullptr);
    connect(&m_open, &Job::failed, this, [this, path](const Error &error) { emit openFailed(path, error); });
    m_open.start<Opened>(
        [file, options](Progress &progress) { return openAndPrepare(file, options, progress); },
        [this, path, options](Opened opened) {
            m_study.setDataset(std::move(opened.dataset), std::move(opened.prepared), options);
            emit this->opened(path);
        });
}

void StudyJobs::train(const std::string &model, const std::string &labels)
{
    const Wanted wanted(model, labels);
    if (std::find(m_queue.begin(), m_queue.end(), wanted) == m_queue.end())
        m_queue.push_back(wanted);
    m_declined.clear();
    refresh();
    emit activityChanged();
}

void StudyJobs::cluster()
{
    m_declined.clear();
    if (m_study.isPreparationCurrent() && !m_study.isClusteringCurrent() && !m_cluster.isRunning())
        startClustering();
    else
        refresh();
}

void StudyJobs::setAutomatic(bool automatic)
{
    m_automatic = automatic;
    if (automatic)
        wantCurrentModel();
    refresh();
}

void StudyJobs::onDatasetChanged()
{
    const QScopedValueRollback resetting(m_resetting, true);
    m_queue.clear();
    for (Job *job : {&m_prepare, &m_cluster, &m_train, &m_sweep})
        job->cancel();
    m_declined.clear();
}

void StudyJobs::wantCurrentModel()
{
    const Wanted wanted(m_study.currentModel(), m_study.currentLabels());
    if (!m_automatic || !m_study.dataset() || m_study.modelRun(wanted.first, wanted.second))
        return;
    const Result<ModelRequest> request = m_study.modelRequest(wanted.first, wanted.second);
    const bool running = m_train.isRunning() && request && request.value().key() == m_trainKey;
    const bool declined = request && isDeclined(request.value().key());
    if (!running && !declined && std::find(m_queue.begin(), m_queue.end(), wanted) == m_queue.end())
        m_queue.push_back(wanted);
}

void StudyJobs::refresh()
{
    if (m_resetting || !m_study.dataset())
        return;
    if (!m_study.isPreparationCurrent()) {
        startPreparation();
        return;
    }
    const bool clustersWanted = m_automatic || (!m_queue.empty() && m_queue.front().second == "cluster");
    if (clustersWanted && !m_study.isClusteringCurrent())
        startClustering();
    if (!m_queue.empty() && !m_train.isRunning())
        startTraining();
    if (m_automatic && m_queue.empty() && !m_train.isRunning() && !m_cluster.isRunning() &&
        !m_study.isSweepCurrent())
        startSweep();
}

void StudyJobs::startPreparation()
{
    const PreparationOptions options = m_study.settings().preparation;
    const Key key = preparationKey(*m_study.dataset(), options);
    if (isDeclined(key) || (m_prepare.isRunning() && m_prepareKey == key))
        return;
    m_prepareKey = key;
    m_prepare.start<std::shared_ptr<const PreparedData>>(
        [dataset = m_study.dataset(),
         options](Progress &progress) -> Result<std::shared_ptr<const PreparedData>> {
            Result<PreparedData> prepared = prepareDataset(*dataset, options, progress);
            if (!prepared)
                return prepared.error();
            return std::make_shared<const PreparedData>(std::move(prepared).value());
        },
        [this, options](std::shared_ptr<const PreparedData> prepared) {
            m_study.setPrepared(std::move(prepared), options);
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

void StudyJobs::startTraining()
{
    const Wanted wanted = m_queue.front();
    Result<ModelRequest> request = m_study.modelRequest(wanted.first, wanted.second);
    if (!request) {
        if (!m_cluster.isRunning()) // else the labels are on their way
            m_queue.pop_front();
        return;
    }
    m_queue.pop_front();
    m_trainKey = request.value().key();
    const ModelKind *kind = findModel(wanted.first);
    m_train.setTitle(tr("Training %1").arg(QString::fromStdString(kind->title).toLower()));
    m_train.start<ModelRun>(
        [request = std::move(request).value()](Progress &progress) { return runModel(request, progress); },
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
