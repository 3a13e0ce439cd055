#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/labels/contingency.h"

#include <cstdint>
#include <limits>

namespace genrelens
{

/// How far two groupings of the same tracks agree. All but the last three are the same whichever of the two
/// comes first, and all whatever their classes are called. NaN without tracks.
struct Agreement {
    static constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

    std::uint64_t tracks = 0; ///< that have a class in both
    /// Of all pairs of tracks, how many are together in both or apart in both, over what chance gives: 1 for
    /// the same grouping, 0 for chance, negative below it (Hubert & Arabie 1985).
    double adjustedRand = unknown;
    double mutualInformation = unknown; ///< what one grouping tells of the other, in nats
    /// That over the mean of the two entropies: 0..1, and higher by chance alone with more classes.
    double normalizedMutualInformation = unknown;
    /// The same over what chance gives, exactly: 0 for chance (Vinh, Epps & Bailey 2010).
    double adjustedMutualInformation = unknown;
    /// Rosenberg & Hirschberg 2007. 1 when each class of the second grouping lies within one of the first.
    double homogeneity = unknown;
    /// 1 when each class of the first grouping lies within one of the second.
    double completeness = unknown;
    double vMeasure = unknown; ///< harmonic mean of the two: equals normalizedMutualInformation
};

/// Of up to 2^32 tracks. Two groupings that are the same, also both of a single class, agree by exactly 1.
Result<Agreement> agreement(const Contingency &table, Progress &progress);

/// The first of these figures alone, at once.
double adjustedRand(const Contingency &table);

} // namespace genrelens
