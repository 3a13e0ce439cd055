#include "core/labels/cut_quality.h"

#include "core/labels/label_set.h"

#include <algorithm>
#include <numeric>

namespace genrelens
{

namespace
{

double ratio(std::uint64_t part, std::uint64_t whole)
{
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole)
                     : std::numeric_limits<double>::quiet_NaN();
}

// Held-out and learned tracks of each genre or group of genres.
struct Group {
    std::uint64_t judged = 0;
    std::uint64_t learned = 0;
};

// Of the tracks that were judged, those of the group with most tracks to learn from, the first of equals.
std::uint64_t ofMajority(std::span<const Group> groups)
{
    const auto largest = std::max_element(
        groups.begin(), groups.end(), [](const Group &a, const Group &b) { return a.learned < b.learned; });
    return largest == groups.end() ? 0 : largest->judged;
}

std::uint64_t learnedOf(std::span<const std::uint64_t> row, std::size_t tracks)
{
    const std::uint64_t judged = std::accumulate(row.begin(), row.end(), std::uint64_t{0});
    return tracks > judged ? tracks - judged : 0;
}

} // namespace

CutQuality foldedQuality(std::span<const std::uint64_t> confusion, std::span<const std::size_t> tracks,
                         std::span<const std::int32_t> groupOf)
{
    const std::size_t genres = tracks.size();
    std::vector<Group> groups;
    std::uint64_t right = 0;
    std::uint64_t judged = 0;
    for (std::size_t g = 0; g < genres; ++g) {
        if (groupOf[g] == unlabelled)
            continue;
        const auto own = static_cast<std::size_t>(groupOf[g]);
        groups.resize(std::max(groups.size(), own + 1));
        const auto row = confusion.subspan(g * genres, genres);
        groups[own].learned += learnedOf(row, tracks[g]);
        for (std::size_t p = 0; p < genres; ++p) {
            if (groupOf[p] == unlabelled)
                continue;
            groups[own].judged += row[p];
            judged += row[p];
            right += groupOf[p] == groupOf[g] ? row[p] : 0;
        }
    }
    return {groups.size(), ratio(right, judged), ratio(ofMajority(groups), judged), judged};
}

// From one genre a group upwards: a merge makes right what the two groups were mistaken for each other.
std::vector<CutQuality> cutQualities(const MergeTree &tree, std::span<const std::uint64_t> confusion,
                                     std::span<const std::size_t> tracks)
{
    const std::size_t genres = tracks.size();
    std::vector<std::uint64_t> counts(confusion.begin(), confusion.end());
    std::vector<Group> groups(genres);
    std::vector<std::size_t> rowOf(tree.leaves + tree.merges.size());
    std::iota(rowOf.begin(), rowOf.end(), std::size_t{0});
    std::uint64_t right = 0;
    std::uint64_t judged = 0;
    for (std::size_t g = 0; g < genres; ++g) {
        const auto row = confusion.subspan(g * genres, genres);
        groups[g] = {std::accumulate(row.begin(), row.end(), std::uint64_t{0}), learnedOf(row, tracks[g])};
        right += row[g];
        judged += groups[g].judged;
    }
    std::vector<CutQuality> qualities;
    for (std::size_t i = 0; tree.leaves - i >= 2; ++i) {
        qualities.push_back(
            {tree.leaves - i, ratio(right, judged), ratio(ofMajority(groups), judged), judged});
        const std::size_t into = rowOf[tree.merges[i].left];
        const std::size_t gone = rowOf[tree.merges[i].right];
        rowOf[tree.leaves + i] = into;
        right += counts[into * genres + gone] + counts[gone * genres + into];
        for (std::size_t c = 0; c < genres; ++c) {
            counts[into * genres + c] += counts[gone * genres + c];
            counts[gone * genres + c] = 0;
        }
        for (std::size_t r = 0; r < genres; ++r) {
            counts[r * genres + into] += counts[r * genres + gone];
            counts[r * genres + gone] = 0;
        }
        groups[into] = {groups[into].judged + groups[gone].judged,
                        groups[into].learned + groups[gone].learned};
        groups[gone] = {};
    }
    std::reverse(qualities.begin(), qualities.end());
    return qualities;
}

} // namespace genrelens
