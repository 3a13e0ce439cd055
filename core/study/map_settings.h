#pragma once

#include "core/embed/neighbour_lists.h"
#include "core/embed/umap.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace genrelens
{

/// How the map is made.
struct MapSettings {
    int neighbours = 15; ///< of each track, itself not counted
    Metric metric = Metric::Euclidean;
    double minDist = 0.1; ///< least distance of tracks on the map
    double spread = 1.0;
    int epochs = 0; ///< 0: as many as suit the number of tracks
    int negatives = 5;
    UmapStart start = UmapStart::Pca;
    std::string labels; ///< a label set whose classes are pulled together; empty: none
    double labelWeight = 0.5;

    bool operator==(const MapSettings &) const = default;
};

NeighbourOptions neighbourOptions(const MapSettings &settings, std::uint64_t seed);
/// supervised: whether there are labels to go by.
UmapOptions umapOptions(const MapSettings &settings, std::uint64_t seed, bool supervised);

/// "euclidean", "cosine" or "manhattan"; and back.
std::string metricName(Metric metric);
std::optional<Metric> metricNamed(std::string_view name);
/// "pca", "spectral" or "random"; and back.
std::string startName(UmapStart start);
std::optional<UmapStart> startNamed(std::string_view name);

} // namespace genrelens
