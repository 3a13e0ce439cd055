#include "core/labels/cell_codes.h"

#include "core/base/stretches.h"
#include "core/base/text.h"
#include "core/base/text_codes.h"

#include <cmath>

namespace genrelens
{

namespace
{

template <typename CodeOfRow>
void fill(const Features &features, const Progress &progress, CellCodes &cells, const CodeOfRow &codeOfRow)
{
    cells.codes.resize(features.rows());
    forStretches(features.rows(), progress, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const std::int32_t code = codeOfRow(features.sourceRow(i));
            cells.codes[i] = code;
            if (code < 0)
                continue;
            if (static_cast<std::size_t>(code) >= cells.counts.size())
                cells.counts.resize(static_cast<std::size_t>(code) + 1, 0);
            ++cells.counts[static_cast<std::size_t>(code)];
        }
    });
}

void codesOf(const NumericColumn &column, const Features &features, const Progress &progress,
             CellCodes &cells)
{
    TextCodes known; // of the numbers' bytes
    fill(features, progress, cells, [&](std::uint32_t row) {
        const double &value = column.values[row];
        return std::isnan(value) ? -1 : known.codeOf({reinterpret_cast<const char *>(&value), sizeof value});
    });
    for (const std::string_view bytes : known.texts())
        cells.numbers.push_back(shortest(*reinterpret_cast<const double *>(bytes.data())));
    cells.texts.assign(cells.numbers.begin(), cells.numbers.end());
}

void codesOf(const CategoricalColumn &column, const Features &features, const Progress &progress,
             CellCodes &cells)
{
    cells.texts.assign(column.levels.begin(), column.levels.end());
    fill(features, progress, cells, [&](std::uint32_t row) { return column.codes[row]; });
    cells.counts.resize(cells.texts.size(), 0);
}

void codesOf(const TextColumn &column, const Features &features, const Progress &progress, CellCodes &cells)
{
    TextCodes known;
    fill(features, progress, cells, [&](std::uint32_t row) {
        const std::string_view cell = column.at(row);
        return cell.empty() ? -1 : known.codeOf(cell);
    });
    cells.texts = known.texts();
}

} // namespace

Result<CellCodes> cellCodes(const Column &column, const Features &features, Progress &progress)
{
    CellCodes cells;
    std::visit([&](const auto &data) { codesOf(data, features, progress, cells); }, column.data);
    if (progress.cancelled())
        return Error::cancelled();
    return cells;
}

} // namespace genrelens
