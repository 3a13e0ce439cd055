#include "core/neighbours/box_search_state.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <utility>

namespace genrelens
{

namespace
{

using Float = std::numeric_limits<float>;

constexpr std::size_t steps = 16; // of distances that waiting leaves are told apart by

float distanceOf(BoxSearchState::Candidate candidate)
{
    return std::bit_cast<float>(static_cast<std::uint32_t>(candidate >> 32U));
}

double exactDistance(std::span<const float> a, std::span<const float> b, BoxDistance distance)
{
    double sum = 0.0;
    if (distance == BoxDistance::Squares)
        for (std::size_t m = 0; m < a.size(); ++m) {
            const double apart = static_cast<double>(a[m]) - static_cast<double>(b[m]);
            sum += apart * apart;
        }
    else
        for (std::size_t m = 0; m < a.size(); ++m)
            sum += std::abs(static_cast<double>(a[m]) - static_cast<double>(b[m]));
    return sum;
}

} // namespace

// Each of a sum's terms and additions is off by at most half a unit in the last place; of two sums that are
// compared, one may be too large and the other too small.
BoxSearchState::BoxSearchState(const BoxTree &searched, std::size_t neighbours, BoxDistance summed)
    : tree(searched)
    , k(neighbours)
    , distance(summed)
    , slack(1.0F + 2.0F * static_cast<float>(searched.columns() + 8) * Float::epsilon())
    , room(2 * neighbours + BoxTree::lanes)
    , candidates(room + BoxTree::lanes)
{
}

void BoxSearchState::start(std::size_t newPlace)
{
    place = newPlace;
    count = 0;
    limit = Float::infinity();
    lastTwin = std::numeric_limits<std::uint32_t>::max();
}

void BoxSearchState::tighten()
{
    Candidate *first = candidates.data();
    std::nth_element(first, first + (k - 1), first + count);
    limit = distanceOf(first[k - 1]) * slack + Float::min();
    count = static_cast<std::size_t>(
        std::partition(first + k, first + count,
                       [&](Candidate candidate) { return distanceOf(candidate) <= limit; }) -
        first);
    if (count > room - room / 4)
        settle(); // many are equally near
}

void BoxSearchState::settle()
{
    nearest.clear();
    for (std::size_t i = 0; i < count; ++i) {
        const auto other = static_cast<std::uint32_t>(candidates[i]);
        nearest.push_back({exactDistance(tree.values(other), tree.values(place), distance), other});
    }
    // Ordered by rows, but kept by places.
    std::sort(nearest.begin(), nearest.end(), [&](const Neighbour &a, const Neighbour &b) {
        return a.squared != b.squared ? a.squared < b.squared : tree.row(a.row) < tree.row(b.row);
    });
    nearest.resize(std::min(k, count));
    count = nearest.size();
    for (std::size_t i = 0; i < count; ++i)
        candidates[i] = candidateOf(static_cast<float>(nearest[i].squared), nearest[i].row);
    if (count == k && nearest.back().squared == 0.0)
        lastTwin = tree.row(nearest.back().row);
}

void BoxSearchState::finish()
{
    settle();
    for (Neighbour &neighbour : nearest)
        neighbour.row = tree.row(neighbour.row);
}

void BoxSearchState::orderWaiting()
{
    if (limit <= Float::min()) {
        const auto lowestRow = [&](const Waiting &one) { return tree.lowestRow(one.group); };
        std::sort(waiting.begin(), waiting.end(),
                  [&](const Waiting &a, const Waiting &b) { return lowestRow(a) < lowestRow(b); });
        return;
    }
    const float scale = static_cast<float>(steps) / limit;
    const auto stepOf = [&](const Waiting &one) {
        return std::min(static_cast<std::size_t>(one.distance * scale), steps - 1);
    };
    std::array<std::size_t, steps + 1> begins{};
    for (const Waiting &one : waiting)
        ++begins[stepOf(one) + 1];
    for (std::size_t step = 0; step < steps; ++step)
        begins[step + 1] += begins[step];
    ordered.resize(waiting.size());
    for (const Waiting &one : waiting)
        ordered[begins[stepOf(one)]++] = one;
    std::swap(waiting, ordered);
}

} // namespace genrelens
