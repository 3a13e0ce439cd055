#include "core/study/preparation_json.h"

#include "core/study/object_reader.h"
#include "core/study/settings.h"

#include <utility>

namespace genrelens
{

namespace
{

using Json = nlohmann::ordered_json;

std::string textOf(const Json &json)
{
    return json.is_string() ? json.get<std::string>() : std::string();
}

void readRepeats(ObjectReader &reader, RepeatsBy &repeats)
{
    bool drop = repeats != RepeatsBy::Nothing;
    reader.boolean("drop_repeats", drop); // of settings written before there was a choice
    if (!drop)
        repeats = RepeatsBy::Nothing;
    else if (repeats == RepeatsBy::Nothing)
        repeats = RepeatsBy::Automatic;
    if (const Json *by = reader.take("repeats")) {
        if (const std::optional<RepeatsBy> known = repeatsByNamed(textOf(*by)))
            repeats = *known;
        else
            reader.fail(reader.path("repeats"), "must be \"automatic\", \"track_id\", \"artists_and_title\", "
                                                "\"features\" or \"nothing\"");
    }
}

void readRoles(ObjectReader &whole, RoleChoices &roles, std::optional<Error> &error)
{
    const Json *json = whole.take("roles");
    if (json == nullptr)
        return;
    ObjectReader reader(*json, whole.path("roles"), error);
    if (!json->is_object())
        return;
    roles.clear();
    for (const auto &[column, role] : json->items()) {
        if (const std::optional<ColumnRole> known = roleNamed(textOf(role)))
            roles[column] = *known;
        else
            reader.fail(reader.path(column), "must be \"index\", \"track_id\", \"title\", \"artists\", "
                                             "\"album\", \"genre\", \"feature\" or \"other\"");
    }
}

} // namespace

void readPreparation(const Json &json, const std::string &path, PreparationOptions &options,
                     std::optional<Error> &error)
{
    ObjectReader reader(json, path, error);
    readRepeats(reader, options.repeats);
    readRoles(reader, options.roles, error);
    reader.texts("raw_features", options.rawFeatures);
    reader.texts("log_features", options.logFeatures);
    reader.texts("median_features", options.medianFeatures);
    reader.texts("excluded_features", options.excludedFeatures);
    if (const Json *genres = reader.take("genres")) {
        if (textOf(*genres) == "first" || textOf(*genres) == "whole")
            options.wholeGenres = textOf(*genres) == "whole";
        else
            reader.fail(reader.path("genres"), "must be \"first\" or \"whole\"");
    }
    reader.finish();
}

Json toJsonObject(const PreparationOptions &options)
{
    Json roles = Json::object();
    for (const auto &[column, role] : options.roles)
        roles[column] = roleName(role);
    return {{"repeats", repeatsByName(options.repeats)},
            {"roles", std::move(roles)},
            {"raw_features", options.rawFeatures},
            {"log_features", options.logFeatures},
            {"median_features", options.medianFeatures},
            {"excluded_features", options.excludedFeatures},
            {"genres", options.wholeGenres ? "whole" : "first"}};
}

std::string preparationJson(const PreparationOptions &options)
{
    return toJsonObject(options).dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<PreparationOptions> parsePreparation(std::string_view json, const std::string &name)
{
    const Json parsed = Json::parse(json, nullptr, false);
    if (parsed.is_discarded())
        return Error{"this is not JSON", name, {}, ErrorKind::Usage};
    if (!parsed.is_object())
        return Error{"the preparation must be an object in braces", name, {}, ErrorKind::Usage};
    PreparationOptions options;
    std::optional<Error> error;
    readPreparation(parsed, {}, options, error);
    if (error) {
        error->where = name;
        return *error;
    }
    return options;
}

} // namespace genrelens
