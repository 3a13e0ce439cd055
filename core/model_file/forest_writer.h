#pragma once

#include "core/model_file/forest_model.h"
#include "core/report/labelled_tracks.h"

#include <cstddef>

namespace genrelens
{

/// How the class counts of a leaf are written: of every class, as the schema's other readers expect, or pairs
/// [class, count] of those that are there.
enum class LeafCounts { Automatic, Dense, Sparse };

/// Automatic writes the counts of every class up to so many classes; of 113 they would be gigabytes.
inline constexpr std::size_t mostDenseClasses = 16;

/// Writes a forest as JSON, tree by tree, in pieces of some hundred kilobytes; the same forest gives the same
/// bytes. Errors: the sink's, cancelled.
Result<void> writeForest(const ForestModel &model, LeafCounts counts, const TextSink &sink,
                         Progress &progress);

} // namespace genrelens
