#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/prepare/features.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace genrelens
{

/// Silhouettes (Rousseeuw 1987) of some rows among themselves.
struct Silhouette {
    double mean = 0.0; ///< over the rows
    /// Of the mean as an estimate for all rows, when these are a random sample of them: the deviation of the
    /// rows' own silhouettes over the root of their number.
    double standardError = 0.0;
    std::size_t rows = 0;           ///< that were measured: those with a label
    std::vector<double> classMeans; ///< by label; NaN for a class that none of the rows has
};

/// Of each of the given rows (b - a) / max(a, b) with a the mean euclidean distance to the row's own class
/// and b that to the nearest other one; 0 for a class of one row. labels: one a row of features; rows with a
/// negative label are left out. Exact, in double: time grows with the square of the number of rows. An error
/// unless there are at least 2 classes and more rows than classes.
Result<Silhouette> silhouette(const Features &features, std::span<const std::int32_t> labels,
                              std::span<const std::uint32_t> rows, Progress &progress);

/// How tight classes are for how far apart they lie.
struct Dispersion {
    /// Variance between the classes over that within them, each by its degrees of freedom: high is good
    /// (Calinski & Harabasz 1974). Infinite where the rows of each class are alike.
    double calinskiHarabasz = 0.0;
    /// Mean over the classes of the worst (spread + spread) / distance with another, a spread being the mean
    /// distance to the class mean: low is good (Davies & Bouldin 1979).
    double daviesBouldin = 0.0;
};

/// Of those of the given rows that have a label; refuses what silhouette() refuses.
Result<Dispersion> dispersion(const Features &features, std::span<const std::int32_t> labels,
                              std::span<const std::uint32_t> rows, Progress &progress);

} // namespace genrelens
