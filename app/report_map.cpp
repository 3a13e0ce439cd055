// The map of a report; report_run.cpp holds its other steps.
#include "app/report_run.h"
#include "core/report/map_section.h"
#include "core/study/map_settings_json.h"

namespace genrelens
{

Result<void> ReportRun::layOutMap()
{
    if (features().rows() < 3) {
        note("a map takes three tracks; it is left out");
        return {};
    }
    begin("map", "Making the map");
    const StudySettings &settings = m_options.settings;
    const LabelSet pulling = settings.map.labels.empty() ? LabelSet() : labels(settings.map.labels);
    if (!settings.map.labels.empty() && pulling.isEmpty())
        note("there is no label set " + settings.map.labels + " for the map to pull together");
    const Result<PcaMap> pca = pcaMap(features(), m_progress);
    if (!pca)
        return pca.error();
    MapMaking making({features(), settings.map, pulling, settings.seed},
                     MapReference::of(features(), pca.value().points));
    auto map = making.goOn(m_progress);
    if (!map)
        return map.error();
    m_map = std::move(map).value();
    if (!m_map->remark.empty())
        note(m_map->remark);
    begin("map_quality", "Judging the map");
    const Result<MapQuality> quality =
        measureMap(features(), m_map->points,
                   {m_map->lists->neighbours, m_map->settings.metric, mapQueries, settings.seed}, m_progress);
    if (!quality)
        return quality.error();
    m_results["map"] =
        mapSection({toJsonObject(m_map->settings), m_map->epochs, m_map->remark, features().names()},
                   *m_map->lists, quality.value(), pca.value());
    return drawMap();
}

Result<void> ReportRun::drawMap()
{
    begin("map_figures", "Drawing the map");
    for (const std::string &name : labelNames())
        if (const LabelSet set = labels(name); !set.isEmpty())
            if (Result<void> drawn = m_figures.map(*m_map, set, m_options.settings); !drawn)
                return drawn;
    return {};
}

} // namespace genrelens
