#include "core/study/map_settings.h"

#include <array>
#include <utility>

namespace genrelens
{

namespace
{

constexpr std::array<std::pair<std::string_view, Metric>, 3> metrics{
    {{"euclidean", Metric::Euclidean}, {"cosine", Metric::Cosine}, {"manhattan", Metric::Manhattan}}};
constexpr std::array<std::pair<std::string_view, UmapStart>, 3> starts{
    {{"pca", UmapStart::Pca}, {"spectral", UmapStart::Spectral}, {"random", UmapStart::Random}}};

template <typename Names, typename Value>
std::string nameIn(const Names &names, Value value)
{
    for (const auto &[name, known] : names)
        if (known == value)
            return std::string(name);
    return {};
}

template <typename Names>
auto valueIn(const Names &names, std::string_view wanted)
{
    std::optional<typename Names::value_type::second_type> found;
    for (const auto &[name, value] : names)
        if (name == wanted)
            found = value;
    return found;
}

} // namespace

NeighbourOptions neighbourOptions(const MapSettings &settings, std::uint64_t seed)
{
    NeighbourOptions options;
    options.neighbours = static_cast<std::size_t>(settings.neighbours);
    options.metric = settings.metric;
    options.seed = seed;
    return options;
}

UmapOptions umapOptions(const MapSettings &settings, std::uint64_t seed, bool supervised)
{
    UmapOptions options;
    options.minDist = settings.minDist;
    options.spread = settings.spread;
    options.epochs = settings.epochs;
    options.negatives = settings.negatives;
    options.start = settings.start;
    options.labelWeight = supervised ? settings.labelWeight : 0.0;
    options.seed = seed;
    return options;
}

std::string metricName(Metric metric)
{
    return nameIn(metrics, metric);
}

std::optional<Metric> metricNamed(std::string_view name)
{
    return valueIn(metrics, name);
}

std::string startName(UmapStart start)
{
    return nameIn(starts, start);
}

std::optional<UmapStart> startNamed(std::string_view name)
{
    return valueIn(starts, name);
}

} // namespace genrelens
