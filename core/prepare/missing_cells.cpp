#include "core/prepare/missing_cells.h"

#include <cmath>

namespace genrelens
{

std::vector<RowSet> missingCells(const Table &table, const Features &features)
{
    std::vector<RowSet> missing(features.columns());
    for (std::size_t m = 0; m < features.columns(); ++m) {
        const auto found = table.find(features.names()[m]);
        const NumericColumn *column = found ? table.column(*found).numeric() : nullptr;
        if (column == nullptr || std::isnan(features.scalings()[m].median))
            continue;
        missing[m] = RowSet(features.rows());
        for (std::size_t row = 0; row < features.rows(); ++row)
            if (std::isnan(column->values[features.sourceRow(row)]))
                missing[m].insert(row);
    }
    return missing;
}

} // namespace genrelens
