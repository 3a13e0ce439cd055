#pragma once

#include "core/embed/map_alignment.h"
#include "core/embed/map_quality.h"
#include "core/labels/label_set.h"
#include "core/study/map_settings.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace genrelens
{

class UmapLayout;

/// What a map is made of.
struct MapRequest {
    Features features;
    MapSettings settings;
    LabelSet labels; ///< whose classes are pulled together; empty: none
    std::uint64_t seed = 1;

    [[nodiscard]] Key neighboursKey() const;
    [[nodiscard]] Key key() const;
};

/// A map of the tracks, or what there is of one yet.
struct TrackMap {
    Features features;            ///< a point each row
    MapSettings settings;         ///< it was made with
    std::vector<MapPoint> points; ///< turned as the map before it lay
    std::shared_ptr<const NeighbourLists> lists;
    std::string remark; ///< why it did not begin as it was asked to; empty: it did
    int epoch = 0;      ///< that are done
    int epochs = 0;     ///< of so many
    Key key;            ///< of the request

    [[nodiscard]] bool isComplete() const { return epoch == epochs; }
};

/// How true a map is, over some tracks and for each.
struct MapTruth {
    MapQuality quality;
    std::vector<float> survival; ///< neighbourhoodSurvival() of every row
    Key key;                     ///< of the map
    int epoch = 0;               ///< of the map
};

/// Of as many neighbours as the map was made with.
Result<MapTruth> measureTruth(const TrackMap &map, std::uint64_t seed, Progress &progress);
inline constexpr std::size_t mapQueries = 2'000; ///< rows that are asked

/// Where tracks of another map lay, by their rows of the file, so that a new one is not turned over.
struct MapReference {
    std::vector<std::uint32_t> sourceRows; ///< rising
    std::vector<MapPoint> points;          ///< one each

    /// points: one a row of features.
    static MapReference of(const Features &features, std::span<const MapPoint> points);
    /// The rows of features that are in it, with their places here.
    [[nodiscard]] std::vector<SharedRow> sharedWith(const Features &features) const;
};

/// A map in the making: it can be stopped and gone on with, from any thread.
class MapMaking
{
public:
    using Watcher = std::function<void(std::shared_ptr<const TrackMap>)>;

    /// known: lists of an earlier map of the same rows, metric and seed, which serve again where a new search
    /// would find the same.
    MapMaking(MapRequest request, MapReference reference, std::shared_ptr<const NeighbourLists> known = {});
    ~MapMaking();
    MapMaking(const MapMaking &) = delete;
    MapMaking &operator=(const MapMaking &) = delete;

    [[nodiscard]] const MapRequest &request() const { return m_request; }
    /// Works until it is done, or cancelled, and then keeps what it has. The watcher, on the calling thread,
    /// is shown the map now and then. Errors: of the neighbours and the graph; cancelled.
    Result<std::shared_ptr<const TrackMap>> goOn(Progress &progress, const Watcher &watcher = {});

private:
    Result<void> begin(Progress &progress);
    [[nodiscard]] std::shared_ptr<const TrackMap> present() const;

    MapRequest m_request;
    MapReference m_reference;
    std::vector<SharedRow> m_shared; // of the features and of the reference
    std::shared_ptr<const NeighbourLists> m_lists;
    std::mutex m_working; // whoever goes on while the last one still ends waits for it
    std::unique_ptr<UmapLayout> m_layout;
    std::string m_remark;
};

/// The whole, for whom a map in the making is of no use.
Result<std::shared_ptr<const TrackMap>> makeMap(const MapRequest &request, Progress &progress);

} // namespace genrelens
