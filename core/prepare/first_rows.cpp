#include "core/prepare/first_rows.h"

#include "core/base/hash.h"
#include "core/base/parallel.h"
#include "core/base/stretches.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <memory>
#include <string_view>
#include <utility>

namespace genrelens
{

namespace
{

constexpr std::size_t blockRows = 65536;
// Rows of one hash prefix are looked at together, by one thread and in file order, so that the table they are
// found in fits a cache and threads change nothing.
constexpr std::size_t partRows = 32768;
constexpr std::size_t mostParts = 256;
constexpr std::uint64_t allMissing = 0; // as a row's hash
constexpr std::string_view stage = "Looking for repeats";

std::uint64_t bitsOf(double value)
{
    if (std::isnan(value))
        return std::numeric_limits<std::uint64_t>::max(); // the bits of one of the NaNs
    return std::bit_cast<std::uint64_t>(value + 0.0);     // -0 becomes 0
}

// The cells that tell tracks apart.
class KeyCells
{
public:
    KeyCells(const Table &table, const std::vector<std::size_t> &columns)
    {
        for (const std::size_t c : columns)
            m_columns.push_back(&table.column(c));
    }

    void hash(std::size_t begin, std::size_t end, std::uint64_t *hashes) const
    {
        std::vector<char> some(end - begin, 0);
        std::fill_n(hashes, end - begin, 1);
        for (const Column *column : m_columns)
            std::visit([&](const auto &data) { add(data, begin, end, hashes, some); }, column->data);
        for (std::size_t i = 0; i < end - begin; ++i)
            hashes[i] = some[i] == 0 ? allMissing : std::max<std::uint64_t>(hashes[i], 1);
    }

    [[nodiscard]] bool same(std::size_t a, std::size_t b) const
    {
        return std::all_of(m_columns.begin(), m_columns.end(), [&](const Column *column) {
            if (const NumericColumn *numbers = column->numeric())
                return bitsOf(numbers->values[a]) == bitsOf(numbers->values[b]);
            if (const CategoricalColumn *categories = column->categorical())
                return categories->codes[a] == categories->codes[b];
            return column->text()->at(a) == column->text()->at(b);
        });
    }

private:
    static void add(const NumericColumn &column, std::size_t begin, std::size_t end, std::uint64_t *hashes,
                    std::vector<char> &some)
    {
        for (std::size_t row = begin; row < end; ++row) {
            const double value = column.values[row];
            hashes[row - begin] = mixedHash(hashes[row - begin], bitsOf(value));
            some[row - begin] |= static_cast<char>(!std::isnan(value));
        }
    }
    static void add(const CategoricalColumn &column, std::size_t begin, std::size_t end,
                    std::uint64_t *hashes, std::vector<char> &some)
    {
        for (std::size_t row = begin; row < end; ++row) {
            const std::int32_t code = column.codes[row];
            hashes[row - begin] = mixedHash(hashes[row - begin], static_cast<std::uint64_t>(code));
            some[row - begin] |= static_cast<char>(code >= 0);
        }
    }
    static void add(const TextColumn &column, std::size_t begin, std::size_t end, std::uint64_t *hashes,
                    std::vector<char> &some)
    {
        for (std::size_t row = begin; row < end; ++row) {
            const std::string_view cell = column.at(row);
            hashes[row - begin] = mixedHash(hashes[row - begin], hashOf(cell));
            some[row - begin] |= static_cast<char>(!cell.empty());
        }
    }

    std::vector<const Column *> m_columns;
};

struct Entry {
    std::uint32_t row;
    std::uint32_t tag; // of its hash, by the bits that did not choose the part
};

// All rows with some key cell, by part and within one in file order.
struct Parts {
    std::unique_ptr<Entry[]> entries;
    std::vector<std::size_t> begins; // one more than parts
};

Parts partedRows(const KeyCells &cells, std::size_t rows, std::vector<std::uint32_t> &firsts,
                 Progress &progress)
{
    const std::size_t parts = std::min(mostParts, std::bit_ceil(rows / partRows + 1));
    const auto partOf = [&](std::uint64_t hash) {
        return static_cast<std::size_t>(hash >> 48) & (parts - 1);
    };
    const std::size_t blocks = (rows + blockRows - 1) / blockRows;
    ProgressCounter counter(progress, 2 * blocks, stage);
    const auto hashes = std::make_unique_for_overwrite<std::uint64_t[]>(rows);
    std::vector<std::size_t> places(blocks * parts, 0); // first how many of each, then where they go
    parallelBlocks(rows, blockRows, [&](std::size_t begin, std::size_t end) {
        if (counter.cancelled())
            return;
        cells.hash(begin, end, hashes.get() + begin);
        for (std::size_t row = begin; row < end; ++row) {
            if (hashes[row] == allMissing)
                firsts[row] = static_cast<std::uint32_t>(row);
            else
                ++places[begin / blockRows * parts + partOf(hashes[row])];
        }
        counter.advance();
    });
    Parts result;
    std::size_t next = 0;
    for (std::size_t part = 0; part < parts; ++part) {
        result.begins.push_back(next);
        for (std::size_t block = 0; block < blocks; ++block) {
            std::size_t &place = places[block * parts + part];
            next += std::exchange(place, next);
        }
    }
    result.begins.push_back(next);
    result.entries = std::make_unique_for_overwrite<Entry[]>(next);
    parallelBlocks(rows, blockRows, [&](std::size_t begin, std::size_t end) {
        if (counter.cancelled())
            return; // not all hashes are there
        std::size_t *place = places.data() + begin / blockRows * parts;
        for (std::size_t row = begin; row < end; ++row)
            if (hashes[row] != allMissing)
                result.entries[place[partOf(hashes[row])]++] = {static_cast<std::uint32_t>(row),
                                                                static_cast<std::uint32_t>(hashes[row])};
        counter.advance();
    });
    return result;
}

void findFirsts(const KeyCells &cells, const Entry *entries, std::size_t count,
                std::vector<std::uint32_t> &firsts, const ProgressCounter &counter)
{
    constexpr std::uint32_t free = std::numeric_limits<std::uint32_t>::max();
    std::vector<std::uint32_t> slots(std::bit_ceil(count + count / 2 + 1), free); // indices of entries
    const std::size_t mask = slots.size() - 1;
    forStretches(count, counter, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const Entry &entry = entries[i];
            std::size_t slot = entry.tag & mask;
            while (slots[slot] != free) {
                const Entry &other = entries[slots[slot]];
                if (other.tag == entry.tag && cells.same(other.row, entry.row))
                    break;
                slot = (slot + 1) & mask;
            }
            if (slots[slot] == free)
                slots[slot] = static_cast<std::uint32_t>(i);
            firsts[entry.row] = entries[slots[slot]].row;
        }
    });
}

} // namespace

Result<std::vector<std::uint32_t>> firstRows(const Table &table, const std::vector<std::size_t> &keyColumns,
                                             Progress &progress)
{
    const KeyCells cells(table, keyColumns);
    std::vector<std::uint32_t> firsts(table.rows());
    progress.report(0.0, stage);
    SubProgress parting(progress, 0.0, 0.6);
    const Parts parts = partedRows(cells, table.rows(), firsts, parting);
    if (progress.cancelled())
        return Error::cancelled();
    SubProgress finding(progress, 0.6, 1.0);
    ProgressCounter counter(finding, parts.begins.size() - 1, stage);
    parallelFor(parts.begins.size() - 1, [&](std::size_t part) {
        if (counter.cancelled())
            return;
        findFirsts(cells, parts.entries.get() + parts.begins[part],
                   parts.begins[part + 1] - parts.begins[part], firsts, counter);
        counter.advance();
    });
    if (progress.cancelled())
        return Error::cancelled();
    return firsts;
}

} // namespace genrelens
