#include "core/study/map_maker.h"

#include <algorithm>
#include <utility>

namespace genrelens
{

namespace
{

constexpr int frameInterval = 33; // ms

} // namespace

MapMaker::MapMaker(Study &study, JobBoard &board, QObject *parent)
    : QObject(parent)
    , m_study(study)
    , m_pcaJob(tr("Principal components"), board)
    , m_job(tr("Map"), board)
    , m_judging(tr("Judging the map"), board)
{
    m_pcaJob.setQuiet(true);
    m_judging.setQuiet(true);
    m_frames.setInterval(frameInterval);
    connect(&m_frames, &QTimer::timeout, this, &MapMaker::takeNewest);
    connect(&m_job, &Job::started, this, &MapMaker::changed);
    for (Job *job : {&m_pcaJob, &m_job})
        connect(job, &Job::failed, this,
                [this](const Error &error) { m_error = QString::fromStdString(error.message()); });
    connect(&m_pcaJob, &Job::finished, this, [this](JobOutcome outcome) {
        if (outcome == JobOutcome::Failed)
            m_pcaFailed = m_pcaRun;
        if (outcome != JobOutcome::Superseded)
            refresh();
        emit changed();
    });
    connect(&m_job, &Job::finished, this, &MapMaker::endMap);
    connect(&m_judging, &Job::finished, this, &MapMaker::changed);
    connect(&study, &Study::changed, this, &MapMaker::onStudyChanged);
}

MapMaker::~MapMaker() = default;

void MapMaker::endMap(JobOutcome outcome)
{
    m_frames.stop();
    if (outcome == JobOutcome::Superseded)
        return;
    if (outcome != JobOutcome::Delivered) {
        takeNewest();
        m_givenUp = m_running;
        const bool begun = m_map && m_map->key == m_running;
        if (outcome == JobOutcome::Cancelled)
            m_error.clear();
        if (begun && outcome == JobOutcome::Cancelled)
            m_kept.keep({m_map, m_seed, std::exchange(m_making, nullptr), nullptr});
        if (begun)
            show(m_map);
    }
    judge();
    emit changed();
}

void MapMaker::onStudyChanged(StudyPart part)
{
    if (part == StudyPart::Dataset)
        forget();
    if (part == StudyPart::Selection || part == StudyPart::Sweep || part == StudyPart::Models ||
        part == StudyPart::Map || part == StudyPart::KeptPicks || part == StudyPart::PickMode)
        return;
    refresh();
    emit changed();
}

void MapMaker::forget()
{
    for (Job *job : {&m_pcaJob, &m_job, &m_judging})
        job->abandon();
    m_asked = m_givenUp = m_pcaFailed = {};
    m_error.clear();
    m_kept = {};
    m_map.reset();
    m_truth.reset();
    m_making.reset();
    m_newest.reset();
}

std::optional<MapRequest> MapMaker::request() const
{
    Result<MapRequest> wanted = m_study.mapRequest();
    return wanted ? std::optional(std::move(wanted).value()) : std::nullopt;
}

bool MapMaker::waitsForClusters() const
{
    return m_study.isPreparationCurrent() && m_study.settings().map.labels == "cluster" &&
           !m_study.isClusteringCurrent();
}

bool MapMaker::fits(const Features &features) const
{
    return m_study.prepared() && m_study.prepared()->features().key() == features.key();
}

std::shared_ptr<const PcaMap> MapMaker::pca() const
{
    return m_study.prepared() ? m_kept.components(m_study.prepared()->features().key()) : nullptr;
}

std::shared_ptr<const TrackMap> MapMaker::map() const
{
    return m_map && fits(m_map->features) ? m_map : nullptr;
}

bool MapMaker::isCurrent() const
{
    const std::optional<MapRequest> wanted = request();
    return wanted && m_map && m_map->key == wanted->key();
}

std::shared_ptr<const MapTruth> MapMaker::truth() const
{
    const auto shown = map();
    return shown && m_truth && m_truth->key == shown->key && m_truth->epoch == shown->epoch ? m_truth
                                                                                            : nullptr;
}

bool MapMaker::waitsToBeAsked() const
{
    const std::optional<MapRequest> wanted = request();
    if (!wanted || m_job.isRunning())
        return false;
    const Key key = wanted->key();
    if (const KeptMap *kept = m_kept.find(key))
        return kept->making != nullptr;
    const bool unasked = m_automatic && wanted->features.rows() <= mostTracksUnasked;
    return m_givenUp == key || !(unasked || m_asked == key);
}

bool MapMaker::wasStopped() const
{
    if (!waitsToBeAsked())
        return false;
    const Key key = request()->key();
    return m_kept.find(key) != nullptr || (m_givenUp == key && m_error.isEmpty());
}

QString MapMaker::error() const
{
    if (m_study.prepared() && m_study.prepared()->features().key() == m_pcaFailed)
        return m_error;
    return waitsToBeAsked() && m_givenUp == request()->key() ? m_error : QString();
}

void MapMaker::setWatched(bool watched)
{
    if (watched == m_watched)
        return;
    m_watched = watched;
    if (watched)
        refresh();
    else if (!(m_asked == m_running))
        m_job.abandon(); // m_making has what is done of it
}

void MapMaker::setAutomatic(bool automatic)
{
    if (automatic == m_automatic)
        return;
    m_automatic = automatic;
    refresh();
    emit changed();
}

void MapMaker::make()
{
    const std::optional<MapRequest> wanted = request();
    if (!wanted)
        return;
    m_asked = wanted->key();
    m_givenUp = m_pcaFailed = {};
    if (auto making = m_kept.takeMaking(m_asked))
        m_making = std::move(making);
    m_error.clear();
    refresh();
    emit changed();
}

void MapMaker::stop()
{
    m_job.cancel();
}

MapReference MapMaker::reference() const
{
    if (m_map)
        return MapReference::of(m_map->features, m_map->points);
    return MapReference::of(m_study.prepared()->features(), pca()->points);
}

// Of another minimum distance or fewer neighbours they are the same, or the first of them.
std::shared_ptr<const NeighbourLists> MapMaker::knownLists(const MapRequest &wanted) const
{
    if (auto kept = m_kept.listsFor(wanted))
        return kept;
    return m_map && listsServe(*m_map, m_seed, wanted) ? m_map->lists : nullptr;
}

void MapMaker::refresh()
{
    const std::optional<MapRequest> wanted = request();
    const Key key = wanted ? wanted->key() : Key();
    if (m_job.isRunning() && !(m_running == key))
        m_job.abandon();
    if (!wanted || (!m_watched && !(m_asked == key)))
        return;
    if (!pca())
        startPca(wanted->features);
    if (const KeptMap *kept = m_kept.find(key)) {
        m_seed = kept->seed;
        m_truth = kept->truth;
        if (m_map != kept->map)
            show(kept->map);
        judge();
        return;
    }
    if (!pca() || m_job.isRunning())
        return;
    if (waitsToBeAsked())
        judge();
    else
        startMap(*wanted);
}

void MapMaker::startPca(const Features &features)
{
    const Key key = features.key();
    if (m_pcaFailed == key || (m_pcaJob.isRunning() && m_pcaRun == key))
        return;
    m_pcaRun = key;
    m_pcaJob.start<PcaMap>([features](Progress &progress) { return pcaMap(features, progress); },
                           [this, key](PcaMap found) {
                               m_kept.keepComponents(key, std::make_shared<const PcaMap>(std::move(found)));
                           });
}

void MapMaker::startMap(const MapRequest &request)
{
    using Made = std::shared_ptr<const TrackMap>;
    const Key key = request.key();
    if (!m_making || !(m_making->request().key() == key))
        m_making = std::make_shared<MapMaking>(request, reference(), knownLists(request));
    m_running = key;
    m_givenUp = {};
    m_error.clear();
    m_judging.abandon();
    m_newest = std::make_shared<Newest>();
    m_job.start<Made>(
        [making = m_making, newest = m_newest](Progress &progress) {
            return making->goOn(progress, [&](Made map) {
                const std::lock_guard lock(newest->mutex);
                newest->map = std::move(map);
            });
        },
        [this](Made made) {
            m_seed = m_making->request().seed;
            m_making.reset();
            m_kept.keep({made, m_seed, nullptr, nullptr});
            show(std::move(made));
        });
    m_frames.start();
}

void MapMaker::takeNewest()
{
    std::shared_ptr<const TrackMap> newest;
    if (m_newest) {
        const std::lock_guard lock(m_newest->mutex);
        newest.swap(m_newest->map);
    }
    if (!newest || !(newest->key == m_running))
        return;
    const bool first = !m_map || !(m_map->key == newest->key);
    m_map = std::move(newest);
    m_seed = m_making->request().seed;
    if (first)
        emit changed();
    else
        emit moved();
}

void MapMaker::show(std::shared_ptr<const TrackMap> map)
{
    m_newest.reset();
    m_map = std::move(map);
    m_study.setMap(m_map);
    emit changed();
}

// Undo may have brought another map back meanwhile.
void MapMaker::take(MapTruth found)
{
    const auto truth = std::make_shared<const MapTruth>(std::move(found));
    m_kept.keepTruth(truth);
    if (const auto present = map(); present && present->key == truth->key)
        m_truth = truth;
}

void MapMaker::judge()
{
    const auto shown = map();
    if (!m_watched || !shown || m_job.isRunning() || truth() || shown->epoch == 0)
        return;
    if (m_judging.isRunning() && m_judged == shown->key && m_judgedEpoch == shown->epoch)
        return;
    m_judged = shown->key;
    m_judgedEpoch = shown->epoch;
    m_judging.start<MapTruth>([shown, seed = m_study.settings().seed](
                                  Progress &progress) { return measureTruth(*shown, seed, progress); },
                              [this](MapTruth found) { take(std::move(found)); });
}

} // namespace genrelens
