#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/prepare/features.h"
#include "core/prepare/repeats.h"
#include "core/table/schema.h"
#include "core/table/table.h"

#include <cstddef>
#include <string>
#include <vector>

namespace genrelens
{

/// How a table becomes a feature matrix.
struct PreparationOptions {
    bool dropRepeats = true;              ///< keep the first row of each track
    std::vector<std::string> rawFeatures; ///< features left in their own unit; the others are standardized
    std::vector<std::string> excludedFeatures; ///< features left out of the matrix

    bool operator==(const PreparationOptions &) const = default;
};

/// The matrix, and what became of the rows on the way to it.
struct Preparation {
    Features features;
    Repeats repeats;                   ///< kept also counts rows that missing values dropped afterwards
    std::size_t droppedForMissing = 0; ///< rows with a missing feature, or one beyond what a float holds
};

/// Drops repeats, then rows with a missing feature, then standardizes: z-scores with the population standard
/// deviation over the rows that are left. Names in the options that the table lacks are ignored, so that one
/// preset serves many files. Error: no feature or no row is left.
Result<Preparation> prepare(const Table &table, const Schema &schema, const PreparationOptions &options,
                            Progress &progress);

/// Mean and population standard deviation, in two passes in double; exactly 0 for a constant.
FeatureScaling measured(const std::vector<double> &values, const std::vector<std::uint32_t> &rows);

} // namespace genrelens
