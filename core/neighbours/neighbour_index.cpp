#include "core/neighbours/neighbour_index.h"

#include "core/base/simd.h"

#include <algorithm>
#include <array>
#include <limits>

namespace genrelens
{

namespace
{

constexpr std::size_t lanes = 64;
constexpr std::size_t sampledRows = 1024; // decide along which feature a part is split

// Squared distances of the rows of a tile from x; how many of them are at most limit. Four features at a
// time, since each step reads and writes the sums.
GENRELENS_CLONES
std::size_t countWithin(const float *tile, const float *x, std::size_t columns, float limit, float *sums)
{
    for (std::size_t lane = 0; lane < lanes; ++lane)
        sums[lane] = 0.0F;
    for (std::size_t m = 0; m < columns; m += 4) {
        const float *values = tile + m * lanes;
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            const float d0 = values[lane] - x[m];
            const float d1 = values[lane + lanes] - x[m + 1];
            const float d2 = values[lane + 2 * lanes] - x[m + 2];
            const float d3 = values[lane + 3 * lanes] - x[m + 3];
            sums[lane] += (d0 * d0 + d1 * d1) + (d2 * d2 + d3 * d3);
        }
    }
    int count = 0;
    for (std::size_t lane = 0; lane < lanes; ++lane)
        count += sums[lane] <= limit ? 1 : 0;
    return static_cast<std::size_t>(count);
}

// Squared distance of x from a box, its least values followed by its largest ones: no row within is nearer
// but for rounding. In lanes of eight, so that one step serves that many features.
__attribute__((always_inline)) inline float distanceToBox(const float *box, const float *x,
                                                          std::size_t columns)
{
    std::array<float, 8> sums{};
    for (std::size_t m = 0; m < columns; m += 8) {
        for (std::size_t i = 0; i < 8; ++i) {
            const float below = box[m + i] - x[m + i];
            const float above = x[m + i] - box[columns + m + i];
            const float outside = below > above ? below : above;
            const float apart = outside > 0.0F ? outside : 0.0F;
            sums[i] += apart * apart;
        }
    }
    return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
}

GENRELENS_CLONES
std::array<float, 2> distancesToBoxes(const float *a, const float *b, const float *x, std::size_t columns)
{
    return {distanceToBox(a, x, columns), distanceToBox(b, x, columns)};
}

// The feature with the largest variance among some of these rows, the first of equals.
std::size_t widestFeature(const Features &features, std::span<const std::uint32_t> rows)
{
    const std::size_t step = (rows.size() + sampledRows - 1) / sampledRows;
    std::size_t widest = 0;
    double largest = -1.0;
    for (std::size_t m = 0; m < features.columns(); ++m) {
        const auto first = static_cast<double>(features.row(rows[0])[m]);
        double sum = 0.0;
        double squares = 0.0;
        double count = 0.0;
        for (std::size_t i = 0; i < rows.size(); i += step) {
            const double apart = static_cast<double>(features.row(rows[i])[m]) - first;
            sum += apart;
            squares += apart * apart;
            count += 1.0;
        }
        const double variance = squares / count - sum / count * (sum / count);
        if (variance > largest) {
            largest = variance;
            widest = m;
        }
    }
    return widest;
}

} // namespace

// The nearest rows so far, as a heap with the farthest on top.
struct NeighbourIndex::Query {
    std::vector<float> x; // filled up
    std::span<const float> given;
    std::size_t k = 0;
    double slack = 1.0; // how much too large a distance in float may come out
    std::vector<Neighbour> &found;

    // No row at a larger distance in float can be one of the nearest.
    float limit = std::numeric_limits<float>::infinity();

    [[nodiscard]] bool isFull() const { return found.size() == k; }
    void offer(const Neighbour &neighbour)
    {
        if (isFull()) {
            if (!(neighbour < found.front()))
                return;
            std::pop_heap(found.begin(), found.end());
            found.pop_back();
        }
        found.push_back(neighbour);
        std::push_heap(found.begin(), found.end());
        if (isFull())
            setLimit();
    }
    void setLimit()
    {
        using Float = std::numeric_limits<float>;
        const double room = found.front().squared * slack + static_cast<double>(Float::min());
        limit = room < static_cast<double>(Float::max()) ? static_cast<float>(room) : Float::infinity();
    }
};

Result<NeighbourIndex> NeighbourIndex::build(const Features &features, std::span<const std::uint32_t> rows,
                                             Progress &progress)
{
    NeighbourIndex index;
    index.m_size = rows.size();
    index.m_columns = (features.columns() + 7) / 8 * 8;
    index.m_rows.assign(rows.begin(), rows.end());
    const std::size_t tiles = (rows.size() + lanes - 1) / lanes;
    index.m_values.assign(tiles * index.m_columns * lanes, 0.0F);
    if (tiles > 0 && !index.addNode(features, 0, tiles, progress))
        return Error::cancelled();
    return index;
}

// Makes the node over these tiles and all below it; false when cancelled. As deep as the logarithm of tiles.
bool NeighbourIndex::addNode(const Features &features, std::size_t firstTile, std::size_t endTile,
                             const Progress &progress)
{
    if (progress.cancelled())
        return false;
    const std::size_t number = m_nodes.size();
    m_nodes.push_back({static_cast<std::uint32_t>(firstTile), static_cast<std::uint32_t>(endTile), 0, 0});
    m_boxes.resize(m_boxes.size() + 2 * m_columns, 0.0F);
    if (endTile - firstTile == 1) {
        fillTile(features, firstTile);
    } else {
        const std::size_t middle = firstTile + (endTile - firstTile) / 2;
        const auto begin = m_rows.begin() + static_cast<std::ptrdiff_t>(firstTile * lanes);
        const auto end = m_rows.begin() + static_cast<std::ptrdiff_t>(std::min(endTile * lanes, m_size));
        const std::size_t m = widestFeature(features, {begin, end});
        std::nth_element(begin, m_rows.begin() + static_cast<std::ptrdiff_t>(middle * lanes), end,
                         [&](std::uint32_t a, std::uint32_t b) {
                             const float x = features.row(a)[m];
                             const float y = features.row(b)[m];
                             return x != y ? x < y : a < b;
                         });
        if (!addNode(features, firstTile, middle, progress))
            return false;
        m_nodes[number].right = static_cast<std::uint32_t>(m_nodes.size());
        if (!addNode(features, middle, endTile, progress))
            return false;
    }
    setBox(number);
    return true;
}

// The last tile is filled up with its last row, which then must not be found again.
void NeighbourIndex::fillTile(const Features &features, std::size_t tile)
{
    const std::size_t begin = tile * lanes;
    const std::size_t end = std::min(begin + lanes, m_size);
    std::sort(m_rows.begin() + static_cast<std::ptrdiff_t>(begin),
              m_rows.begin() + static_cast<std::ptrdiff_t>(end));
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        const std::span<const float> x = features.row(m_rows[std::min(begin + lane, end - 1)]);
        for (std::size_t m = 0; m < x.size(); ++m)
            m_values[(tile * m_columns + m) * lanes + lane] = x[m];
    }
}

void NeighbourIndex::setBox(std::size_t node)
{
    float *least = m_boxes.data() + node * 2 * m_columns;
    float *largest = least + m_columns;
    if (const std::size_t right = m_nodes[node].right; right > 0) {
        const float *boxA = box(node + 1);
        const float *boxB = box(right);
        for (std::size_t m = 0; m < m_columns; ++m) {
            least[m] = std::min(boxA[m], boxB[m]);
            largest[m] = std::max(boxA[m + m_columns], boxB[m + m_columns]);
        }
        m_nodes[node].lowestRow = std::min(m_nodes[node + 1].lowestRow, m_nodes[right].lowestRow);
        return;
    }
    const std::size_t tile = m_nodes[node].firstTile;
    for (std::size_t m = 0; m < m_columns; ++m) {
        const float *values = m_values.data() + (tile * m_columns + m) * lanes;
        const auto [low, high] = std::minmax_element(values, values + lanes);
        least[m] = *low;
        largest[m] = *high;
    }
    m_nodes[node].lowestRow = m_rows[tile * lanes];
}

void NeighbourIndex::searchTile(std::size_t tile, Query &query) const
{
    std::array<float, lanes> sums;
    const float *values = m_values.data() + tile * m_columns * lanes;
    if (countWithin(values, query.x.data(), m_columns, query.limit, sums.data()) == 0)
        return;
    const std::size_t rows = std::min(lanes, m_size - tile * lanes);
    for (std::size_t lane = 0; lane < rows; ++lane) {
        if (!(sums[lane] <= query.limit))
            continue;
        double squared = 0.0;
        for (std::size_t m = 0; m < query.given.size(); ++m) {
            const double apart =
                static_cast<double>(values[m * lanes + lane]) - static_cast<double>(query.given[m]);
            squared += apart * apart;
        }
        query.offer({squared, m_rows[tile * lanes + lane]});
    }
}

void NeighbourIndex::nearest(std::span<const float> query, std::size_t k, std::vector<Neighbour> &found) const
{
    found.clear();
    if (k == 0 || m_size == 0)
        return;
    // Each of the sum's terms and additions is off by at most half a unit in the last place.
    const double slack =
        1.0 + static_cast<double>(m_columns + 8) * static_cast<double>(std::numeric_limits<float>::epsilon());
    Query state{std::vector<float>(m_columns, 0.0F), query, std::min(k, m_size), slack, found};
    std::copy(query.begin(), query.end(), state.x.begin());

    struct Waiting {
        float distance;
        std::uint32_t node;
    };
    std::array<Waiting, 128> waiting; // no deeper than the tree, which halves
    std::size_t count = 0;
    waiting[count++] = {0.0F, 0};
    while (count > 0) {
        const Waiting next = waiting[--count];
        const Node &node = m_nodes[next.node];
        if (next.distance > state.limit)
            continue;
        // Among equals at distance 0, which there may be many of, lower rows only are of interest.
        if (state.isFull() && found.front().squared == 0.0 && node.lowestRow > found.front().row)
            continue;
        if (node.right == 0) {
            searchTile(node.firstTile, state);
            continue;
        }
        const std::uint32_t halves[] = {next.node + 1, node.right};
        const std::array<float, 2> distances =
            distancesToBoxes(box(halves[0]), box(halves[1]), state.x.data(), m_columns);
        const std::size_t nearer = distances[1] < distances[0] ? 1 : 0;
        waiting[count++] = {distances[1 - nearer], halves[1 - nearer]};
        waiting[count++] = {distances[nearer], halves[nearer]};
    }
    std::sort_heap(found.begin(), found.end());
}

} // namespace genrelens
