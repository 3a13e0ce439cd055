#include "core/study/settings.h"

#include "core/study/object_reader.h"
#include "core/study/preparation_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <set>
#include <utility>

namespace genrelens
{

namespace
{

using Json = nlohmann::ordered_json;

constexpr std::string_view formatName = "genrelens-settings";
constexpr std::array<std::pair<std::string_view, SplitOptions::Method>, 3> splitMethods{
    {{"random", SplitOptions::Method::Random},
     {"stratified", SplitOptions::Method::Stratified},
     {"by_artist", SplitOptions::Method::ByArtist}}};

void readSplit(ObjectReader &whole, StudySettings &settings, std::optional<Error> &error)
{
    const Json *json = whole.take("split");
    if (json == nullptr)
        return;
    ObjectReader reader(*json, "split", error);
    reader.share("test_share", settings.testShare);
    if (const Json *method = reader.take("method")) {
        const auto found = std::find_if(splitMethods.begin(), splitMethods.end(), [&](const auto &known) {
            return method->is_string() && method->get<std::string>() == known.first;
        });
        if (found == splitMethods.end())
            reader.fail("split.method", "must be \"random\", \"stratified\" or \"by_artist\"");
        else
            settings.splitMethod = found->second;
    }
    reader.finish();
}

void readClusters(ObjectReader &whole, ClusterSettings &clusters, std::optional<Error> &error)
{
    const Json *json = whole.take("clusters");
    if (json == nullptr)
        return;
    ObjectReader reader(*json, "clusters", error);
    reader.integer("k", clusters.k, 1, 1000);
    reader.integer("restarts", clusters.restarts, 1, 10000);
    if (const Json *sweep = reader.take("sweep")) {
        ObjectReader range(*sweep, "clusters.sweep", error);
        range.integer("from", clusters.sweepFrom, 1, 1000);
        range.integer("to", clusters.sweepTo, 1, 1000);
        range.integer("restarts", clusters.sweepRestarts, 1, 10000);
        range.finish();
        if (clusters.sweepTo < clusters.sweepFrom)
            range.fail("clusters.sweep.to", "must not be below clusters.sweep.from");
    }
    reader.finish();
}

void checkNames(ObjectReader &reader, const std::string &path, const std::vector<std::string> &names,
                bool (*isKnown)(const std::string &))
{
    if (names.empty())
        reader.fail(path, "names nothing");
    std::set<std::string> seen;
    for (const std::string &name : names) {
        if (!isKnown(name))
            reader.fail(path, "does not know \"" + name + '"');
        if (!seen.insert(name).second)
            reader.fail(path, "names \"" + name + "\" twice");
    }
}

void readModels(ObjectReader &whole, StudySettings &settings, std::optional<Error> &error)
{
    if (const Json *json = whole.take("models")) {
        ObjectReader reader(*json, "models", error);
        reader.texts("names", settings.models);
        reader.texts("labels", settings.labels);
        checkNames(reader, "models.names", settings.models,
                   [](const std::string &name) { return findModel(name) != nullptr; });
        checkNames(reader, "models.labels", settings.labels, [](const std::string &name) {
            return std::find(labelSetNames.begin(), labelSetNames.end(), name) != labelSetNames.end();
        });
        reader.finish();
    }
    if (const Json *json = whole.take("random_forest")) {
        ObjectReader reader(*json, "random_forest", error);
        reader.integer("trees", settings.trees, 1, 100000);
        reader.finish();
    }
}

} // namespace

std::string splitMethodName(SplitOptions::Method method)
{
    for (const auto &[name, known] : splitMethods)
        if (known == method)
            return std::string(name);
    return "rows";
}

Result<StudySettings> parseSettings(std::string_view text, const std::string &fileName,
                                    const StudySettings &defaults)
{
    const Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded())
        return Error{"this is not JSON", fileName, {}, ErrorKind::Usage};
    std::optional<Error> error;
    StudySettings settings = defaults;
    ObjectReader reader(json, "", error);
    if (!json.is_object())
        return Error{"the settings must be an object in braces", fileName, {}, ErrorKind::Usage};
    if (const Json *format = reader.take("format"); format != nullptr && *format != formatName)
        reader.fail("format", "must be \"genrelens-settings\"");
    int version = 1;
    reader.integer("version", version, 1, 1);
    reader.take("description");
    reader.integer("seed", settings.seed, 0, std::numeric_limits<std::int64_t>::max());
    if (const Json *preparation = reader.take("preparation"))
        readPreparation(*preparation, "preparation", settings.preparation, error);
    if (const Json *map = reader.take("genre_map")) {
        Result<GenreMap> parsed = parseGenreMap(map->dump(), fileName);
        if (!parsed)
            return parsed.error();
        settings.genreMap = std::move(parsed).value();
    }
    readSplit(reader, settings, error);
    readClusters(reader, settings.clusters, error);
    readModels(reader, settings, error);
    reader.finish();
    if (error) {
        error->where = fileName;
        return *error;
    }
    return settings;
}

std::string toJson(const StudySettings &settings)
{
    Json json;
    json["format"] = formatName;
    json["version"] = 1;
    json["seed"] = settings.seed;
    json["preparation"] = toJsonObject(settings.preparation);
    json["genre_map"] = Json::parse(toJson(settings.genreMap));
    json["split"] = {{"method", splitMethodName(settings.splitMethod)}, {"test_share", settings.testShare}};
    json["clusters"] = {{"k", settings.clusters.k},
                        {"restarts", settings.clusters.restarts},
                        {"sweep",
                         {{"from", settings.clusters.sweepFrom},
                          {"to", settings.clusters.sweepTo},
                          {"restarts", settings.clusters.sweepRestarts}}}};
    json["models"] = {{"names", settings.models}, {"labels", settings.labels}};
    json["random_forest"] = {{"trees", settings.trees}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

} // namespace genrelens
