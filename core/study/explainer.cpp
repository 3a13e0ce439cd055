#include "core/study/explainer.h"

#include "core/learn/random_forest.h"

#include <algorithm>

namespace genrelens
{

namespace
{

constexpr std::size_t mostBytesKept = std::size_t(1) << 29; // of explanations beside the newest

// The same with the class names of the run now: a person may have given others meanwhile.
std::shared_ptr<const Explanation> withRun(const std::shared_ptr<const Explanation> &found,
                                           const std::shared_ptr<const ModelRun> &run)
{
    if (found->run == run)
        return found;
    auto renamed = std::make_shared<Explanation>(*found);
    renamed->run = run;
    return renamed;
}

} // namespace

Explainer::Explainer(const Study &study, JobBoard &board, QObject *parent)
    : QObject(parent)
    , m_study(study)
    , m_job(tr("Explaining"), board)
    , m_trackJob(tr("Explaining a track"), board)
{
    connect(&m_job, &Job::started, this, &Explainer::changed);
    connect(&m_job, &Job::progressed, this, &Explainer::progressed);
    connect(&m_job, &Job::failed, this,
            [this](const Error &error) { m_error = QString::fromStdString(error.message()); });
    connect(&m_job, &Job::finished, this, [this](JobOutcome outcome) {
        if (outcome == JobOutcome::Superseded)
            return;
        if (outcome == JobOutcome::Cancelled)
            m_error.clear();
        if (outcome != JobOutcome::Delivered)
            m_givenUp = m_running;
        emit changed();
    });
    connect(&m_trackJob, &Job::started, this, &Explainer::changed);
    connect(&m_trackJob, &Job::failed, this,
            [this](const Error &error) { m_trackError = QString::fromStdString(error.message()); });
    connect(&m_trackJob, &Job::finished, this, [this](JobOutcome outcome) {
        if (outcome == JobOutcome::Superseded)
            return;
        if (outcome == JobOutcome::Cancelled)
            m_trackError.clear();
        if (outcome != JobOutcome::Delivered)
            m_trackGivenUp = m_trackRunning;
        emit changed();
    });
    connect(&study, &Study::changed, this, [this](StudyPart part) {
        if (part == StudyPart::Dataset)
            forget();
        if (part == StudyPart::Preparation)
            m_track.reset(); // its number would be another track's
        if (part != StudyPart::Selection && part != StudyPart::Sweep)
            refresh();
    });
}

std::shared_ptr<const ModelRun> Explainer::run() const
{
    for (const std::string &model : {m_study.currentModel(), std::string("random_forest")}) {
        const auto run = m_study.modelRun(model, m_study.currentLabels());
        if (run && isExplainable(*run))
            return run;
    }
    return nullptr;
}

bool Explainer::fitsFeatures(const ModelRun &run) const
{
    return m_study.prepared() && m_study.prepared()->features().key() == run.inputs.features;
}

std::shared_ptr<const Explanation> Explainer::known(const ModelRun &run) const
{
    const auto found = m_known.find(idOf(run.key));
    return found != m_known.end() ? found->second : nullptr;
}

std::size_t Explainer::wanted(const ModelRun &run) const
{
    return std::min(m_tracks, run.evaluation.judgedRows.size());
}

bool Explainer::hasGivenUp() const
{
    const auto shown = run();
    return shown && m_givenUp == std::pair(idOf(shown->key), wanted(*shown));
}

bool Explainer::hasGivenUpTrack() const
{
    const auto shown = run();
    return shown && m_track && m_trackGivenUp == std::pair(idOf(shown->key), *m_track);
}

std::shared_ptr<const Explanation> Explainer::explanation() const
{
    const auto shown = run();
    const auto found = shown && fitsFeatures(*shown) ? known(*shown) : nullptr;
    if (!found)
        return nullptr;
    const std::size_t tracks = wanted(*shown);
    if (found->tracks.size() <= tracks)
        return withRun(found, shown);
    Explanation fewer = *found;
    fewer.run = shown;
    fewer.tracks.resize(std::min(tracks, fewer.tracks.size()));
    fewer.values = fewer.values.first(fewer.tracks.size());
    return std::make_shared<const Explanation>(std::move(fewer));
}

std::pair<std::shared_ptr<const Explanation>, std::size_t> Explainer::trackExplanation() const
{
    const auto shown = run();
    if (!m_track || !shown || !fitsFeatures(*shown))
        return {};
    if (const auto found = known(*shown))
        if (const auto place = found->placeOf(*m_track))
            return {withRun(found, shown), *place};
    const bool fits = m_trackKnown && m_trackKnown->run->key == shown->key;
    if (!fits || m_trackKnown->tracks.front() != *m_track)
        return {};
    return {withRun(m_trackKnown, shown), 0};
}

void Explainer::setWatched(bool watched)
{
    if (watched == m_watched)
        return;
    m_watched = watched;
    if (watched) {
        refresh();
        return;
    }
    if (m_asked != m_running)
        m_job.abandon();
    m_trackJob.abandon();
}

void Explainer::setTracks(std::size_t tracks)
{
    if (tracks == m_tracks)
        return;
    m_tracks = tracks;
    refresh();
}

void Explainer::setTrack(std::optional<std::uint32_t> track)
{
    if (track == m_track)
        return;
    m_track = track;
    m_trackGivenUp.reset();
    refresh();
}

bool Explainer::takesLong(const ModelRun &run) const
{
    const auto *forest = dynamic_cast<const RandomForest *>(run.classifier.get());
    const auto found = known(run);
    const std::size_t there = std::min(found ? found->values.rows() : 0, wanted(run));
    return static_cast<double>(forest->nodeCount()) * static_cast<double>(wanted(run) - there) > mostUnasked;
}

bool Explainer::waitsToBeAsked() const
{
    const auto shown = run();
    if (!shown || !fitsFeatures(*shown) || m_job.isRunning())
        return false;
    const auto found = known(*shown);
    if (found && found->values.rows() >= wanted(*shown))
        return false;
    const std::pair<Id, std::size_t> now{idOf(shown->key), wanted(*shown)};
    return hasGivenUp() || (takesLong(*shown) && m_asked != now);
}

void Explainer::explain()
{
    if (const auto shown = run())
        m_asked = {idOf(shown->key), wanted(*shown)};
    m_givenUp.reset();
    m_trackGivenUp.reset();
    m_error.clear();
    refresh();
}

void Explainer::explainTrack()
{
    m_trackGivenUp.reset();
    m_trackError.clear();
    refresh();
}

void Explainer::stop()
{
    m_job.cancel();
}

void Explainer::refresh()
{
    const auto shown = run();
    const bool possible = shown && fitsFeatures(*shown) && !shown->evaluation.judgedRows.empty();
    const std::pair<Id, std::size_t> now{possible ? idOf(shown->key) : Id(), possible ? wanted(*shown) : 0};
    if (possible && (m_watched || m_asked == now))
        start(shown);
    else
        m_job.abandon();
    if (possible && m_watched)
        startTrack(shown);
    else
        m_trackJob.abandon();
    emit changed();
}

void Explainer::start(const std::shared_ptr<const ModelRun> &run)
{
    const std::pair<Id, std::size_t> now{idOf(run->key), wanted(*run)};
    if (m_job.isRunning() && m_running == now)
        return;
    m_job.abandon();
    const auto found = known(*run);
    if ((found && found->values.rows() >= now.second) || waitsToBeAsked())
        return;
    m_running = now;
    const Features features = m_study.prepared()->features();
    const std::vector<std::uint32_t> tracks = tracksToExplain(*run, now.second, run->options.seed);
    ShapValues before; // it goes on from there
    if (found && std::equal(found->tracks.begin(),
                            found->tracks.begin() + std::ptrdiff_t(found->values.rows()), tracks.begin()))
        before = found->values;
    m_job.startInParts<Explanation, ShapValues>(
        [run, features, tracks, before](Progress &progress, const std::function<void(ShapValues)> &tell) {
            return explainModel(run, features, tracks, progress, tell, before);
        },
        [this, run, features, tracks](const ShapValues &values) {
            keep(std::make_shared<const Explanation>(Explanation{run, features, tracks, values}));
            emit changed();
        },
        [this](Explanation all) { keep(std::make_shared<const Explanation>(std::move(all))); });
}

void Explainer::startTrack(const std::shared_ptr<const ModelRun> &run)
{
    const std::pair<Id, std::uint32_t> now{idOf(run->key), m_track.value_or(0)};
    if (m_trackJob.isRunning() && m_track && m_trackRunning == now)
        return;
    m_trackJob.abandon();
    if (!m_track || m_trackGivenUp == now || trackExplanation().first)
        return;
    m_trackRunning = now;
    m_trackJob.start<Explanation>(
        [run, features = m_study.prepared()->features(), track = *m_track](Progress &progress) {
            return explainModel(run, features, {track}, progress);
        },
        [this](Explanation one) { m_trackKnown = std::make_shared<const Explanation>(std::move(one)); });
}

// Fewer tracks of a run that are on their way again do not take the place of more.
void Explainer::keep(std::shared_ptr<const Explanation> found)
{
    const Id id = idOf(found->run->key);
    const auto before = m_known.find(id);
    if (before != m_known.end() && before->second->values.rows() > found->values.rows())
        return;
    m_known[id] = std::move(found);
    std::erase(m_recent, id);
    m_recent.push_back(id);
    std::size_t bytes = 0;
    for (const auto &[other, explanation] : m_known)
        bytes += explanation->values.bytes();
    while (bytes > mostBytesKept && m_recent.size() > 1) {
        bytes -= m_known[m_recent.front()]->values.bytes();
        m_known.erase(m_recent.front());
        m_recent.erase(m_recent.begin());
    }
}

void Explainer::forget()
{
    m_job.abandon();
    m_trackJob.abandon();
    m_known.clear();
    m_recent.clear();
    m_trackKnown.reset();
    m_track.reset();
    m_asked.reset();
    m_givenUp.reset();
    m_trackGivenUp.reset();
    m_error.clear();
    m_trackError.clear();
}

} // namespace genrelens
