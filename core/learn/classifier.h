#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/labels/label_set.h"
#include "core/prepare/features.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace genrelens
{

/// What a classifier learns from. All rows are kept rows; each of them must have a class in labels.
struct TrainingData {
    Features features;
    LabelSet labels;
    std::vector<std::uint32_t> rows; ///< rising
};

/// Class probabilities of some rows: rows x classes, row-major; each row sums to 1.
struct Probabilities {
    std::size_t rows = 0;
    std::size_t classes = 0;
    std::vector<float> values;

    [[nodiscard]] std::span<const float> row(std::size_t i) const
    {
        return {values.data() + i * classes, classes};
    }
    /// The most probable class of row i; the first of equals.
    [[nodiscard]] std::int32_t predicted(std::size_t i) const;
};

/// A trained model. Immutable: any thread may ask it, several at once.
class Classifier
{
public:
    virtual ~Classifier() = default;
    /// Probabilities of the given rows of features, in their order, which must have the columns of the
    /// training data.
    [[nodiscard]] virtual Result<Probabilities> probabilities(const Features &features,
                                                              std::span<const std::uint32_t> rows,
                                                              Progress &progress) const = 0;
};

} // namespace genrelens
