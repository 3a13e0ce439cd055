#include "core/embed/map_quality.h"

#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/base/simd.h"
#include "core/embed/row_tiles.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace genrelens
{

namespace
{

constexpr std::size_t lanes = RowTiles::lanes;
constexpr std::size_t queriesAtOnce = 16; // meet a tile while it is in the cache
constexpr std::size_t rowsAtOnce = 1024;

// How many of a tile's rows come before some other row of the same query: those that are nearer, of equally
// near ones the lower rows. sums: of the tile's rows. lower: how many of the tile's rows are lower.
GENRELENS_CLONES
std::size_t countBefore(const double *sums, double limit, std::size_t lower)
{
    long long count = 0;
    if (lower == 0) {
        for (std::size_t lane = 0; lane < lanes; ++lane)
            count += sums[lane] < limit ? 1 : 0;
    } else if (lower >= lanes) {
        for (std::size_t lane = 0; lane < lanes; ++lane)
            count += sums[lane] <= limit ? 1 : 0;
    } else {
        for (std::size_t lane = 0; lane < lanes; ++lane)
            count += sums[lane] < limit || (sums[lane] == limit && lane < lower) ? 1 : 0;
    }
    return static_cast<std::size_t>(count);
}

// A map as a matrix, so that whoever knows features can find its neighbours.
Features planeOf(std::span<const MapPoint> points)
{
    std::vector<float> values;
    values.reserve(points.size() * 2);
    for (const MapPoint &point : points) {
        values.push_back(point.x);
        values.push_back(point.y);
    }
    std::vector<std::uint32_t> rows(points.size());
    std::iota(rows.begin(), rows.end(), 0U);
    FeatureScaling raw;
    raw.standardized = false;
    return Features({"x", "y"}, {raw, raw}, std::move(values), std::move(rows));
}

std::vector<std::uint32_t> drawnRows(std::size_t rows, std::size_t count, std::uint64_t seed)
{
    std::vector<std::uint32_t> order(rows);
    std::iota(order.begin(), order.end(), 0U);
    Random random(seed, RandomPurpose::MapQuality);
    for (std::size_t i = 0; i < count && count < rows; ++i)
        std::swap(order[i], order[i + random.below(static_cast<std::uint32_t>(rows - i))]);
    order.resize(std::min(rows, count));
    return order;
}

// The rows nearest to a row on the map, of equally near ones the lower rows.
std::vector<std::uint32_t> nearestOnMap(std::span<const MapPoint> points, std::uint32_t row,
                                        std::size_t neighbours)
{
    std::vector<std::pair<double, std::uint32_t>> nearest; // a heap, the farthest on top
    for (std::uint32_t i = 0; i < points.size(); ++i) {
        if (i == row)
            continue;
        const double x = static_cast<double>(points[i].x) - static_cast<double>(points[row].x);
        const double y = static_cast<double>(points[i].y) - static_cast<double>(points[row].y);
        const std::pair<double, std::uint32_t> candidate(x * x + y * y, i);
        if (nearest.size() == neighbours) {
            if (!(candidate < nearest.front()))
                continue;
            std::pop_heap(nearest.begin(), nearest.end());
            nearest.pop_back();
        }
        nearest.push_back(candidate);
        std::push_heap(nearest.begin(), nearest.end());
    }
    std::vector<std::uint32_t> rows;
    for (const auto &[squared, i] : nearest)
        rows.push_back(i);
    return rows;
}

// How far rows are apart by a metric, as sums that grow with the distance: the very ones that
// nearestNeighbours() compares, so that a rank is a place in its lists.
class Distances
{
public:
    Distances(const Features &features, Metric metric)
        : m_columns(features.columns())
        , m_unit(metric == Metric::Cosine ? unitRows(features) : std::vector<float>())
        , m_values(metric == Metric::Cosine ? std::span<const float>(m_unit) : features.values())
        , m_tiles(m_values, m_columns, metric == Metric::Manhattan ? TileSum::Absolutes : TileSum::Squares)
    {
    }

    [[nodiscard]] double between(std::uint32_t a, std::uint32_t b) const
    {
        return isNowhere(a) || isNowhere(b) ? rightAngle : m_tiles.measure(row(a), row(b));
    }

    // Of the rows of a tile, which begins at row base.
    void measureTile(std::size_t base, std::uint32_t query, double *sums) const
    {
        if (isNowhere(query)) {
            std::fill_n(sums, lanes, rightAngle);
            return;
        }
        m_tiles.measure(base / lanes, row(query), sums);
        for (auto zero = std::lower_bound(m_zeros.begin(), m_zeros.end(), base);
             zero != m_zeros.end() && *zero < base + lanes; ++zero)
            sums[*zero - base] = rightAngle;
    }

private:
    static constexpr double rightAngle = 2.0; // 2 - 2 cos

    // At a length of 1; those of zeros stay, and are remembered.
    std::vector<float> unitRows(const Features &features)
    {
        std::vector<float> values;
        values.reserve(features.values().size());
        for (std::uint32_t i = 0; i < features.rows(); ++i)
            if (!appendUnitRow(features.row(i), values)) {
                values.insert(values.end(), m_columns, 0.0F);
                m_zeros.push_back(i);
            }
        return values;
    }

    // Without a direction, which has it at a right angle to everybody.
    [[nodiscard]] bool isNowhere(std::uint32_t row) const
    {
        return std::binary_search(m_zeros.begin(), m_zeros.end(), row);
    }
    [[nodiscard]] const float *row(std::uint32_t i) const { return m_values.data() + i * m_columns; }

    std::size_t m_columns;
    std::vector<std::uint32_t> m_zeros; // rising; of the cosine only
    std::vector<float> m_unit;
    std::span<const float> m_values;
    RowTiles m_tiles;
};

// Ranks, from 1 for the nearest, that the neighbours of a few rows on the map have among the features.
class RankCounter
{
public:
    RankCounter(const Distances &distances, std::size_t rows) : m_distances(distances), m_rows(rows) {}

    void add(std::uint32_t query, std::span<const std::uint32_t> neighbours)
    {
        m_queries.push_back(query);
        const double own = m_distances.between(query, query);
        for (const std::uint32_t row : neighbours) {
            const double limit = m_distances.between(row, query);
            const bool countsItself = own < limit || (own == limit && query < row);
            m_asked.push_back({row, limit, countsItself ? 0U : 1U});
        }
        m_neighbours = neighbours.size();
    }

    // The ranks in the order of adding.
    std::vector<std::size_t> ranks(const Progress &progress)
    {
        std::array<double, lanes> sums;
        for (std::size_t base = 0; base < m_rows && !progress.cancelled(); base += lanes)
            for (std::size_t i = 0; i < m_queries.size(); ++i) {
                m_distances.measureTile(base, m_queries[i], sums.data());
                for (std::size_t j = 0; j < m_neighbours; ++j) {
                    Asked &asked = m_asked[i * m_neighbours + j];
                    const std::size_t lower = asked.row > base ? asked.row - base : 0;
                    asked.rank += countBefore(sums.data(), asked.limit, lower);
                }
            }
        std::vector<std::size_t> ranks;
        for (const Asked &asked : m_asked)
            ranks.push_back(asked.rank);
        return ranks;
    }

private:
    struct Asked {
        std::uint32_t row = 0;
        double limit = 0.0;   // how far it is from the query
        std::size_t rank = 0; // so far
    };

    const Distances &m_distances;
    std::size_t m_rows;
    std::vector<std::uint32_t> m_queries;
    std::vector<Asked> m_asked; // the same number of each query
    std::size_t m_neighbours = 0;
};

} // namespace

Result<MapQuality> measureMap(const Features &features, std::span<const MapPoint> points,
                              const MapQualityOptions &options, Progress &progress)
{
    const std::size_t n = features.rows();
    // The worst of all maps has a trustworthiness of 0 only while fewer than half of the rows are neighbours.
    const std::size_t k = n == 0 ? 0 : std::min(options.neighbours, (n - 1) / 2);
    if (points.size() != n || k == 0 || options.queries == 0)
        return Error{"a map of at least three tracks, a neighbour and a query are needed",
                     "map quality",
                     {},
                     ErrorKind::Usage};
    const Distances distances(features, options.metric);
    const std::vector<std::uint32_t> rows = drawnRows(n, options.queries, options.seed);
    const std::size_t blocks = (rows.size() + queriesAtOnce - 1) / queriesAtOnce;
    struct Sums {
        std::size_t beyond = 0; // by how much ranks exceed the neighbours
        std::size_t kept = 0;
    };
    std::vector<Sums> sums(blocks);
    ProgressCounter counter(progress, blocks, "Measuring the map");
    parallelBlocks(rows.size(), queriesAtOnce, [&](std::size_t begin, std::size_t end) {
        RankCounter ranks(distances, n);
        for (std::size_t i = begin; i < end && !progress.cancelled(); ++i)
            ranks.add(rows[i], nearestOnMap(points, rows[i], k));
        for (const std::size_t rank : ranks.ranks(progress)) {
            sums[begin / queriesAtOnce].beyond += rank > k ? rank - k : 0;
            sums[begin / queriesAtOnce].kept += rank <= k ? 1 : 0;
        }
        counter.advance();
    });
    if (progress.cancelled())
        return Error::cancelled();
    double beyond = 0.0;
    double kept = 0.0;
    for (const Sums &sum : sums) {
        beyond += static_cast<double>(sum.beyond);
        kept += static_cast<double>(sum.kept);
    }
    const double asked = static_cast<double>(rows.size()) * static_cast<double>(k);
    const double worst = 2.0 * static_cast<double>(n) - 3.0 * static_cast<double>(k) - 1.0;
    return MapQuality{1.0 - 2.0 / (asked * worst) * beyond, kept / asked, k, rows.size()};
}

Result<std::vector<float>> neighbourhoodSurvival(const NeighbourLists &lists,
                                                 std::span<const MapPoint> points, Progress &progress)
{
    if (lists.size() != points.size())
        return Error{"the map is of other tracks than the neighbours", "map quality", {}, ErrorKind::Usage};
    std::vector<float> survival(points.size());
    if (points.empty())
        return survival;
    NeighbourOptions options;
    options.neighbours = lists.neighbours;
    options.search = NeighbourSearch::Exact;
    const Result<NeighbourLists> onMap = nearestNeighbours(planeOf(points), options, progress);
    if (!onMap)
        return onMap.error();
    parallelBlocks(points.size(), rowsAtOnce, [&](std::size_t begin, std::size_t end) {
        std::vector<std::uint32_t> there;
        for (std::size_t i = begin; i < end; ++i) {
            there.assign(onMap.value().of(i).begin(), onMap.value().of(i).end());
            std::sort(there.begin(), there.end());
            std::size_t kept = 0;
            for (const std::uint32_t row : lists.of(i))
                kept += std::binary_search(there.begin(), there.end(), row) ? 1 : 0;
            survival[i] = static_cast<float>(kept) / static_cast<float>(lists.neighbours);
        }
    });
    return survival;
}

} // namespace genrelens
