#include "core/cluster/cluster_words.h"

#include "core/table/column_names.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <string_view>

namespace genrelens
{

namespace
{

struct FeatureWords {
    std::string_view measure;
    std::string_view high;
    std::string_view low;
};

// Keys are left to "high" and "low": their numbers go round.
constexpr std::array<FeatureWords, 14> knownWords{
    {{"popularity", "popular", "little known"},
     {"duration", "long", "short"},
     {"explicit", "explicit", "clean"},
     {"danceability", "danceable", "hardly danceable"},
     {"energy", "energetic", "calm"},
     {"loudness", "loud", "quiet"},
     {"mode", "major", "minor"},
     {"speechiness", "spoken", "little speech"},
     {"acousticness", "acoustic", "electric"},
     {"instrumentalness", "instrumental", "vocal"},
     {"liveness", "live", "studio"},
     {"valence", "cheerful", "sad"},
     {"tempo", "fast", "slow"},
     {"time_signature", "many beats a bar", "few beats a bar"}}};

std::string wordOf(const std::string &feature, bool high)
{
    const std::string_view measure = measureOf(feature).value_or("");
    for (const FeatureWords &known : knownWords)
        if (known.measure == measure)
            return std::string(high ? known.high : known.low);
    return (high ? "high " : "low ") + feature;
}

/// The words of one cluster, the most telling first, and how many of them are its name.
struct Wording {
    std::vector<std::string> words;
    std::size_t used = 0;
    bool empty = false;

    [[nodiscard]] std::string name() const
    {
        if (used == 0)
            return empty ? "empty" : "average";
        std::string text = words[0];
        for (std::size_t i = 1; i < used; ++i)
            text += (i + 1 < used ? ", " : " & ") + words[i];
        return text;
    }
};

Wording wordingOf(std::span<const std::string> features, const ClusterProfile &profile,
                  const ClusterWordsOptions &options)
{
    Wording wording;
    wording.empty = profile.rows == 0;
    for (const ClusterTrait &trait : profile.traits) {
        const double size = std::abs(trait.difference);
        if (!(size > 0.0))
            break; // the others have none either
        const bool tells = size >= options.least;
        const bool enough = size >= options.leastOf * std::abs(profile.traits.front().difference);
        if (tells && enough && wording.used == wording.words.size() && wording.used < options.most)
            ++wording.used;
        wording.words.push_back((tells ? "" : "slightly ") +
                                wordOf(features[trait.feature], trait.difference > 0.0));
    }
    return wording;
}

// Clusters of one name take a further word each, as long as any of them has one.
bool tellApart(std::vector<Wording> &wordings)
{
    std::map<std::string, std::vector<std::size_t>> named;
    for (std::size_t c = 0; c < wordings.size(); ++c)
        named[wordings[c].name()].push_back(c);
    bool some = false;
    for (const auto &[name, clusters] : named) {
        if (clusters.size() < 2)
            continue;
        for (const std::size_t c : clusters) {
            if (wordings[c].used == wordings[c].words.size())
                continue;
            ++wordings[c].used;
            some = true;
        }
    }
    return some;
}

} // namespace

std::vector<std::string> clusterWords(std::span<const std::string> features,
                                      std::span<const ClusterProfile> profiles,
                                      const ClusterWordsOptions &options)
{
    std::vector<Wording> wordings;
    for (const ClusterProfile &profile : profiles)
        wordings.push_back(wordingOf(features, profile, options));
    while (tellApart(wordings)) {
    }
    std::vector<std::string> names;
    std::set<std::string> taken;
    for (const Wording &wording : wordings)
        taken.insert(wording.name());
    std::set<std::string> given;
    for (const Wording &wording : wordings) {
        std::string name = wording.name();
        for (int number = 2; given.contains(name); ++number)
            if (std::string other = wording.name() + ' ' + std::to_string(number); !taken.contains(other))
                name = std::move(other);
        given.insert(name);
        names.push_back(std::move(name));
    }
    return names;
}

} // namespace genrelens
