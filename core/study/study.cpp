#include "core/study/study.h"

#include "core/study/cluster_names.h"
#include "core/study/track_map.h"

#include <algorithm>
#include <set>

namespace genrelens
{

Study::Study(QObject *parent) : QObject(parent)
{
    const auto tell = [this](StudyPart part) { return [this, part] { emit changed(part); }; };
    connect(&m_picks, &TrackSelection::changed, this, tell(StudyPart::Selection));
    connect(&m_picks, &TrackSelection::keptChanged, this, tell(StudyPart::KeptPicks));
    connect(&m_picks, &TrackSelection::modeChanged, this, tell(StudyPart::PickMode));
}

void Study::setDataset(std::shared_ptr<const Dataset> dataset, std::shared_ptr<const PreparedData> prepared,
                       const PreparationOptions &preparedWith)
{
    m_dataset = std::move(dataset);
    m_clustering.reset();
    m_sweep.reset();
    m_map.reset();
    m_modelRuns.clear();
    m_keptLabels.clear();
    m_moments.clear();
    m_prepared = std::move(prepared);
    m_preparedKey = preparationKey(*m_dataset, preparedWith);
    m_settings.preparation = preparedWith;
    const bool hadSelection = m_picks.open(m_prepared->features(), m_dataset->table.rows());
    m_folds.clear();
    foldMappings();
    placeKeptLabels();
    if (m_prepared->genres.isEmpty())
        m_currentLabels = "cluster";
    else if (labels(m_settings.currentMapping).isEmpty())
        m_currentLabels = "genre";
    else if (m_currentLabels != "genre")
        m_currentLabels = m_settings.currentMapping;
    emit changed(StudyPart::Dataset);
    if (hadSelection)
        emit changed(StudyPart::Selection);
}

void Study::setSettings(const StudySettings &settings)
{
    if (settings == m_settings)
        return;
    m_settings = settings;
    foldMappings();
    m_clustering = withNames(std::move(m_clustering), m_settings.clusters);
    renameClassesOfRuns();
    bool left = leaveMissingLabels();
    // Whoever looks at a mapping sees the one that is edited, also when undo leads back to another.
    if (m_currentLabels != settings.currentMapping && settings.findMapping(m_currentLabels) != nullptr) {
        m_currentLabels = settings.currentMapping;
        left = true;
    }
    emit changed(StudyPart::Settings);
    if (left)
        emit changed(StudyPart::CurrentView);
}

void Study::setCurrentView(const std::string &model, const std::string &labels)
{
    if (model == m_currentModel && labels == m_currentLabels)
        return;
    m_currentModel = model;
    m_currentLabels = labels;
    // What is looked at is what is edited.
    const bool otherMapping =
        labels != m_settings.currentMapping && m_settings.findMapping(labels) != nullptr;
    if (otherMapping)
        m_settings.currentMapping = labels;
    emit changed(StudyPart::CurrentView);
    if (otherMapping)
        emit changed(StudyPart::Settings);
}

void Study::setKeptLabels(KeptLabelSets kept)
{
    if (kept == m_keptLabels)
        return;
    m_keptLabels = std::move(kept);
    placeKeptLabels();
    renameClassesOfRuns();
    const bool left = leaveMissingLabels();
    emit changed(StudyPart::Labels);
    if (left)
        emit changed(StudyPart::CurrentView);
}

void Study::setPrepared(std::shared_ptr<const PreparedData> prepared, const PreparationOptions &preparedWith)
{
    m_prepared = std::move(prepared);
    m_preparedKey = preparationKey(*m_dataset, preparedWith);
    const bool otherSelection = m_picks.place(m_prepared->features());
    m_folds.clear();
    foldMappings();
    placeKeptLabels();
    emit changed(StudyPart::Preparation);
    if (otherSelection)
        emit changed(StudyPart::Selection);
}

void Study::offerSplit(StudySplit split)
{
    m_split = std::move(split);
    m_heldOut = heldOutKey(m_split.split);
}

void Study::setClustering(Clustering clustering)
{
    m_clustering = withNames(std::make_shared<const Clustering>(std::move(clustering)), m_settings.clusters);
    emit changed(StudyPart::Clusters);
}

void Study::setSweep(Sweep sweep)
{
    m_sweep = std::make_shared<const Sweep>(std::move(sweep));
    emit changed(StudyPart::Sweep);
}

void Study::setMap(std::shared_ptr<const TrackMap> map)
{
    m_map = std::move(map);
    emit changed(StudyPart::Map);
}

std::shared_ptr<const TrackMap> Study::map() const
{
    return m_map && m_prepared && m_map->features.key() == m_prepared->features().key() ? m_map : nullptr;
}

void Study::setModelRun(ModelRun run)
{
    const std::pair slot(run.model, run.labels.name());
    m_modelRuns[slot] = std::make_shared<const ModelRun>(std::move(run));
    renameClassesOfRuns(); // they may have been renamed while it was trained
    emit changed(StudyPart::Models);
}

void Study::removeModelRun(const std::string &model, const std::string &labels)
{
    if (m_modelRuns.erase({model, labels}) > 0)
        emit changed(StudyPart::Models);
}

bool Study::isPreparationCurrent() const
{
    return m_prepared && m_preparedKey == preparationKey(*m_dataset, m_settings.preparation);
}

bool Study::isClusteringCurrent() const
{
    return isPreparationCurrent() && m_clustering &&
           m_clustering->key == clusteringKey(m_prepared->features(), m_settings);
}

bool Study::isMapCurrent() const
{
    const auto present = map();
    const Result<MapRequest> wanted = mapRequest();
    return present && wanted && present->key == wanted.value().key();
}

Result<MapRequest> Study::mapRequest() const
{
    if (!isPreparationCurrent() || m_prepared->features().rows() == 0)
        return Error{"the data is not ready yet", {}, {}, ErrorKind::Failure};
    const std::string &by = m_settings.map.labels;
    if (by == "cluster" && !isClusteringCurrent())
        return Error{
            "there are no clusters yet by which the map is to be pulled", {}, {}, ErrorKind::Failure};
    return MapRequest{m_prepared->features(), m_settings.map, by.empty() ? LabelSet() : labels(by),
                      m_settings.seed};
}

bool Study::isSweepCurrent() const
{
    return isPreparationCurrent() && m_sweep && m_sweep->key == sweepKey(m_prepared->features(), m_settings);
}

LabelSet Study::labels(const std::string &name) const
{
    if (name == "genre")
        return m_prepared ? m_prepared->genres : LabelSet();
    if (const FoldedGenres *mapping = folded(name))
        return mapping->labels;
    for (const LabelSet &kept : m_keptSets)
        if (kept.name() == name)
            return kept;
    // Clusters of an earlier preparation may have other rows than the present matrix.
    const bool fits =
        m_clustering && m_prepared && m_clustering->labels.codes().size() == m_prepared->features().rows();
    return name == "cluster" && fits ? m_clustering->labels : LabelSet();
}

std::shared_ptr<const ModelRun> Study::modelRun(const std::string &model, const std::string &labels) const
{
    const auto found = m_modelRuns.find({model, labels});
    return found == m_modelRuns.end() ? nullptr : found->second;
}

std::vector<std::shared_ptr<const ModelRun>> Study::modelRuns() const
{
    std::vector<std::shared_ptr<const ModelRun>> runs;
    const std::vector<LabelSetInfo> sets = labelSets();
    for (const auto &[slot, run] : m_modelRuns)
        if (std::any_of(sets.begin(), sets.end(),
                        [&slot](const LabelSetInfo &set) { return set.name == slot.second; }))
            runs.push_back(run);
    return runs;
}

// Views ask it of every model at every edit: it compares keys and copies nothing.
ModelChanges Study::changesSince(const ModelRun &run) const
{
    if (!m_prepared)
        return {.features = true};
    const Features &features = m_prepared->features();
    ModelChanges changes;
    changes.features = !isPreparationCurrent() || !(run.inputs.features == features.key());
    changes.parameters =
        !(run.inputs.parameters == parametersKey(run.model, m_settings.modelOptions(run.model)));
    // Of other tracks, labels and held-out tracks are others as well, which is nothing to be told beside it.
    if (changes.features && run.labels.codes().size() != features.rows())
        return changes;
    const LabelSet present = labels(run.labels.name());
    const bool outdatedClusters = run.labels.name() == "cluster" && !isClusteringCurrent();
    changes.labels =
        present.isEmpty() || !(run.inputs.labels == present.key()) || (outdatedClusters && !changes.features);
    changes.heldOut = !(run.inputs.heldOut == currentHeldOut());
    return changes;
}

Result<ModelRequest> Study::modelRequest(const std::string &model, const std::string &labelsName) const
{
    if (!isPreparationCurrent())
        return Error{"the data is not ready yet", {}, {}, ErrorKind::Failure};
    LabelSet labelSet = labels(labelsName);
    if (labelSet.isEmpty() || (labelsName == "cluster" && !isClusteringCurrent()))
        return Error{"there are no such labels to learn yet", {}, {}, ErrorKind::Failure};
    Result<Split> split = currentSplit();
    if (!split)
        return split.error();
    return ModelRequest{model, m_prepared->features(), std::move(labelSet), std::move(split).value(),
                        m_settings.modelOptions(model)};
}

std::string Study::freshLabelSetName(const std::string &base) const
{
    for (const LabelSetInfo &set : labelSets())
        m_givenNames.insert(set.name);
    std::string name = base;
    for (int i = 2; !m_givenNames.insert(name).second; ++i)
        name = base + '_' + std::to_string(i);
    return name;
}

std::vector<LabelSetInfo> Study::labelSets() const
{
    std::vector<LabelSetInfo> sets{{"genre", LabelKind::Genre, tr("Genre")}};
    for (const Mapping &mapping : m_settings.mappings)
        sets.push_back({mapping.name, LabelKind::SuperGenre,
                        m_settings.mappings.size() == 1
                            ? tr("Super-genre")
                            : tr("Super-genre: %1").arg(QString::fromStdString(mapping.map.name))});
    sets.push_back({"cluster", LabelKind::Cluster, tr("Cluster")});
    for (const auto &kept : m_keptLabels)
        sets.push_back({kept->name, kept->kind, QString::fromStdString(kept->title)});
    return sets;
}

QString Study::labelsTitle(const std::string &name) const
{
    for (const LabelSetInfo &set : labelSets())
        if (set.name == name)
            return set.title;
    return QString::fromStdString(name);
}

const FoldedGenres *Study::folded(const std::string &mapping) const
{
    const auto found = m_folds.find(mapping);
    return found == m_folds.end() ? nullptr : &found->second.folded;
}

ClassMoments Study::moments(const std::string &name) const
{
    const LabelSet set = labels(name);
    if (set.isEmpty())
        return {};
    if (name == "genre")
        return m_prepared->genreMoments;
    if (const FoldedGenres *mapping = folded(name))
        return foldMoments(m_prepared->genreMoments, mapping->classOfGenre, set.classes().size());
    const Key key = KeyBuilder().add(set.key()).add(m_prepared->features().key()).key();
    auto &[knownKey, known] = m_moments[name];
    if (!(knownKey == key)) {
        known = classMoments(m_prepared->features(), set);
        knownKey = key;
    }
    return known;
}

// Only mappings that changed are folded again: an edit must be instant, however many tracks there are.
void Study::foldMappings()
{
    if (!m_prepared || m_prepared->genres.isEmpty()) {
        m_folds.clear();
        return;
    }
    std::map<std::string, Fold> folds;
    const bool alone = m_settings.mappings.size() == 1;
    for (const Mapping &mapping : m_settings.mappings) {
        const std::string title = alone ? std::string() : mapping.map.name;
        const auto known = m_folds.find(mapping.name);
        if (known != m_folds.end() && known->second.map == mapping.map &&
            known->second.folded.labels.title() == title)
            folds.insert(std::move(*known));
        else
            folds.emplace(mapping.name, Fold{mapping.map, foldGenres(m_prepared->genres, mapping.map,
                                                                     mapping.name, title)});
    }
    m_folds = std::move(folds);
}

// A class by another name is no reason to learn again: its models take the name over.
void Study::renameClassesOfRuns()
{
    for (auto &[slot, run] : m_modelRuns) {
        LabelSet present = labels(slot.second);
        const bool same =
            present.classes() == run->labels.classes() && present.title() == run->labels.title();
        if (same || !(present.key() == run->labels.key()))
            continue;
        ModelRun renamed = *run;
        renamed.labels = std::move(present);
        run = std::make_shared<const ModelRun>(std::move(renamed));
    }
}

void Study::placeKeptLabels()
{
    m_keptSets.clear();
    for (const auto &kept : m_keptLabels)
        m_keptSets.push_back(labelSetOf(*kept, m_prepared->features()));
}

// True when what was looked at is no more, and the mapping takes its place.
bool Study::leaveMissingLabels()
{
    const std::vector<LabelSetInfo> sets = labelSets();
    if (std::any_of(sets.begin(), sets.end(),
                    [this](const LabelSetInfo &set) { return set.name == m_currentLabels; }))
        return false;
    m_currentLabels = m_settings.currentMapping;
    return true;
}

Result<const Split *> Study::presentSplit() const
{
    if (!m_prepared)
        return Error{"the data is not ready yet", {}, {}, ErrorKind::Failure};
    const Key key = splitKey(m_preparedKey, m_settings);
    if (!(key == m_split.key)) {
        Result<Split> split = studySplit(*m_prepared, m_settings);
        if (!split)
            return split.error();
        m_heldOut = heldOutKey(split.value());
        m_split = {std::move(split).value(), key};
    }
    return &m_split.split;
}

Result<Split> Study::currentSplit() const
{
    const Result<const Split *> split = presentSplit();
    return split ? Result<Split>(*split.value()) : split.error();
}

Key Study::currentHeldOut() const
{
    return presentSplit() ? m_heldOut : Key();
}

} // namespace genrelens
