#include "core/study/settings.h"

#include "core/study/map_settings_json.h"
#include "core/study/object_reader.h"
#include "core/study/preparation_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <functional>
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
constexpr std::array<std::pair<std::string_view, SplitOptions::Method>, 4> splitMethods{
    {{"random", SplitOptions::Method::Random},
     {"stratified", SplitOptions::Method::Stratified},
     {"by_artist", SplitOptions::Method::ByArtist},
     {"by_album", SplitOptions::Method::ByAlbum}}};

void readSplit(ObjectReader &whole, StudySettings &settings, std::optional<Error> &error)
{
    const Json *json = whole.take("split");
    if (json == nullptr)
        return;
    ObjectReader reader(*json, "split", error);
    reader.share("test_share", settings.testShare);
    if (const Json *method = reader.take("method")) {
        const auto found = method->is_string() ? splitMethodNamed(method->get<std::string>()) : std::nullopt;
        if (found)
            settings.splitMethod = *found;
        else
            reader.fail("split.method", "must be \"random\", \"stratified\", \"by_artist\" or \"by_album\"");
    }
    reader.finish();
}

void readClusterNames(const Json &json, ClusterNames &names, std::optional<Error> &error)
{
    ObjectReader reader(json, "clusters.names", error);
    reader.text("clustering", names.clustering);
    reader.texts("names", names.names);
    while (!names.names.empty() && names.names.back().empty())
        names.names.pop_back();
    std::set<std::string> seen;
    for (const std::string &name : names.names)
        if (!name.empty() && !seen.insert(name).second)
            reader.fail("clusters.names.names", "has \"" + name + "\" twice");
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
        range.integer("references", clusters.sweepReferences, 0, 100);
        range.integer("resamples", clusters.sweepResamples, 0, 100);
        range.finish();
        if (clusters.sweepTo < clusters.sweepFrom)
            range.fail("clusters.sweep.to", "must not be below clusters.sweep.from");
        if (clusters.sweepResamples == 1)
            range.fail("clusters.sweep.resamples", "must be 0, or at least 2 to be compared");
    }
    if (const Json *names = reader.take("names"))
        readClusterNames(*names, clusters.names, error);
    reader.finish();
}

// "super_genre", "super_genre_2", ...
bool isMappingName(const std::string &name)
{
    const std::string first = Mapping().name;
    if (name == first)
        return true;
    const std::string number = name.starts_with(first + '_') ? name.substr(first.size() + 1) : std::string();
    return !number.empty() && number.find_first_not_of("0123456789") == std::string::npos;
}

void checkNames(ObjectReader &reader, const std::string &path, const std::vector<std::string> &names,
                const std::function<bool(const std::string &)> &isKnown)
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

// All mappings are learned, unless "models" says otherwise.
void learnMappings(StudySettings &settings)
{
    std::erase_if(settings.labels, isMappingName);
    std::vector<std::string> names;
    for (const Mapping &mapping : settings.mappings)
        names.push_back(mapping.name);
    settings.labels.insert(settings.labels.begin(), names.begin(), names.end());
}

// One map, or several with the names of their label sets and the one that is edited.
Result<void> readMappings(ObjectReader &whole, StudySettings &settings, const std::string &fileName)
{
    if (const Json *json = whole.take("genre_map")) {
        Result<GenreMap> map = parseGenreMap(json->dump(), fileName);
        if (!map)
            return map.error();
        settings.mappings = {{Mapping().name, std::move(map).value()}};
        settings.currentMapping = Mapping().name;
    }
    const Json *list = whole.take("genre_maps");
    if (list == nullptr)
        return {};
    if (whole.take("genre_map") != nullptr)
        whole.fail("genre_maps", "cannot stand beside \"genre_map\"");
    if (!list->is_object() || list->empty()) {
        whole.fail("genre_maps", "must be an object of mappings by the names of their label sets");
        return {};
    }
    settings.mappings.clear();
    for (const auto &[name, json] : list->items()) {
        if (!isMappingName(name))
            whole.fail("genre_maps." + name, "must be called \"super_genre\" or \"super_genre_2\", …");
        Result<GenreMap> map = parseGenreMap(json.dump(), fileName);
        if (!map)
            return map.error();
        settings.mappings.push_back({name, std::move(map).value()});
    }
    settings.currentMapping = settings.mappings.front().name;
    learnMappings(settings);
    if (const Json *current = whole.take("current_genre_map")) {
        if (current->is_string() && settings.findMapping(current->get<std::string>()) != nullptr)
            settings.currentMapping = current->get<std::string>();
        else
            whole.fail("current_genre_map", "must be one of \"genre_maps\"");
    }
    return {};
}

void readColours(ObjectReader &whole, StudySettings &settings)
{
    const Json *json = whole.take("colours");
    if (json == nullptr)
        return;
    ClassColours colours;
    bool fits = json->is_object();
    for (const auto &[labels, classes] : json->items()) {
        fits = fits && classes.is_object();
        if (!fits)
            break;
        for (const auto &[name, colour] : classes.items()) {
            const auto rgb = colour.is_string() ? parseColour(colour.get<std::string>()) : std::nullopt;
            fits = fits && rgb;
            colours[labels][name] = rgb.value_or(0);
        }
    }
    if (fits)
        settings.colours = std::move(colours);
    else
        whole.fail("colours", "must give classes of label sets colours of the form \"#RRGGBB\"");
}

bool isLabelSet(const StudySettings &settings, const std::string &name)
{
    return name == "genre" || name == "cluster" || settings.findMapping(name) != nullptr;
}

// {"trees": 500, "criterion": "entropy"}
void readParameters(const Json &json, const ModelKind &kind, StudySettings &settings,
                    std::optional<Error> &error)
{
    ObjectReader reader(json, kind.name, error);
    ParameterValues values = settings.parameters[kind.name];
    for (const Parameter &parameter : kind.parameters) {
        const Json *given = reader.take(parameter.name);
        if (given == nullptr)
            continue;
        if (given->is_boolean())
            values[parameter.name] = given->get<bool>();
        else if (given->is_number_integer() && given->get<double>() < 0x1p63)
            values[parameter.name] = given->get<std::int64_t>();
        else if (given->is_number())
            values[parameter.name] = given->get<double>();
        else
            values[parameter.name] = given->is_string() ? given->get<std::string>() : std::string();
    }
    reader.finish();
    if (const Result<void> checked = checkParameters(kind.parameters, values, kind.name); !checked && !error)
        error = checked.error();
    values = withoutStandards(kind.parameters, values);
    settings.parameters.erase(kind.name);
    if (!values.empty())
        settings.parameters[kind.name] = std::move(values);
}

void readModels(ObjectReader &whole, StudySettings &settings, std::optional<Error> &error)
{
    if (const Json *json = whole.take("models")) {
        ObjectReader reader(*json, "models", error);
        reader.texts("names", settings.models);
        reader.texts("labels", settings.labels);
        checkNames(reader, "models.names", settings.models,
                   [](const std::string &name) { return findModel(name) != nullptr; });
        checkNames(reader, "models.labels", settings.labels,
                   [&](const std::string &name) { return isLabelSet(settings, name); });
        reader.finish();
    }
    for (const ModelKind &kind : modelCatalogue())
        if (const Json *json = whole.take(kind.name))
            readParameters(*json, kind, settings, error);
}

} // namespace

StudySettings::StudySettings() = default;

const Mapping *StudySettings::findMapping(std::string_view labelSet) const
{
    const auto found = std::find_if(mappings.begin(), mappings.end(),
                                    [&](const Mapping &mapping) { return mapping.name == labelSet; });
    return found == mappings.end() ? nullptr : &*found;
}

const GenreMap &StudySettings::genreMap() const
{
    const Mapping *current = findMapping(currentMapping);
    return current != nullptr ? current->map : mappings.front().map;
}

GenreMap &StudySettings::genreMap()
{
    return const_cast<GenreMap &>(std::as_const(*this).genreMap());
}

ModelOptions StudySettings::modelOptions(const std::string &model) const
{
    const auto chosen = parameters.find(model);
    return {seed, chosen != parameters.end() ? chosen->second : ParameterValues()};
}

void StudySettings::setParameter(const std::string &model, const std::string &name,
                                 const ParameterValue &value)
{
    ParameterValues values = modelOptions(model).values;
    values[name] = value;
    if (const ModelKind *kind = findModel(model))
        values = withoutStandards(kind->parameters, values);
    parameters.erase(model);
    if (!values.empty())
        parameters[model] = std::move(values);
}

int StudySettings::trees() const
{
    const std::string forest = "random_forest";
    return static_cast<int>(
        Parameters(findModel(forest)->parameters, modelOptions(forest).values).whole("trees"));
}

std::string freeMapName(const StudySettings &settings, const std::string &name)
{
    std::string free = name;
    const auto taken = [&] {
        return std::any_of(settings.mappings.begin(), settings.mappings.end(),
                           [&](const Mapping &mapping) { return mapping.map.name == free; });
    };
    for (int i = 2; taken(); ++i)
        free = name + ' ' + std::to_string(i);
    return free;
}

std::string splitMethodName(SplitOptions::Method method)
{
    for (const auto &[name, known] : splitMethods)
        if (known == method)
            return std::string(name);
    return "rows";
}

std::optional<SplitOptions::Method> splitMethodNamed(std::string_view name)
{
    for (const auto &[known, method] : splitMethods)
        if (known == name)
            return method;
    return std::nullopt;
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
    if (const Result<void> read = readMappings(reader, settings, fileName); !read)
        return read.error();
    readColours(reader, settings);
    readSplit(reader, settings, error);
    readClusters(reader, settings.clusters, error);
    if (const Json *map = reader.take("map"))
        readMapSettings(*map, settings.map, error);
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
    if (settings.mappings.size() == 1 && settings.mappings.front().name == Mapping().name)
        json["genre_map"] = Json::parse(toJson(settings.genreMap()));
    else {
        for (const Mapping &mapping : settings.mappings)
            json["genre_maps"][mapping.name] = Json::parse(toJson(mapping.map));
        json["current_genre_map"] = settings.currentMapping;
    }
    for (const auto &[labels, classes] : settings.colours)
        for (const auto &[name, colour] : classes)
            json["colours"][labels][name] = colourText(colour);
    json["split"] = {{"method", splitMethodName(settings.splitMethod)}, {"test_share", settings.testShare}};
    json["clusters"] = {{"k", settings.clusters.k},
                        {"restarts", settings.clusters.restarts},
                        {"sweep",
                         {{"from", settings.clusters.sweepFrom},
                          {"to", settings.clusters.sweepTo},
                          {"restarts", settings.clusters.sweepRestarts},
                          {"references", settings.clusters.sweepReferences},
                          {"resamples", settings.clusters.sweepResamples}}}};
    const ClusterNames &names = settings.clusters.names;
    if (!names.names.empty())
        json["clusters"]["names"] = {{"clustering", names.clustering}, {"names", names.names}};
    json["map"] = toJsonObject(settings.map);
    json["models"] = {{"names", settings.models}, {"labels", settings.labels}};
    for (const auto &[model, values] : settings.parameters)
        for (const auto &[name, value] : values)
            std::visit([&](const auto &one) { json[model][name] = one; }, value);
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

} // namespace genrelens
