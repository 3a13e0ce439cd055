#include "widgets/map/map_painting.h"

#include "core/study/explanation.h"
#include "core/study/map_maker.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace genrelens
{

MapPainting::MapPainting(const Study &study, const MapMaker &maker, JobBoard &board, QObject *parent)
    : QObject(parent)
    , m_study(study)
    , m_maker(maker)
    , m_colouring{MapColouring::Kind::Labels, study.currentLabels()}
    , m_job(tr("Predicting all tracks"), board)
{
    connect(&study, &Study::changed, this, &MapPainting::follow);
    connect(&maker, &MapMaker::changed, this, &MapPainting::takeTruth);
    connect(&m_job, &Job::finished, this, [this](JobOutcome outcome) {
        if (outcome == JobOutcome::Failed || outcome == JobOutcome::Cancelled)
            m_failed = m_running;
        emit changed();
    });
}

void MapPainting::setWatched(bool watched)
{
    m_watched = watched;
    if (watched)
        refresh();
}

void MapPainting::setColouring(const MapColouring &colouring)
{
    m_failed.reset(); // asked for again
    m_colouring = colouring;
    m_follows = colouring.kind == MapColouring::Kind::Labels && colouring.name == m_study.currentLabels();
    refresh();
    emit changed();
}

MapColours MapPainting::colours() const
{
    return mapColours(m_colouring, m_study, m_sources);
}

QString MapPainting::waitingText() const
{
    if (m_colouring.kind == MapColouring::Kind::Survival && m_sources.survival.empty() && m_study.prepared())
        return tr("Which neighbours a map keeps is known once it is made");
    if (!m_colouring.needsAnswers() || m_sources.answers)
        return {};
    if (m_job.isRunning())
        return tr("Predicting all tracks …");
    if (presentRun())
        return tr("The model's answers are not known");
    return m_study.modelRun(m_study.currentModel(), m_study.currentLabels())
               ? tr("The model learned from other tracks or features: train it again")
               : tr("No model is trained on these labels");
}

void MapPainting::follow(StudyPart part)
{
    if (part == StudyPart::Selection || part == StudyPart::Sweep || part == StudyPart::Map ||
        part == StudyPart::KeptPicks || part == StudyPart::PickMode)
        return;
    const bool isLabels = m_colouring.kind == MapColouring::Kind::Labels;
    if (part == StudyPart::Dataset && isLabels)
        m_follows = true;
    if (isGone()) {
        m_colouring.kind = MapColouring::Kind::Labels;
        m_follows = true;
    }
    if (m_follows && m_colouring.kind == MapColouring::Kind::Labels)
        m_colouring.name = m_study.currentLabels();
    refresh();
    const bool concerned = part != StudyPart::Models || m_colouring.needsAnswers();
    if (concerned)
        emit changed();
}

// With another file or without a label set there may be no such colours any more.
bool MapPainting::isGone() const
{
    if (!m_study.prepared() || m_colouring.name.empty())
        return false;
    if (m_colouring.kind == MapColouring::Kind::Feature) {
        const std::vector<std::string> &names = m_study.prepared()->features().names();
        return std::find(names.begin(), names.end(), m_colouring.name) == names.end();
    }
    const std::vector<LabelSetInfo> sets = m_study.labelSets();
    return m_colouring.kind == MapColouring::Kind::Labels &&
           std::none_of(sets.begin(), sets.end(),
                        [this](const LabelSetInfo &set) { return set.name == m_colouring.name; });
}

// A forest is asked about the tracks that each of its trees has not seen, so these must be the same still.
std::shared_ptr<const ModelRun> MapPainting::presentRun() const
{
    const auto run = m_study.modelRun(m_study.currentModel(), m_study.currentLabels());
    if (!run || !m_study.isPreparationCurrent())
        return nullptr;
    const ModelChanges changes = m_study.changesSince(*run);
    return changes.features || changes.heldOut ? nullptr : run;
}

// Those of trees take a moment, and the card about a track shows them.
bool MapPainting::wantsAnswers(const ModelRun &run) const
{
    return m_colouring.needsAnswers() || (m_watched && isExplainable(run));
}

void MapPainting::refresh()
{
    takeTruth();
    const auto run = presentRun();
    if (m_sources.run != run) {
        const bool renamed = run && m_sources.run && m_sources.run->key == run->key;
        if (!renamed)
            m_sources.answers.reset();
        m_sources.run = run;
    }
    if (!run || !wantsAnswers(*run)) {
        m_job.abandon();
        return;
    }
    if (m_sources.answers || m_failed == run || (m_job.isRunning() && m_running->key == run->key))
        return;
    const Result<Split> split = m_study.currentSplit();
    if (!split)
        return;
    m_running = run;
    m_job.setQuiet(!m_colouring.needsAnswers());
    m_job.start<TrackAnswers>(
        [run, features = m_study.prepared()->features(), split = split.value()](Progress &progress) {
            return trackAnswers(*run, features, split, progress);
        },
        [this](TrackAnswers answers) {
            m_sources.answers = std::make_shared<const TrackAnswers>(std::move(answers));
        });
}

void MapPainting::takeTruth()
{
    const auto truth = m_maker.truth();
    const bool had = !m_sources.survival.empty();
    m_sources.survival = truth ? truth->survival : std::vector<float>();
    if (m_colouring.kind == MapColouring::Kind::Survival && (had || truth))
        emit changed();
}

} // namespace genrelens
