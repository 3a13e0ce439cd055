#include "core/study/track_map.h"

#include "core/embed/pca.h"
#include "core/embed/umap_layout.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

namespace genrelens
{

namespace
{

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds frameInterval{30};
constexpr std::chrono::milliseconds waitInterval{5};
constexpr double neighboursEnd = 0.35; // of the whole, as time goes at a hundred thousand rows
constexpr double graphEnd = 0.40;
constexpr double startEnd = 0.45;

} // namespace

Key MapRequest::neighboursKey() const
{
    return KeyBuilder()
        .add("neighbours")
        .add(features.key())
        .add(settings.neighbours)
        .add(settings.metric)
        .add(seed)
        .key();
}

Key MapRequest::key() const
{
    KeyBuilder key;
    key.add("map").add(neighboursKey()).add(settings.minDist).add(settings.spread).add(settings.epochs);
    key.add(settings.negatives).add(settings.start);
    if (!labels.isEmpty())
        key.add(labels.key()).add(settings.labelWeight);
    return key.key();
}

Result<MapTruth> measureTruth(const TrackMap &map, std::uint64_t seed, Progress &progress)
{
    SubProgress first(progress, 0.0, 0.5);
    const Result<MapQuality> quality = measureMap(
        map.features, map.points, {map.lists->neighbours, map.settings.metric, mapQueries, seed}, first);
    if (!quality)
        return quality.error();
    SubProgress second(progress, 0.5, 1.0);
    Result<std::vector<float>> survival = neighbourhoodSurvival(*map.lists, map.points, second);
    if (!survival)
        return survival.error();
    return MapTruth{quality.value(), std::move(survival).value(), map.key, map.epoch};
}

MapReference MapReference::of(const Features &features, std::span<const MapPoint> points)
{
    MapReference reference;
    reference.sourceRows.reserve(features.rows());
    for (std::size_t i = 0; i < features.rows(); ++i)
        reference.sourceRows.push_back(features.sourceRow(i));
    reference.points.assign(points.begin(), points.end());
    return reference;
}

std::vector<SharedRow> MapReference::sharedWith(const Features &features) const
{
    std::vector<SharedRow> shared;
    std::size_t place = 0;
    for (std::size_t i = 0; i < features.rows(); ++i) {
        while (place < sourceRows.size() && sourceRows[place] < features.sourceRow(i))
            ++place;
        if (place < sourceRows.size() && sourceRows[place] == features.sourceRow(i))
            shared.emplace_back(static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(place));
    }
    return shared;
}

MapMaking::MapMaking(MapRequest request, MapReference reference, std::shared_ptr<const NeighbourLists> known)
    : m_request(std::move(request))
    , m_reference(std::move(reference))
    , m_shared(m_reference.sharedWith(m_request.features))
    , m_lists(std::move(known))
{
}

MapMaking::~MapMaking() = default;

Result<void> MapMaking::begin(Progress &progress)
{
    const Features &features = m_request.features;
    const auto wanted = std::min(static_cast<std::size_t>(m_request.settings.neighbours),
                                 features.rows() > 0 ? features.rows() - 1 : 0);
    if (m_lists && !haveFirstNeighbours(*m_lists, wanted))
        m_lists.reset();
    if (m_lists && m_lists->neighbours > wanted)
        m_lists = std::make_shared<const NeighbourLists>(firstNeighbours(*m_lists, wanted));
    if (!m_lists) {
        SubProgress part(progress, 0.0, neighboursEnd);
        Result<NeighbourLists> lists =
            nearestNeighbours(features, neighbourOptions(m_request.settings, m_request.seed), part);
        if (!lists)
            return lists.error();
        m_lists = std::make_shared<const NeighbourLists>(std::move(lists).value());
    }
    const LabelSet &labels = m_request.labels;
    const UmapOptions options = umapOptions(m_request.settings, m_request.seed, !labels.isEmpty());
    SubProgress graphPart(progress, neighboursEnd, graphEnd);
    Result<UmapGraph> graph = umapGraph(*m_lists, options, labels.isEmpty() ? nullptr : &labels, graphPart);
    if (!graph)
        return graph.error();
    SubProgress startPart(progress, graphEnd, startEnd);
    Result<UmapStartLayout> start = umapStart(features, graph.value(), options, startPart);
    if (!start)
        return start.error();
    m_remark = start.value().note;
    Result<UmapLayout> layout = UmapLayout::make(graph.value(), start.value().points, options, progress);
    if (!layout)
        return layout.error();
    m_layout = std::make_unique<UmapLayout>(std::move(layout).value());
    return {};
}

Result<std::shared_ptr<const TrackMap>> MapMaking::goOn(Progress &progress, const Watcher &watcher)
{
    // Whoever is cancelled while it waits must not keep a thread of the pool until the last one has ended.
    std::unique_lock lock(m_working, std::defer_lock);
    while (!progress.cancelled() && !lock.try_lock())
        std::this_thread::sleep_for(waitInterval);
    if (progress.cancelled())
        return Error::cancelled();
    if (!m_layout) {
        if (const Result<void> begun = begin(progress); !begun)
            return begun.error();
        if (watcher)
            watcher(present());
    }
    Clock::time_point shown = Clock::now();
    while (m_layout->epoch() < m_layout->epochs()) {
        progress.report(startEnd + (1.0 - startEnd) * m_layout->epoch() / m_layout->epochs(),
                        "Laying out tracks");
        const bool stepped = m_layout->step(progress);
        if (watcher && (!stepped || Clock::now() - shown >= frameInterval)) {
            watcher(present());
            shown = Clock::now();
        }
        if (!stepped)
            return Error::cancelled();
    }
    return present();
}

std::shared_ptr<const TrackMap> MapMaking::present() const
{
    TrackMap map{m_request.features, m_request.settings, m_layout->points(), m_lists,
                 m_remark,           m_layout->epoch(),  m_layout->epochs(), m_request.key()};
    map.points = alignedTo(map.points, m_reference.points, m_shared);
    return std::make_shared<const TrackMap>(std::move(map));
}

Result<std::shared_ptr<const TrackMap>> makeMap(const MapRequest &request, Progress &progress)
{
    const Result<PcaMap> pca = pcaMap(request.features, progress);
    if (!pca)
        return pca.error();
    return MapMaking(request, MapReference::of(request.features, pca.value().points)).goOn(progress);
}

} // namespace genrelens
