#include "core/table/column_facts.h"

#include "core/base/parallel.h"
#include "core/base/stretches.h"

#include <algorithm>
#include <cmath>

namespace genrelens
{

namespace
{

ColumnFacts factsOf(const NumericColumn &column, const ProgressCounter &counter)
{
    ColumnFacts facts;
    bool some = false;
    forStretches(column.values.size(), counter, [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row) {
            const double value = column.values[row];
            if (std::isnan(value)) {
                ++facts.missing;
                continue;
            }
            facts.lowest = some ? std::min(facts.lowest, value) : value;
            facts.highest = some ? std::max(facts.highest, value) : value;
            some = true;
        }
    });
    facts.constant = some && facts.lowest == facts.highest;
    return facts;
}

ColumnFacts factsOf(const CategoricalColumn &column, const ProgressCounter &counter)
{
    ColumnFacts facts;
    facts.levels = column.levels.size();
    std::int32_t first = -1;
    bool differ = false;
    forStretches(column.codes.size(), counter, [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row) {
            const std::int32_t code = column.codes[row];
            facts.missing += code < 0 ? 1 : 0;
            first = first < 0 ? code : first;
            differ |= code >= 0 && code != first;
        }
    });
    facts.constant = first >= 0 && !differ;
    return facts;
}

ColumnFacts factsOf(const TextColumn &column, const ProgressCounter &counter)
{
    ColumnFacts facts;
    std::string_view first;
    bool differ = false;
    forStretches(column.ends.size(), counter, [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row) {
            const std::string_view cell = column.at(row);
            if (cell.empty()) {
                ++facts.missing;
                continue;
            }
            if (first.empty())
                first = cell;
            differ = differ || cell != first;
        }
    });
    facts.constant = !first.empty() && !differ;
    return facts;
}

} // namespace

Result<std::vector<ColumnFacts>> columnFacts(const Table &table, Progress &progress)
{
    std::vector<ColumnFacts> facts(table.columnCount());
    ProgressCounter counter(progress, table.columnCount(), "Looking at columns");
    parallelFor(table.columnCount(), [&](std::size_t c) {
        if (counter.cancelled())
            return;
        std::visit([&](const auto &column) { facts[c] = factsOf(column, counter); }, table.column(c).data);
        counter.advance();
    });
    if (progress.cancelled())
        return Error::cancelled();
    return facts;
}

} // namespace genrelens
