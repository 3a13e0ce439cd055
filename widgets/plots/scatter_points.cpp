#include "widgets/plots/scatter_points.h"

#include "core/base/parallel.h"

#include <array>
#include <bit>
#include <cmath>
#include <limits>

namespace genrelens
{

namespace
{

constexpr std::size_t patchSize = 32; // points whose density is taken together

// Rises as the number does.
std::uint32_t ordered(float number)
{
    const auto bits = std::bit_cast<std::uint32_t>(number + 0.0F); // -0 is 0
    return bits >> 31 != 0 ? ~bits : bits | 0x80000000U;
}

// By the upper half of the keys; those that are equal keep their order.
void sortByUpperHalf(std::vector<std::uint64_t> &keys)
{
    constexpr int digit = 11;
    std::vector<std::uint64_t> other(keys.size());
    for (int shift = 32; shift < 64; shift += digit) {
        std::array<std::uint32_t, (1U << digit) + 1> starts{};
        const auto digitOf = [&](std::uint64_t key) { return (key >> shift) & ((1U << digit) - 1); };
        for (const std::uint64_t key : keys)
            ++starts[digitOf(key) + 1];
        for (std::size_t i = 1; i < starts.size(); ++i)
            starts[i] += starts[i - 1];
        for (const std::uint64_t key : keys)
            other[starts[digitOf(key)]++] = key;
        keys.swap(other);
    }
}

std::size_t stripSize(std::size_t points)
{
    return std::max<std::size_t>(64, static_cast<std::size_t>(std::sqrt(static_cast<double>(points))));
}

} // namespace

ScatterPoints::ScatterPoints(std::span<const MapPoint> points)
{
    std::vector<std::uint64_t> keys;
    keys.reserve(points.size());
    for (std::size_t row = 0; row < points.size(); ++row) {
        if (isFinite(points[row]))
            keys.push_back(std::uint64_t(ordered(points[row].y)) << 32 | row);
    }
    sortByUpperHalf(keys);
    m_xs.resize(keys.size());
    m_ys.resize(keys.size());
    m_rows.resize(keys.size());
    m_codes.resize(keys.size());
    const std::size_t height = stripSize(keys.size());
    m_strips.resize((keys.size() + height - 1) / height);
    parallelBlocks(keys.size(), height, [&](std::size_t begin, std::size_t end) {
        const auto yOf = [&](std::size_t place) { return points[keys[place] & 0xffffffffU].y; };
        m_strips[begin / height] = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end),
                                    yOf(begin), yOf(end - 1)};
        for (std::size_t i = begin; i < end; ++i) {
            const std::uint64_t row = keys[i] & 0xffffffffU;
            keys[i] = std::uint64_t(ordered(points[row].x)) << 32 | row;
        }
        std::sort(keys.begin() + static_cast<std::ptrdiff_t>(begin),
                  keys.begin() + static_cast<std::ptrdiff_t>(end));
        for (std::size_t i = begin; i < end; ++i) {
            m_rows[i] = static_cast<std::uint32_t>(keys[i]);
            m_xs[i] = points[m_rows[i]].x;
            m_ys[i] = points[m_rows[i]].y;
        }
    });
    findPatches();
}

void ScatterPoints::findPatches()
{
    m_patches.clear();
    m_firstPatch.assign(1, 0);
    for (const Strip &strip : m_strips) {
        for (std::size_t begin = strip.begin; begin < strip.end; begin += patchSize) {
            const std::size_t end = std::min<std::size_t>(strip.end, begin + patchSize);
            const float width = m_xs[end - 1] - m_xs[begin];
            const float area = width * (strip.top - strip.bottom);
            m_patches.push_back({m_xs[begin], m_xs[end - 1], static_cast<float>(end - begin) / area});
        }
        m_firstPatch.push_back(static_cast<std::uint32_t>(m_patches.size()));
    }
}

void ScatterPoints::setCodes(const std::vector<std::uint16_t> &codes)
{
    if (codes.empty())
        std::fill(m_codes.begin(), m_codes.end(), std::uint16_t(0));
    else
        std::transform(m_rows.begin(), m_rows.end(), m_codes.begin(),
                       [&](std::uint32_t row) { return codes[row]; });
}

ScatterPoints ScatterPoints::only(const std::vector<std::uint8_t> &kept) const
{
    ScatterPoints part;
    const auto count = static_cast<std::size_t>(
        std::count_if(kept.begin(), kept.end(), [](std::uint8_t keeps) { return keeps != 0; }));
    part.m_xs.reserve(count);
    part.m_ys.reserve(count);
    part.m_rows.reserve(count);
    part.m_codes.reserve(count);
    for (const Strip &strip : m_strips) {
        const auto begin = static_cast<std::uint32_t>(part.size());
        Strip of{begin, begin, std::numeric_limits<float>::max(), std::numeric_limits<float>::lowest()};
        for (std::size_t i = strip.begin; i < strip.end; ++i) {
            if (kept[i] == 0)
                continue;
            part.m_xs.push_back(m_xs[i]);
            part.m_ys.push_back(m_ys[i]);
            part.m_rows.push_back(m_rows[i]);
            part.m_codes.push_back(m_codes[i]);
            of.bottom = std::min(of.bottom, m_ys[i]);
            of.top = std::max(of.top, m_ys[i]);
        }
        of.end = static_cast<std::uint32_t>(part.size());
        if (of.begin < of.end)
            part.m_strips.push_back(of);
    }
    part.findPatches();
    return part;
}

std::vector<ScatterPoints::Strip>::const_iterator ScatterPoints::stripsFrom(double bottom) const
{
    return std::partition_point(m_strips.begin(), m_strips.end(),
                                [&](const Strip &strip) { return static_cast<double>(strip.top) < bottom; });
}

std::pair<std::uint32_t, std::uint32_t> ScatterPoints::runOf(const Strip &strip, double left,
                                                             double right) const
{
    const auto first = m_xs.begin() + strip.begin;
    const auto last = m_xs.begin() + strip.end;
    const auto from =
        std::partition_point(first, last, [&](float x) { return static_cast<double>(x) < left; });
    const auto to =
        std::partition_point(from, last, [&](float x) { return static_cast<double>(x) <= right; });
    return {static_cast<std::uint32_t>(from - m_xs.begin()), static_cast<std::uint32_t>(to - m_xs.begin())};
}

std::optional<std::uint32_t> ScatterPoints::nearestRow(const QPointF &place, double reach) const
{
    std::optional<std::uint32_t> nearest;
    double least = reach * reach;
    const MapBounds box{place.x() - reach, place.y() - reach, place.x() + reach, place.y() + reach};
    forRunsIn(box, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const double x = static_cast<double>(m_xs[i]) - place.x();
            const double y = static_cast<double>(m_ys[i]) - place.y();
            const double squared = x * x + y * y;
            if (squared < least || (squared <= least && (!nearest || m_rows[i] < *nearest))) {
                least = squared;
                nearest = m_rows[i];
            }
        }
    });
    return nearest;
}

double ScatterPoints::density(const MapBounds &seen, double quantile) const
{
    std::vector<float> densities;
    for (auto strip = stripsFrom(seen.bottom);
         strip != m_strips.end() && static_cast<double>(strip->bottom) <= seen.top; ++strip) {
        const auto index = static_cast<std::size_t>(strip - m_strips.begin());
        for (std::size_t i = m_firstPatch[index]; i < m_firstPatch[index + 1]; ++i) {
            if (std::isfinite(m_patches[i].density) && static_cast<double>(m_patches[i].right) >= seen.left &&
                static_cast<double>(m_patches[i].left) <= seen.right)
                densities.push_back(m_patches[i].density);
        }
    }
    if (densities.empty())
        return 0.0;
    const auto place =
        densities.begin() + static_cast<std::ptrdiff_t>(quantile * static_cast<double>(densities.size() - 1));
    std::nth_element(densities.begin(), place, densities.end());
    return static_cast<double>(*place);
}

} // namespace genrelens
