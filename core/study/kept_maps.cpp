#include "core/study/kept_maps.h"

#include <algorithm>
#include <utility>

namespace genrelens
{

namespace
{

constexpr std::size_t mostComponents = 4;
constexpr std::size_t partsOfAMaking =
    4; // times the lists: its graph, their transpose and the layout's state

std::size_t bytesOf(const KeptMap &kept)
{
    const NeighbourLists &lists = *kept.map->lists;
    const std::size_t found = lists.rows.size() * (sizeof(std::uint32_t) + sizeof(float));
    return found * (kept.making ? 1 + partsOfAMaking : 1) + kept.map->points.size() * sizeof(MapPoint);
}

} // namespace

// The first of an approximate search for more neighbours are not what one for fewer finds.
bool listsServe(const TrackMap &map, std::uint64_t seed, const MapRequest &request)
{
    const int had = map.settings.neighbours;
    const int wanted = request.settings.neighbours;
    return map.features.key() == request.features.key() && map.settings.metric == request.settings.metric &&
           seed == request.seed && (had == wanted || (map.lists->exact && had > wanted));
}

void KeptMaps::keep(KeptMap kept)
{
    std::erase_if(m_maps, [&](const KeptMap &other) { return other.map->key == kept.map->key; });
    m_maps.push_back(std::move(kept));
    std::size_t bytes = 0;
    std::size_t count = 1;
    for (auto map = m_maps.rbegin() + 1; map != m_maps.rend(); ++map, ++count) {
        bytes += bytesOf(*map);
        if (count == mostMaps || bytes > mostBytes)
            break;
    }
    m_maps.erase(m_maps.begin(), m_maps.end() - static_cast<std::ptrdiff_t>(count));
}

const KeptMap *KeptMaps::find(const Key &request) const
{
    const auto found = std::find_if(m_maps.begin(), m_maps.end(),
                                    [&](const KeptMap &kept) { return kept.map->key == request; });
    return found == m_maps.end() ? nullptr : &*found;
}

void KeptMaps::keepTruth(std::shared_ptr<const MapTruth> truth)
{
    for (KeptMap &kept : m_maps)
        if (kept.map->key == truth->key && kept.map->epoch == truth->epoch)
            kept.truth = truth;
}

std::shared_ptr<MapMaking> KeptMaps::takeMaking(const Key &request)
{
    const auto found = std::find_if(m_maps.begin(), m_maps.end(), [&](const KeptMap &kept) {
        return kept.making && kept.map->key == request;
    });
    if (found == m_maps.end())
        return nullptr;
    std::shared_ptr<MapMaking> making = std::move(found->making);
    m_maps.erase(found);
    return making;
}

std::shared_ptr<const NeighbourLists> KeptMaps::listsFor(const MapRequest &request) const
{
    std::shared_ptr<const NeighbourLists> serving;
    for (const KeptMap &kept : m_maps)
        if (listsServe(*kept.map, kept.seed, request) &&
            (!serving || kept.map->lists->neighbours < serving->neighbours))
            serving = kept.map->lists;
    return serving;
}

void KeptMaps::keepComponents(const Key &features, std::shared_ptr<const PcaMap> components)
{
    std::erase_if(m_components, [&](const KeptComponents &kept) { return kept.features == features; });
    m_components.push_back({features, std::move(components)});
    if (m_components.size() > mostComponents)
        m_components.erase(m_components.begin());
}

std::shared_ptr<const PcaMap> KeptMaps::components(const Key &features) const
{
    for (const KeptComponents &kept : m_components)
        if (kept.features == features)
            return kept.map;
    return nullptr;
}

} // namespace genrelens
