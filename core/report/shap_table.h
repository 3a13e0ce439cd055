#pragma once

#include "core/explain/shap_importance.h"
#include "core/explain/shap_values.h"
#include "core/report/labelled_tracks.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace genrelens
{

/// Tracks with their SHAP values, and where a table of them takes what names them.
struct ExplainedTracks {
    /// A column of the table under a name of its own; empty cells where the table has none.
    struct NameColumn {
        std::string name; ///< "track_id"
        std::optional<std::size_t> column;
    };
    Table table;
    std::vector<NameColumn> nameColumns;
    Features features;
    std::vector<std::uint32_t> tracks; ///< kept rows; the first values.rows() of them are written
    std::vector<std::string> classes;
    ShapValues values;
};

/// row, counting kept tracks from 0, the name columns, class, feature, value, shap, base_value: a line a
/// track, class and feature, in pieces of some hundred kilobytes. value is what the file says, in the
/// feature's own unit; empty where it is missing and the median stood in. Errors: the sink's, cancelled.
Result<void> writeShapValues(const ExplainedTracks &explained, const TextSink &sink, Progress &progress);

/// class, feature, mean_abs, base_value: a line a class and feature.
std::string shapImportanceTable(const ShapImportance &importance, std::span<const double> baseValues,
                                const std::vector<std::string> &classes,
                                const std::vector<std::string> &features);

} // namespace genrelens
