#include "core/learn/tree_samples.h"

#include <array>
#include <cstring>

namespace genrelens
{

namespace
{

constexpr std::size_t unit = 16; // bytes

// Without a branch and in place: each sample swaps with the first one of the right side, which then moves on
// if a left one has come there.
template <std::size_t units, typename Cell>
std::size_t partRecords(std::byte *records, Cell *labels, std::size_t count, const auto &isLeft)
{
    using Record = std::array<std::byte, units * unit>;
    auto *record = reinterpret_cast<Record *>(records);
    std::size_t right = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const Record here = record[i];
        const bool left = isLeft(record[i].data());
        record[i] = record[right];
        record[right] = here;
        std::swap(labels[i], labels[right]);
        right += left ? 1 : 0;
    }
    return right;
}

template <typename Cell>
std::size_t partLongRecords(std::byte *records, Cell *labels, std::size_t count, std::size_t bytes,
                            const auto &isLeft)
{
    std::size_t right = 0;
    for (std::size_t i = 0; i < count; ++i) {
        std::byte *here = records + i * bytes;
        if (!isLeft(here))
            continue;
        std::swap_ranges(here, here + bytes, records + right * bytes);
        std::swap(labels[i], labels[right]);
        ++right;
    }
    return right;
}

} // namespace

template <typename Cell>
TreeSamples<Cell>::TreeSamples(const std::vector<Cell> &cells, std::size_t columns,
                               std::span<const std::uint16_t> classes, std::span<const std::uint16_t> weights)
    : m_columns(columns)
    , m_stride((columns * sizeof(Cell) + unit - 1) / unit * unit / sizeof(Cell))
{
    m_size = weights.size() - static_cast<std::size_t>(std::count(weights.begin(), weights.end(), 0));
    // Rows that do not count are written, too, and then written over, which costs less than a branch that
    // cannot be foreseen: hence one record more.
    m_cells.resize((m_size + 1) * m_stride);
    m_labels.resize(m_size + 1);
    std::size_t to = 0;
    for (std::size_t row = 0; row < weights.size(); ++row) {
        const Cell *from = cells.data() + row * columns;
        std::copy(from, from + columns, m_cells.data() + to * m_stride);
        m_labels[to] = static_cast<Cell>((Cell(classes[row]) << weightBits) | weights[row]);
        to += weights[row] > 0 ? 1 : 0;
    }
}

template <typename Cell>
typename TreeSamples<Cell>::RankRange TreeSamples<Cell>::gatherKeys(std::size_t begin, std::size_t end,
                                                                    std::size_t feature, Key *keys) const
{
    const Cell *record = m_cells.data() + begin * m_stride;
    const Cell *labels = m_labels.data() + begin;
    const std::size_t count = end - begin;
    Cell lowest = record[feature];
    Cell highest = lowest;
    for (std::size_t i = 0; i < count; ++i, record += m_stride) {
        const Cell rank = record[feature];
        lowest = std::min(lowest, rank);
        highest = std::max(highest, rank);
        keys[i] = (Key(rank) << cellBits) | labels[i];
    }
    return {lowest, highest};
}

template <typename Cell>
std::size_t TreeSamples<Cell>::part(std::size_t begin, std::size_t end, std::size_t feature,
                                    std::uint32_t leftRank)
{
    auto *records = reinterpret_cast<std::byte *>(m_cells.data() + begin * m_stride);
    Cell *labels = m_labels.data() + begin;
    const auto isLeft = [=](const std::byte *record) {
        Cell rank{};
        std::memcpy(&rank, record + feature * sizeof(Cell), sizeof(Cell));
        return rank <= leftRank;
    };
    const std::size_t bytes = m_stride * sizeof(Cell);
    switch (bytes / unit) {
    case 1:
        return partRecords<1>(records, labels, end - begin, isLeft);
    case 2:
        return partRecords<2>(records, labels, end - begin, isLeft);
    case 3:
        return partRecords<3>(records, labels, end - begin, isLeft);
    case 4:
        return partRecords<4>(records, labels, end - begin, isLeft);
    default:
        return partLongRecords(records, labels, end - begin, bytes, isLeft);
    }
}

template class TreeSamples<std::uint16_t>;
template class TreeSamples<std::uint32_t>;

} // namespace genrelens
