#include "core/base/parallel.h"
#include "core/base/stretches.h"
#include "core/embed/umap.h"
#include "core/embed/umap_memberships.h"
#include "core/embed/umap_supervision.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

namespace genrelens
{

namespace
{

constexpr std::size_t rowsAtOnce = 4096;

// An edge as one of its ends sees it.
struct Edge {
    std::uint32_t end = 0;
    float weight = 0.0F;
};

// Who has a row among its neighbours, in the order of the rows.
struct Incoming {
    std::vector<std::size_t> begins;
    std::vector<Edge> edges;
};

Incoming incomingOf(const NeighbourLists &lists, const std::vector<float> &weights, const Progress &progress)
{
    Incoming incoming;
    const std::size_t k = lists.neighbours;
    incoming.begins.assign(lists.size() + 2, 0);
    forStretches(lists.rows.size(), progress, [&](std::size_t begin, std::size_t end) {
        for (std::size_t e = begin; e < end; ++e)
            ++incoming.begins[lists.rows[e] + 2];
    });
    std::partial_sum(incoming.begins.begin(), incoming.begins.end(), incoming.begins.begin());
    incoming.edges.resize(lists.rows.size());
    forStretches(lists.size(), progress, [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row)
            for (std::size_t e = row * k; e < (row + 1) * k; ++e)
                incoming.edges[incoming.begins[lists.rows[e] + 1]++] = {static_cast<std::uint32_t>(row),
                                                                        weights[e]};
    });
    incoming.begins.pop_back();
    return incoming;
}

// Merges what a row sees and who sees it, both in the order of the other ends; add(end, own, others) with a
// weight of 0 where one of them is missing.
template <typename Add>
void mergeEdges(std::span<const Edge> own, std::span<const Edge> others, const Add &add)
{
    auto a = own.begin();
    auto b = others.begin();
    while (a != own.end() || b != others.end()) {
        if (b == others.end() || (a != own.end() && a->end < b->end)) {
            add(a->end, a->weight, 0.0F);
            ++a;
        } else if (a == own.end() || b->end < a->end) {
            add(b->end, 0.0F, b->weight);
            ++b;
        } else {
            add(a->end, a->weight, b->weight);
            ++a;
            ++b;
        }
    }
}

// Calls body(row, own, others) for each row, several at a time.
template <typename Body>
void forRows(const NeighbourLists &lists, const std::vector<float> &weights, const Incoming &incoming,
             const Progress &progress, const Body &body)
{
    parallelBlocks(lists.size(), rowsAtOnce, [&](std::size_t begin, std::size_t end) {
        if (progress.cancelled())
            return;
        std::vector<Edge> own(lists.neighbours);
        for (std::size_t row = begin; row < end; ++row) {
            for (std::size_t j = 0; j < own.size(); ++j)
                own[j] = {lists.of(row)[j], weights[row * own.size() + j]};
            std::sort(own.begin(), own.end(), [](const Edge &a, const Edge &b) { return a.end < b.end; });
            const std::span<const Edge> others(incoming.edges.data() + incoming.begins[row],
                                               incoming.begins[row + 1] - incoming.begins[row]);
            body(row, std::span<const Edge>(own), others);
        }
    });
}

// Probability that at least one of both directions holds. A weight that float cannot tell from 0 stays an
// edge.
UmapGraph fuzzyUnion(const NeighbourLists &lists, const std::vector<float> &weights, const Progress &progress)
{
    const Incoming incoming = incomingOf(lists, weights, progress);
    UmapGraph graph;
    if (progress.cancelled())
        return graph;
    graph.begins.assign(lists.size() + 1, 0);
    forRows(lists, weights, incoming, progress, [&](std::size_t row, const auto &own, const auto &others) {
        std::size_t count = 0;
        mergeEdges(own, others, [&](std::uint32_t, float, float) { ++count; });
        graph.begins[row + 1] = count;
    });
    std::partial_sum(graph.begins.begin(), graph.begins.end(), graph.begins.begin());
    graph.ends.resize(graph.begins.back());
    graph.weights.resize(graph.begins.back());
    forRows(lists, weights, incoming, progress, [&](std::size_t row, const auto &own, const auto &others) {
        std::size_t to = graph.begins[row];
        mergeEdges(own, others, [&](std::uint32_t end, float a, float b) {
            graph.ends[to] = end;
            graph.weights[to++] = a + b - a * b;
        });
    });
    return graph;
}

} // namespace

Result<UmapGraph> umapGraph(const NeighbourLists &lists, const UmapOptions &options, const LabelSet *labels,
                            Progress &progress)
{
    if (lists.size() == 0)
        return Error{"There are no neighbours to make a map of", {}, {}, ErrorKind::Failure};
    if (labels != nullptr && labels->codes().size() != lists.size())
        return Error{"The labels are of other tracks than the neighbours", {}, {}, ErrorKind::Failure};
    progress.report(0.0, "Weighing neighbours");
    const Result<std::vector<float>> weights =
        umapMemberships(lists.distances, lists.neighbours, true, progress);
    if (!weights)
        return weights.error();
    progress.report(0.4, "Joining neighbourhoods");
    UmapGraph graph = fuzzyUnion(lists, weights.value(), progress);
    if (progress.cancelled())
        return Error::cancelled();
    if (labels != nullptr && options.labelWeight > 0.0)
        superviseUmap(graph, *labels, options.labelWeight);
    progress.report(1.0, "Joining neighbourhoods");
    return graph;
}

} // namespace genrelens
