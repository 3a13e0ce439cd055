#pragma once

#include "core/study/analysis.h"

#include <cstdint>
#include <vector>

namespace genrelens
{

/// The two most probable classes of every kept row with their probabilities, as a model sees it; as honest as
/// predictAll(). Of a model of one class the second is -1.
struct TrackAnswers {
    std::vector<std::int32_t> first;
    std::vector<float> firstProbability;
    std::vector<std::int32_t> second;
    std::vector<float> secondProbability;
    bool unseen = false; ///< also training rows were judged by trees that did not see them

    [[nodiscard]] std::size_t rows() const { return first.size(); }
};

/// Takes as long as predictAll(): it is for a job. Errors: cancelled.
Result<TrackAnswers> trackAnswers(const ModelRun &run, const Features &features, const Split &split,
                                  Progress &progress);

} // namespace genrelens
