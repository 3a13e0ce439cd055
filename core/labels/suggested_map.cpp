#include "core/labels/suggested_map.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace genrelens
{

namespace
{

struct Group {
    std::vector<std::size_t> genres;
    std::size_t tracks = 0;
    std::optional<std::size_t> heir; ///< the present super-genre that it takes over
};

struct Overlap {
    std::size_t group = 0;
    std::size_t superGenre = 0;
    std::size_t tracks = 0;
};

std::vector<Group> groupsOf(const LabelSet &genres, std::span<const std::int32_t> groupOf)
{
    std::vector<Group> groups;
    for (std::size_t g = 0; g < groupOf.size(); ++g) {
        const auto group = static_cast<std::size_t>(groupOf[g]);
        groups.resize(std::max(groups.size(), group + 1));
        groups[group].genres.push_back(g);
        groups[group].tracks += genres.counts()[g];
    }
    std::stable_sort(groups.begin(), groups.end(),
                     [](const Group &a, const Group &b) { return a.tracks > b.tracks; });
    return groups;
}

void findHeirs(std::vector<Group> &groups, const LabelSet &genres, const GenreMap &present)
{
    std::unordered_map<std::string_view, std::size_t> superGenreOf;
    for (std::size_t s = 0; s < present.superGenres.size(); ++s)
        for (const std::string &genre : present.superGenres[s].genres)
            superGenreOf.emplace(genre, s);
    std::vector<Overlap> overlaps;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        std::map<std::size_t, std::size_t> shared;
        for (const std::size_t g : groups[i].genres) {
            const auto found = superGenreOf.find(genres.classes()[g]);
            if (found == superGenreOf.end())
                continue;
            shared[found->second] += genres.counts()[g];
        }
        for (const auto &[superGenre, tracks] : shared)
            overlaps.push_back({i, superGenre, tracks});
    }
    std::stable_sort(overlaps.begin(), overlaps.end(),
                     [](const Overlap &a, const Overlap &b) { return a.tracks > b.tracks; });
    std::vector<bool> taken(present.superGenres.size(), false);
    for (const Overlap &overlap : overlaps) {
        Group &group = groups[overlap.group];
        // A group that is mostly something else would bear a name that misleads.
        if (group.heir || taken[overlap.superGenre] || 2 * overlap.tracks <= group.tracks)
            continue;
        group.heir = overlap.superGenre;
        taken[overlap.superGenre] = true;
    }
}

std::size_t mostTypical(const Group &group, const WeightedPoints &points)
{
    std::vector<double> mean(points.columns, 0.0);
    double weight = 0.0;
    for (const std::size_t g : group.genres) {
        weight += points.weights[g];
        for (std::size_t c = 0; c < points.columns; ++c)
            mean[c] += points.weights[g] * points.point(g)[c];
    }
    std::size_t typical = group.genres.front();
    double smallest = std::numeric_limits<double>::infinity();
    for (const std::size_t g : group.genres) {
        double square = 0.0;
        for (std::size_t c = 0; c < points.columns; ++c) {
            const double apart = points.point(g)[c] - (weight > 0.0 ? mean[c] / weight : 0.0);
            square += apart * apart;
        }
        if (square < smallest) {
            smallest = square;
            typical = g;
        }
    }
    return typical;
}

// The name, or with a number what nobody is called yet.
std::string freshName(const std::string &name, const std::set<std::string> &taken)
{
    std::string fresh = name;
    for (int i = 2; taken.contains(fresh); ++i)
        fresh = name + ' ' + std::to_string(i);
    return fresh;
}

} // namespace

GenreMap suggestedMap(const LabelSet &genres, std::span<const std::int32_t> groupOf,
                      const WeightedPoints &points, const GenreMap &present)
{
    std::vector<Group> groups = groupsOf(genres, groupOf);
    findHeirs(groups, genres, present);
    std::set<std::string> taken{std::string(unmappedClassName)};
    for (const Group &group : groups)
        if (group.heir)
            taken.insert(present.superGenres[*group.heir].name);
    const std::unordered_set<std::string_view> known(genres.classes().begin(), genres.classes().end());
    GenreMap map{present.name, {}, present.unmappedIsClass};
    for (const Group &group : groups) {
        SuperGenre made;
        for (const std::size_t g : group.genres)
            made.genres.push_back(genres.classes()[g]);
        if (group.heir) {
            const SuperGenre &heir = present.superGenres[*group.heir];
            made.name = heir.name;
            made.colour = heir.colour;
            for (const std::string &genre : heir.genres)
                if (!known.contains(genre))
                    made.genres.push_back(genre);
        } else {
            const std::string &typical = genres.classes()[mostTypical(group, points)];
            made.name = freshName(group.genres.size() > 1 ? typical + " & co." : typical, taken);
            taken.insert(made.name);
        }
        map.superGenres.push_back(std::move(made));
    }
    return map;
}

} // namespace genrelens
