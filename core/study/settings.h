#pragma once

#include "core/base/result.h"
#include "core/labels/genre_map.h"
#include "core/learn/model_catalogue.h"
#include "core/learn/split.h"
#include "core/prepare/prepare.h"
#include "core/study/map_settings.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace genrelens
{

/// Groupings of genres are kept side by side, each a label set of its own.
struct Mapping {
    std::string name = "super_genre"; ///< of its label set, in files; stays whatever the map is called
    GenreMap map;

    bool operator==(const Mapping &) const = default;
};

/// Colours that a person chose, by label set and class: 0xRRGGBB. Those of super-genres are in their map.
using ClassColours = std::map<std::string, std::map<std::string, std::uint32_t>>;

/// What a person called the clusters of one clustering. Another one has other clusters, so its names are not
/// these.
struct ClusterNames {
    std::string clustering;         ///< Clustering::key as text; empty for whatever clusters there are
    std::vector<std::string> names; ///< one a cluster, empty for its number; the last is not

    bool operator==(const ClusterNames &) const = default;
};

struct ClusterSettings {
    int k = 8;
    int restarts = 50;
    int sweepFrom = 2; ///< the elbow's range of k
    int sweepTo = 20;
    int sweepRestarts = 10;
    int sweepReferences = 10; ///< of the gap statistic; 0 for none
    int sweepResamples = 10;  ///< of the stability; 0 for none, otherwise at least 2
    ClusterNames names;

    bool operator==(const ClusterSettings &) const = default;
};

/// Everything a person decides about a study besides the file: what the window saves and --settings reads.
struct StudySettings {
    /// Not inline, since gcc 12 then warns of members that nobody reads before they are made.
    StudySettings();
    std::uint64_t seed = 1; ///< of every random choice: split, starts of k-means, forests
    PreparationOptions preparation;
    std::vector<Mapping> mappings{Mapping()};   ///< at least one; names are told apart
    std::string currentMapping = "super_genre"; ///< name of the one that is edited, and shades the genres
    ClassColours colours;
    SplitOptions::Method splitMethod = SplitOptions::Method::Stratified;
    double testShare = 0.2;
    ClusterSettings clusters;
    MapSettings map;
    std::vector<std::string> models{"random_forest",
                                    "gaussian_naive_bayes",
                                    "nearest_centroid",
                                    "linear_discriminant_analysis",
                                    "quadratic_discriminant_analysis",
                                    "logistic_regression"};
    std::vector<std::string> labels{"super_genre", "cluster", "genre"};
    /// What a person chose of the kinds of models, by kind; without what equals the standard.
    std::map<std::string, ParameterValues> parameters;

    bool operator==(const StudySettings &) const = default;
    /// The mapping behind a label set, or null.
    [[nodiscard]] const Mapping *findMapping(std::string_view labelSet) const;
    /// The map that is edited.
    [[nodiscard]] const GenreMap &genreMap() const;
    [[nodiscard]] GenreMap &genreMap();
    /// The parameters of a kind of model with a seed.
    [[nodiscard]] ModelOptions modelOptions(const std::string &model) const;
    /// Chooses one parameter of a kind of model.
    void setParameter(const std::string &model, const std::string &name, const ParameterValue &value);
    /// Trees of the random forest, which more places show than its other parameters.
    [[nodiscard]] int trees() const;
    void setTrees(int trees) { setParameter("random_forest", "trees", std::int64_t(trees)); }
};

/// The name, or with a number after it, that no mapping has.
std::string freeMapName(const StudySettings &settings, const std::string &name);

/// Reads settings over `defaults`: keys that the text lacks keep their default. Error: not JSON, a value of
/// the wrong type or range, or a key nobody knows, each by its name ("clusters.k").
Result<StudySettings> parseSettings(std::string_view text, const std::string &fileName,
                                    const StudySettings &defaults);
std::string toJson(const StudySettings &settings);

/// The preparation alone, as one line of JSON, for what is remembered of a file.
std::string preparationJson(const PreparationOptions &options);
/// Reads what preparationJson() wrote, as strictly as settings; name is what messages call it. Keys that are
/// left out have their default.
Result<PreparationOptions> parsePreparation(std::string_view json, const std::string &name);

/// "random", "stratified", "by_artist" or "by_album"; and back.
std::string splitMethodName(SplitOptions::Method method);
std::optional<SplitOptions::Method> splitMethodNamed(std::string_view name);

} // namespace genrelens
