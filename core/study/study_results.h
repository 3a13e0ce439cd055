#pragma once

#include "core/study/study.h"

#include <memory>
#include <vector>

namespace genrelens
{

/// The results of a study that are current, to be brought back when its inputs are what they were.
struct StudyResults {
    std::shared_ptr<const PreparedData> prepared; ///< null when there is nothing to bring back
    PreparationOptions preparedWith;
    StudySplit split;
    std::shared_ptr<const Clustering> clustering; ///< null when there were none, as below
    std::shared_ptr<const Sweep> sweep;
    std::vector<std::shared_ptr<const ModelRun>> runs;
};

StudyResults currentResults(const Study &study);
/// Takes them for results again where the study's inputs are what they were made from; the others stay aside.
void bringBack(Study &study, const StudyResults &results);

} // namespace genrelens
