#include "core/learn/majority.h"

#include "core/learn/linear_classifier.h"
#include "core/learn/model_support.h"

#include <cmath>

namespace genrelens
{

Result<std::shared_ptr<const Classifier>> trainMajority(const TrainingData &data, Progress &progress)
{
    if (Result<void> checked = checkTrainingData(data); !checked)
        return checked.error();
    if (progress.cancelled())
        return Error::cancelled();
    // Scores without weights: the logarithms of the shares, -infinity for a class without rows.
    LinearScores scores;
    scores.columns = data.features.columns();
    for (const std::size_t count : classCounts(data))
        scores.offsets.push_back(
            std::log(static_cast<double>(count) / static_cast<double>(data.rows.size())));
    scores.weights.assign(scores.offsets.size() * scores.columns, 0.0);
    progress.report(1.0, "Counting classes");
    return linearClassifier(std::move(scores));
}

} // namespace genrelens
