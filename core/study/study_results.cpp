#include "core/study/study_results.h"

namespace genrelens
{

StudyResults currentResults(const Study &study)
{
    StudyResults results;
    if (!study.isPreparationCurrent())
        return results;
    results.prepared = study.prepared();
    results.preparedWith = study.settings().preparation;
    if (Result<Split> split = study.currentSplit())
        results.split = {std::move(split).value(),
                         splitKey(preparationKey(*study.dataset(), results.preparedWith), study.settings())};
    if (study.isClusteringCurrent())
        results.clustering = study.clustering();
    if (study.isSweepCurrent())
        results.sweep = study.sweep();
    for (const auto &run : study.modelRuns())
        if (study.isCurrent(*run))
            results.runs.push_back(run);
    return results;
}

void bringBack(Study &study, const StudyResults &results)
{
    if (!results.prepared || !(preparationKey(*study.dataset(), study.settings().preparation) ==
                               preparationKey(*study.dataset(), results.preparedWith)))
        return;
    study.offerSplit(results.split);
    if (study.prepared() != results.prepared)
        study.setPrepared(results.prepared, results.preparedWith);
    const Features &features = study.prepared()->features();
    const bool clusters =
        results.clustering && results.clustering->key == clusteringKey(features, study.settings());
    if (clusters && !study.isClusteringCurrent())
        study.setClustering(*results.clustering);
    if (results.sweep && results.sweep->key == sweepKey(features, study.settings()) &&
        !study.isSweepCurrent())
        study.setSweep(*results.sweep);
    for (const auto &run : results.runs)
        if (const auto present = study.modelRun(run->model, run->labels.name());
            study.isCurrent(*run) && (!present || !study.isCurrent(*present)))
            study.setModelRun(*run);
}

} // namespace genrelens
