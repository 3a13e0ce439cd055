#include "widgets/plots/swarm_layout.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace genrelens
{

namespace
{

constexpr double columnsPerPoint = 6;
constexpr double cellsPerPoint = 4;
constexpr double mostColumns = 1 << 16;
constexpr double leastDiameter = 1.6;
constexpr double mostDiameter = 4.5;
constexpr double filled = 0.35;   // of a row by its points
constexpr double looseness = 1.0; // half of the height of a stack of points, by their number and diameter
constexpr double keptShare = 0.5; // of the height, up to which a pressed swarm keeps its form
constexpr int none = std::numeric_limits<int>::max();

/// Which middles of points are free: a row of cells, upright, for each of many narrow columns.
class Room
{
public:
    Room(double first, double last, double halfHeight, double diameter)
        : m_first(first)
        , m_step(std::max(diameter / columnsPerPoint, (last - first) / mostColumns))
        , m_cell(diameter / cellsPerPoint)
        , m_most(std::max(0, static_cast<int>((halfHeight - diameter / 2) / m_cell)))
        , m_words(static_cast<std::size_t>(2 * m_most + 1) / 64 + 1)
        , m_columns(static_cast<std::size_t>((last - first) / m_step) + 1)
        , m_taken(m_columns * m_words)
    {
        // Points of columns that are so far apart may be nearer to each other by one column's width.
        for (int apart = 0;; ++apart) {
            const double along = std::max(0, apart - 1) * m_step;
            if (along >= diameter)
                break;
            const double upright = std::sqrt(diameter * diameter - along * along) / m_cell;
            m_reach.push_back(static_cast<int>(std::ceil(upright)) - 1);
        }
    }

    [[nodiscard]] std::size_t columns() const { return m_columns; }
    [[nodiscard]] double step() const { return m_step; }
    [[nodiscard]] double cell() const { return m_cell; }
    [[nodiscard]] int most() const { return m_most; }
    [[nodiscard]] std::size_t column(double along) const
    {
        return std::min(m_columns - 1, static_cast<std::size_t>((along - m_first) / m_step));
    }
    void clear() { std::fill(m_taken.begin(), m_taken.end(), 0); }

    /// The free cell next to the middle, counted from there; of two the one on the side that is asked for.
    [[nodiscard]] int nearest(std::size_t column, bool above) const
    {
        const int up = freeAbove(column);
        const int down = freeBelow(column);
        if (up == none && down == none)
            return none;
        return up < down || (up == down && above) ? up : -down;
    }

    void take(std::size_t column, int cell)
    {
        for (int apart = 0; apart < static_cast<int>(m_reach.size()); ++apart) {
            const int reach = m_reach[static_cast<std::size_t>(apart)];
            const auto by = static_cast<std::size_t>(apart);
            if (column >= by)
                block(column - by, cell - reach, cell + reach);
            if (apart > 0 && column + by < m_columns)
                block(column + by, cell - reach, cell + reach);
        }
    }

private:
    void block(std::size_t column, int from, int to)
    {
        const auto first = static_cast<std::size_t>(std::max(from, -m_most) + m_most);
        const auto last = static_cast<std::size_t>(std::min(to, m_most) + m_most);
        for (std::size_t word = first / 64; word <= last / 64; ++word) {
            std::uint64_t bits = ~std::uint64_t(0);
            if (word == first / 64)
                bits <<= first % 64;
            if (word == last / 64)
                bits &= ~std::uint64_t(0) >> (63 - last % 64);
            m_taken[column * m_words + word] |= bits;
        }
    }
    [[nodiscard]] int freeAbove(std::size_t column) const
    {
        const auto middle = static_cast<std::size_t>(m_most);
        for (std::size_t word = middle / 64; word < m_words; ++word) {
            std::uint64_t taken = m_taken[column * m_words + word];
            if (word == middle / 64)
                taken |= (std::uint64_t(1) << (middle % 64)) - 1;
            if (~taken == 0)
                continue;
            const int cell = static_cast<int>(word * 64) + std::countr_one(taken) - m_most;
            return cell <= m_most ? cell : none;
        }
        return none;
    }
    [[nodiscard]] int freeBelow(std::size_t column) const
    {
        const auto middle = static_cast<std::size_t>(m_most);
        for (std::size_t word = middle / 64 + 1; word-- > 0;) {
            std::uint64_t taken = m_taken[column * m_words + word];
            if (word == middle / 64 && middle % 64 != 63)
                taken |= ~std::uint64_t(0) << (middle % 64 + 1);
            if (~taken != 0)
                return m_most - (static_cast<int>(word * 64) + 63 - std::countl_one(taken));
        }
        return none;
    }

    double m_first;
    double m_step;
    double m_cell;
    int m_most; // cells to either side of the middle
    std::size_t m_words;
    std::size_t m_columns;
    std::vector<std::uint64_t> m_taken;
    std::vector<int> m_reach; // cells that a point takes of a column so far apart, to either side
};

// The mean of each with those so far to both sides.
std::vector<double> smoothed(const std::vector<double> &values, std::size_t reach)
{
    std::vector<double> sums(values.size() + 1, 0.0);
    for (std::size_t i = 0; i < values.size(); ++i)
        sums[i + 1] = sums[i] + values[i];
    std::vector<double> means(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::size_t from = i - std::min(i, reach);
        const std::size_t to = std::min(values.size(), i + reach + 1);
        means[i] = (sums[to] - sums[from]) / static_cast<double>(2 * reach + 1);
    }
    return means;
}

// How far the points of each column may go from the middle when there is no room for all.
std::vector<double> pressed(std::span<const float> along, const Room &room, double height, double diameter)
{
    std::vector<double> counts(room.columns(), 0.0);
    for (const float x : along)
        if (!std::isnan(x))
            counts[room.column(x)] += 1.0;
    const auto reach = static_cast<std::size_t>(columnsPerPoint / 2);
    std::vector<double> limits = smoothed(smoothed(counts, reach), reach);
    const double perPoint = looseness * diameter * diameter / room.step();
    double highest = 0.0;
    for (double &limit : limits) {
        limit = limit * perPoint + diameter / 2;
        highest = std::max(highest, limit);
    }
    const double kept = keptShare * height;
    for (double &limit : limits) {
        if (highest <= height || height <= 0.0)
            limit = height;
        else if (limit > kept)
            limit = kept + (height - kept) * std::log(limit / kept) / std::log(highest / kept);
    }
    return limits;
}

// Points of golden steps are evenly spread however many there are.
double spread(std::uint32_t index)
{
    return static_cast<double>(index * 2654435769U) / 4294967296.0 * 2.0 - 1.0;
}

/// Places all; those without room are left NaN, or with limits lie over others.
bool place(std::span<const float> along, Room &room, const std::vector<double> &limits,
           std::vector<float> &offsets)
{
    bool all = true;
    std::vector<std::uint32_t> over(limits.empty() ? 0 : room.columns());
    for (std::size_t i = 0; i < along.size(); ++i) {
        if (std::isnan(along[i]))
            continue;
        const std::size_t column = room.column(along[i]);
        const int cell = room.nearest(column, i % 2 == 0);
        const double limit = limits.empty() ? std::numeric_limits<double>::max() : limits[column];
        if (cell != none && std::abs(cell) * room.cell() <= limit) {
            room.take(column, cell);
            offsets[i] = static_cast<float>(cell * room.cell());
            continue;
        }
        all = false;
        if (limits.empty())
            return false;
        const std::uint32_t index = over[column]++ + static_cast<std::uint32_t>(column) * 7919U;
        offsets[i] = static_cast<float>(spread(index) * limit);
    }
    return all;
}

} // namespace

Swarm layOutSwarm(std::span<const float> along, double halfHeight, double diameter)
{
    Swarm swarm;
    swarm.offsets.assign(along.size(), 0.0F);
    float first = std::numeric_limits<float>::max();
    float last = std::numeric_limits<float>::lowest();
    for (const float x : along)
        if (!std::isnan(x)) {
            first = std::min(first, x);
            last = std::max(last, x);
        }
    if (first > last || !(diameter > 0.0))
        return swarm;
    Room room(first, last, halfHeight, diameter);
    if (place(along, room, {}, swarm.offsets))
        return swarm;
    const double height = room.most() * room.cell();
    const std::vector<double> limits = pressed(along, room, height, diameter);
    room.clear();
    swarm.crowded = !place(along, room, limits, swarm.offsets);
    return swarm;
}

double swarmDiameter(std::size_t points, double width, double height)
{
    const double room = filled * std::max(width, 1.0) * std::max(height, 1.0);
    return std::clamp(std::sqrt(room / static_cast<double>(std::max<std::size_t>(points, 1))), leastDiameter,
                      mostDiameter);
}

} // namespace genrelens
