#include "core/study/study.h"

namespace genrelens
{

namespace
{

bool keepTheSameRows(const Features &a, const Features &b)
{
    if (a.rows() != b.rows())
        return false;
    for (std::size_t i = 0; i < a.rows(); ++i)
        if (a.sourceRow(i) != b.sourceRow(i))
            return false;
    return true;
}

} // namespace

Study::Study(QObject *parent) : QObject(parent)
{
}

void Study::setDataset(std::shared_ptr<const Dataset> dataset, std::shared_ptr<const PreparedData> prepared,
                       const PreparationOptions &preparedWith)
{
    m_dataset = std::move(dataset);
    m_clustering.reset();
    m_sweep.reset();
    m_modelRuns.clear();
    m_prepared = std::move(prepared);
    m_preparedKey = preparationKey(*m_dataset, preparedWith);
    m_settings.preparation = preparedWith;
    const bool hadSelection = dropSelection();
    foldGenres();
    if (m_prepared->genres.isEmpty())
        m_currentLabels = "cluster";
    else if (m_superGenres.isEmpty())
        m_currentLabels = "genre";
    else if (m_currentLabels != "genre")
        m_currentLabels = "super_genre";
    emit changed(StudyPart::Dataset);
    if (hadSelection)
        emit changed(StudyPart::Selection);
}

void Study::setSettings(const StudySettings &settings)
{
    if (settings == m_settings)
        return;
    m_settings = settings;
    foldGenres();
    emit changed(StudyPart::Settings);
}

void Study::setCurrentView(const std::string &model, const std::string &labels)
{
    if (model == m_currentModel && labels == m_currentLabels)
        return;
    m_currentModel = model;
    m_currentLabels = labels;
    emit changed(StudyPart::CurrentView);
}

void Study::setSelection(RowSet rows, std::string what)
{
    if (rows.rows() != m_selection.rows() || (rows == m_selection && what == m_selectionName))
        return;
    m_selection = std::move(rows);
    m_selectionName = std::move(what);
    emit changed(StudyPart::Selection);
}

void Study::setPrepared(std::shared_ptr<const PreparedData> prepared, const PreparationOptions &preparedWith)
{
    const bool sameRows = m_prepared && keepTheSameRows(m_prepared->features(), prepared->features());
    m_prepared = std::move(prepared);
    m_preparedKey = preparationKey(*m_dataset, preparedWith);
    const bool hadSelection = !sameRows && dropSelection();
    foldGenres();
    emit changed(StudyPart::Preparation);
    if (hadSelection)
        emit changed(StudyPart::Selection);
}

void Study::setClustering(Clustering clustering)
{
    m_clustering = std::make_shared<const Clustering>(std::move(clustering));
    emit changed(StudyPart::Clusters);
}

void Study::setSweep(Sweep sweep)
{
    m_sweep = std::make_shared<const Sweep>(std::move(sweep));
    emit changed(StudyPart::Sweep);
}

void Study::setModelRun(ModelRun run)
{
    const std::pair slot(run.model, run.labels.name());
    m_modelRuns[slot] = std::make_shared<const ModelRun>(std::move(run));
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

bool Study::isSweepCurrent() const
{
    return isPreparationCurrent() && m_sweep && m_sweep->key == sweepKey(m_prepared->features(), m_settings);
}

LabelSet Study::labels(const std::string &name) const
{
    if (name == "genre")
        return m_prepared ? m_prepared->genres : LabelSet();
    if (name == "super_genre")
        return m_superGenres;
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
    for (const auto &[slot, run] : m_modelRuns)
        runs.push_back(run);
    return runs;
}

bool Study::isCurrent(const ModelRun &run) const
{
    const Result<ModelRequest> request = modelRequest(run.model, run.labels.name());
    return request.ok() && request.value().key() == run.key;
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
                        modelOptions(m_settings)};
}

// True when something was selected.
bool Study::dropSelection()
{
    const bool hadSelection = !m_selection.isEmpty();
    m_selection = RowSet(m_prepared->features().rows());
    m_selectionName.clear();
    return hadSelection;
}

void Study::foldGenres()
{
    m_superGenres = m_prepared && !m_prepared->genres.isEmpty()
                        ? superGenreLabels(m_prepared->genres, m_settings.genreMap)
                        : LabelSet();
}

Result<Split> Study::currentSplit() const
{
    const Key key = KeyBuilder()
                        .add(m_preparedKey)
                        .add(m_settings.splitMethod)
                        .add(m_settings.testShare)
                        .add(m_settings.seed)
                        .key();
    if (key == m_splitKey)
        return m_split;
    Result<Split> split = studySplit(*m_prepared, m_settings);
    if (split) {
        m_split = split.value();
        m_splitKey = key;
    }
    return split;
}

} // namespace genrelens
