#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/prepare/features.h"
#include "core/prepare/repeats.h"
#include "core/prepare/working_set.h"
#include "core/table/schema.h"
#include "core/table/table.h"

#include <cstddef>
#include <string>
#include <vector>

namespace genrelens
{

/// How a table becomes a feature matrix. Columns are named as in the table; names it lacks are ignored, so
/// that one set of options serves many files.
struct PreparationOptions {
    RoleChoices roles; ///< over the recognised ones
    RepeatsBy repeats = RepeatsBy::Automatic;
    std::vector<std::string> rawFeatures;      ///< left in their own unit; the others are standardized
    std::vector<std::string> logFeatures;      ///< enter as ln(1 + x), before they are standardized
    std::vector<std::string> medianFeatures;   ///< a missing value becomes the median of the kept rows
    std::vector<std::string> excludedFeatures; ///< left out of the matrix
    bool wholeGenres = false; ///< "pop, rock" is a genre of its own; else its first part counts
    WorkingSet working;       ///< the rows that are not set aside; ignored when of another number of rows

    bool operator==(const PreparationOptions &) const = default;
};

/// The matrix, and what became of the rows on the way to it.
struct Preparation {
    Features features;
    Repeats repeats;                   ///< kept also counts rows that missing values dropped afterwards
    std::size_t droppedForMissing = 0; ///< rows with a missing feature, or one beyond what a float holds
    std::size_t setAside = 0;          ///< tracks outside the working set that would have been kept
};

/// Drops repeats, then what is set aside, then rows with a missing feature (but those whose median stands
/// in), then standardizes: z-scores with the population standard deviation over the rows that are left. So
/// medians and scales are those of the tracks worked on, and every result is that of a file which holds no
/// others. schema is the one in force (see withRoles; options.roles is not looked at). Errors: no feature or
/// no row is left, a median of nothing, a logarithm of a feature with values of -1 or less.
Result<Preparation> prepare(const Table &table, const Schema &schema, const PreparationOptions &options,
                            Progress &progress);

/// Mean and population standard deviation, in two passes in double; exactly 0 for a constant.
FeatureScaling measured(const std::vector<double> &values, const std::vector<std::uint32_t> &rows);

} // namespace genrelens
