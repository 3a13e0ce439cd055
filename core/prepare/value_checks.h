#pragma once

#include "core/base/progress.h"
#include "core/prepare/features.h"
#include "core/table/column_facts.h"

#include <string_view>
#include <vector>

namespace genrelens
{

/// A question about each value of an audio feature.
struct ValueCheck {
    bool (*isOdd)(double) = nullptr; ///< false for a missing value
    std::string_view says;           ///< what is wrong then: "is 0 BPM"
    bool fractionsOnly = false;      ///< it is about fractions of 1, and means nothing in percent
};

/// The questions whose answer may be yes for a column of that name, after a glance over its values. Ranges
/// are those that Spotify documents. None for a column that is no audio feature by name.
std::vector<ValueCheck> valueChecks(std::string_view header, const ColumnFacts &facts);

/// Whether a feature that is a fraction of 1 at Spotify is clearly given in percent: all within 0 to 100, and
/// over the kept rows more values above 1 than between 0 and 1.
bool isInPercent(const std::vector<double> &values, const Features &features, const Progress &progress);

} // namespace genrelens
