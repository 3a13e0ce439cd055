#pragma once

#include "core/embed/pca.h"
#include "core/study/track_map.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace genrelens
{

/// A map that was made, or as far as it was when a person stopped it.
struct KeptMap {
    std::shared_ptr<const TrackMap> map;
    std::uint64_t seed = 0;                ///< of the request
    std::shared_ptr<MapMaking> making;     ///< goes on with it; null: it is complete
    std::shared_ptr<const MapTruth> truth; ///< null while that is not known
};

/// Whether the neighbours of a map, found with a seed, are what a request would find: the same, or exact ones
/// of more neighbours, of which the first serve.
bool listsServe(const TrackMap &map, std::uint64_t seed, const MapRequest &request);

/// The last few maps of a file, so that undo has them back at once and other parameters their neighbours.
class KeptMaps
{
public:
    static constexpr std::size_t mostMaps = 6;
    static constexpr std::size_t mostBytes = std::size_t(1) << 30; ///< about, of all but the newest

    /// As the newest, instead of an earlier one of the same request.
    void keep(KeptMap kept);
    /// Null where there is none. Valid until the next call of a function that is not const.
    [[nodiscard]] const KeptMap *find(const Key &request) const;
    /// Of the map as it was judged; nothing happens when it is not kept any more, or got on.
    void keepTruth(std::shared_ptr<const MapTruth> truth);
    /// No longer kept: it is gone on with. Null where it was complete or is not there.
    std::shared_ptr<MapMaking> takeMaking(const Key &request);
    /// Those of a kept map that serve a request, the shortest; or null.
    [[nodiscard]] std::shared_ptr<const NeighbourLists> listsFor(const MapRequest &request) const;

    void keepComponents(const Key &features, std::shared_ptr<const PcaMap> components);
    [[nodiscard]] std::shared_ptr<const PcaMap> components(const Key &features) const;

private:
    struct KeptComponents {
        Key features;
        std::shared_ptr<const PcaMap> map;
    };

    std::vector<KeptMap> m_maps; // the newest last
    std::vector<KeptComponents> m_components;
};

} // namespace genrelens
