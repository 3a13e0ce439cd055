#include "core/study/settings.h"

#include "core/base/text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <set>

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

// Reads the keys of one object, remembers those it was asked for, and the first thing that was wrong.
class ObjectReader
{
public:
    ObjectReader(const Json &object, std::string path, std::optional<Error> &error)
        : m_object(object)
        , m_path(std::move(path))
        , m_error(error)
    {
        if (!object.is_object())
            fail(m_path, "must be an object in braces");
    }

    /// The value under key, or nothing; marks the key as known.
    const Json *take(const std::string &key)
    {
        m_known.insert(key);
        if (!m_object.is_object() || !m_object.contains(key))
            return nullptr;
        return &m_object[key];
    }

    template <typename T>
    void integer(const std::string &key, T &value, std::int64_t lowest, std::int64_t highest)
    {
        const Json *json = take(key);
        if (json == nullptr)
            return;
        const bool fits = json->is_number_integer() && json->get<std::int64_t>() >= lowest &&
                          json->get<std::int64_t>() <= highest;
        if (fits)
            value = static_cast<T>(json->get<std::int64_t>());
        else
            fail(path(key), "must be a whole number from " + std::to_string(lowest) + " to " +
                                grouped(static_cast<std::uint64_t>(highest)));
    }

    void boolean(const std::string &key, bool &value)
    {
        const Json *json = take(key);
        if (json == nullptr)
            return;
        if (json->is_boolean())
            value = json->get<bool>();
        else
            fail(path(key), "must be true or false");
    }

    void share(const std::string &key, double &value)
    {
        const Json *json = take(key);
        if (json == nullptr)
            return;
        if (json->is_number() && json->get<double>() > 0.0 && json->get<double>() < 1.0)
            value = json->get<double>();
        else
            fail(path(key), "must be a number between 0 and 1");
    }

    void texts(const std::string &key, std::vector<std::string> &values)
    {
        const Json *json = take(key);
        if (json == nullptr)
            return;
        const bool fits = json->is_array() && std::all_of(json->begin(), json->end(),
                                                          [](const Json &item) { return item.is_string(); });
        if (fits)
            values = json->get<std::vector<std::string>>();
        else
            fail(path(key), "must be a list of texts");
    }

    void finish()
    {
        if (!m_object.is_object())
            return;
        for (const auto &[key, value] : m_object.items())
            if (!m_known.contains(key))
                fail(path(key), "is not a setting");
    }

    void fail(const std::string &what, const std::string &problem)
    {
        if (!m_error)
            m_error = Error{'"' + what + "\" " + problem, {}, {}, ErrorKind::Usage};
    }

    [[nodiscard]] std::string path(const std::string &key) const
    {
        return m_path.empty() ? key : m_path + '.' + key;
    }

private:
    const Json &m_object;
    std::string m_path;
    std::optional<Error> &m_error;
    std::set<std::string> m_known;
};

void readPreparation(ObjectReader &whole, PreparationOptions &options, std::optional<Error> &error)
{
    const Json *json = whole.take("preparation");
    if (json == nullptr)
        return;
    ObjectReader reader(*json, "preparation", error);
    bool dropRepeats = options.repeats != RepeatsBy::Nothing;
    reader.boolean("drop_repeats", dropRepeats);
    if (!dropRepeats)
        options.repeats = RepeatsBy::Nothing;
    reader.texts("raw_features", options.rawFeatures);
    reader.texts("excluded_features", options.excludedFeatures);
    reader.finish();
}

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
    readPreparation(reader, settings.preparation, error);
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
    json["preparation"] = {{"drop_repeats", settings.preparation.repeats != RepeatsBy::Nothing},
                           {"raw_features", settings.preparation.rawFeatures},
                           {"excluded_features", settings.preparation.excludedFeatures}};
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
    return json.dump(2) + '\n';
}

} // namespace genrelens
