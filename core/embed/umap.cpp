#include "core/embed/umap.h"

#include "core/embed/umap_layout.h"

#include <utility>

namespace genrelens
{

int epochsOf(const UmapOptions &options, std::size_t rows)
{
    constexpr std::size_t fewRows = 10'000;
    if (options.epochs > 0)
        return options.epochs;
    return rows <= fewRows ? 500 : 200;
}

Result<UmapMap> umapMap(const Features &features, const NeighbourLists &lists, const LabelSet *labels,
                        const UmapOptions &options, Progress &progress, const UmapWatcher &watcher)
{
    SubProgress ofGraph(progress, 0.0, 0.1);
    Result<UmapGraph> graph = umapGraph(lists, options, labels, ofGraph);
    if (!graph)
        return graph.error();
    SubProgress ofStart(progress, 0.1, 0.2);
    Result<UmapStartLayout> start = umapStart(features, graph.value(), options, ofStart);
    if (!start)
        return start.error();
    Result<UmapLayout> made = UmapLayout::make(graph.value(), start.value().points, options, progress);
    if (!made)
        return made.error();
    UmapLayout layout = std::move(made).value();
    graph = UmapGraph{}; // its memory is of use to the layout
    while (!layout.isDone()) {
        if (!layout.step(progress))
            return Error::cancelled();
        progress.report(0.2 + 0.8 * layout.epoch() / layout.epochs(), "Laying out the map");
        if (watcher)
            watcher(layout.epoch(), layout.points());
    }
    return UmapMap{layout.points(), layout.epochs(), start.value().start, std::move(start.value().note)};
}

} // namespace genrelens
