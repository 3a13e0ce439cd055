#include "core/embed/rows_among.h"

#include "core/base/parallel.h"
#include "core/embed/row_tiles.h"
#include "core/neighbours/neighbour_index.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace genrelens
{

namespace
{

constexpr std::size_t rowsAtOnce = 16;

double squaredLength(std::span<const float> row)
{
    double squares = 0.0;
    for (const float x : row)
        squares += static_cast<double>(x) * static_cast<double>(x);
    return squares;
}

// Keeps the k nearest, as a heap with the farthest on top.
void offer(std::vector<Neighbour> &found, std::size_t k, const Neighbour &neighbour)
{
    if (found.size() == k) {
        if (!(neighbour < found.front()))
            return;
        std::pop_heap(found.begin(), found.end());
        found.pop_back();
    }
    found.push_back(neighbour);
    std::push_heap(found.begin(), found.end());
}

// Looks at all old rows. Neighbour::squared holds the distance itself.
class PlainSearch
{
public:
    PlainSearch(const Features &old, Metric metric)
        : m_rows(old.rows())
        , m_tiles(old.values(), old.columns(),
                  metric == Metric::Manhattan ? TileSum::Absolutes : TileSum::Products)
    {
        for (std::size_t i = 0; i < m_rows && metric == Metric::Cosine; ++i)
            m_lengths.push_back(squaredLength(old.row(i)));
    }

    void nearest(std::span<const float> row, std::size_t k, std::vector<Neighbour> &found) const
    {
        const double length = m_lengths.empty() ? 0.0 : squaredLength(row);
        std::array<double, RowTiles::lanes> sums;
        found.clear();
        for (std::size_t base = 0; base < m_rows; base += sums.size()) {
            m_tiles.measure(base / sums.size(), row.data(), sums.data());
            const std::size_t used = std::min(sums.size(), m_rows - base);
            if (!m_lengths.empty())
                turnToCosines(std::span(sums).first(used), base, length);
            for (std::size_t i = 0; i < used; ++i)
                offer(found, k, {sums[i], static_cast<std::uint32_t>(base + i)});
        }
        std::sort_heap(found.begin(), found.end());
    }

private:
    void turnToCosines(std::span<double> products, std::size_t base, double length) const
    {
        for (std::size_t i = 0; i < products.size(); ++i) {
            const double other = m_lengths[base + i];
            products[i] = other > 0.0 && length > 0.0
                              ? std::max(1.0 - products[i] / std::sqrt(other * length), 0.0)
                              : 1.0;
        }
    }

    std::size_t m_rows;
    RowTiles m_tiles;
    std::vector<double> m_lengths; // squared; of the cosine only
};

} // namespace

Result<NeighbourLists> rowsAmong(const Features &old, const Features &added, std::size_t neighbours,
                                 Metric metric, Progress &progress)
{
    if (old.rows() == 0 || neighbours == 0)
        return Error{"there are no tracks to compare new ones with", "neighbours", {}, ErrorKind::Input};
    if (added.rows() > 0 && added.columns() != old.columns())
        return Error{"the new tracks have other features", "neighbours", {}, ErrorKind::Input};
    const bool byIndex = metric == Metric::Euclidean;
    std::vector<std::uint32_t> all(byIndex ? old.rows() : 0);
    std::iota(all.begin(), all.end(), 0U);
    const Result<NeighbourIndex> index = NeighbourIndex::build(old, all, progress);
    if (!index)
        return index.error();
    const PlainSearch plain(byIndex ? Features() : old, metric);
    NeighbourLists lists;
    const std::size_t k = std::min(neighbours, old.rows());
    lists.neighbours = k;
    lists.rows.resize(added.rows() * k);
    lists.distances.resize(added.rows() * k);
    ProgressCounter counter(progress, (added.rows() + rowsAtOnce - 1) / rowsAtOnce, "Finding neighbours");
    parallelBlocks(added.rows(), rowsAtOnce, [&](std::size_t begin, std::size_t end) {
        std::vector<Neighbour> found;
        for (std::size_t i = begin; i < end && !progress.cancelled(); ++i) {
            if (byIndex)
                index.value().nearest(added.row(i), k, found);
            else
                plain.nearest(added.row(i), k, found);
            for (std::size_t j = 0; j < found.size(); ++j) {
                lists.rows[i * k + j] = found[j].row;
                lists.distances[i * k + j] =
                    static_cast<float>(byIndex ? std::sqrt(found[j].squared) : found[j].squared);
            }
        }
        counter.advance();
    });
    if (progress.cancelled())
        return Error::cancelled();
    return lists;
}

} // namespace genrelens
