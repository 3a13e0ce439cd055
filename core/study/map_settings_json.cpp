#include "core/study/map_settings_json.h"

#include "core/study/object_reader.h"

namespace genrelens
{

namespace
{

using Json = nlohmann::ordered_json;

constexpr int mostNeighbours = 200;
constexpr int mostEpochs = 10'000;
constexpr double largestSpread = 100.0;

void number(ObjectReader &reader, const std::string &key, double &value, double lowest, double highest)
{
    const Json *json = reader.take(key);
    if (json == nullptr)
        return;
    if (json->is_number() && json->get<double>() >= lowest && json->get<double>() <= highest)
        value = json->get<double>();
    else
        reader.fail(reader.path(key),
                    "must be a number from " + Json(lowest).dump() + " to " + Json(highest).dump());
}

template <typename T, typename Named>
void named(ObjectReader &reader, const std::string &key, T &value, const Named &find, const char *names)
{
    const Json *json = reader.take(key);
    if (json == nullptr)
        return;
    if (const auto found = json->is_string() ? find(json->get<std::string>()) : std::nullopt)
        value = *found;
    else
        reader.fail(reader.path(key), std::string("must be ") + names);
}

} // namespace

Json toJsonObject(const MapSettings &settings)
{
    Json json{{"neighbours", settings.neighbours}, {"metric", metricName(settings.metric)},
              {"min_dist", settings.minDist},      {"spread", settings.spread},
              {"epochs", settings.epochs},         {"negatives", settings.negatives},
              {"start", startName(settings.start)}};
    if (!settings.labels.empty())
        json["labels"] = settings.labels;
    json["label_weight"] = settings.labelWeight;
    return json;
}

void readMapSettings(const Json &json, MapSettings &settings, std::optional<Error> &error)
{
    ObjectReader reader(json, "map", error);
    reader.integer("neighbours", settings.neighbours, 2, mostNeighbours);
    named(reader, "metric", settings.metric, metricNamed, "\"euclidean\", \"cosine\" or \"manhattan\"");
    number(reader, "min_dist", settings.minDist, 0.0, largestSpread);
    number(reader, "spread", settings.spread, 0.01, largestSpread);
    reader.integer("epochs", settings.epochs, 0, mostEpochs);
    reader.integer("negatives", settings.negatives, 0, 100);
    named(reader, "start", settings.start, startNamed, "\"pca\", \"spectral\" or \"random\"");
    reader.text("labels", settings.labels);
    number(reader, "label_weight", settings.labelWeight, 0.0, 1.0);
    if (settings.minDist > settings.spread)
        reader.fail("map.min_dist", "must not be above map.spread");
    reader.finish();
}

} // namespace genrelens
