#include "core/embed/umap_supervision.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <cmath>

namespace genrelens
{

namespace
{

constexpr std::size_t rowsAtOnce = 4096;
constexpr double farDistance = 2.5; // between classes
constexpr double unknownDistance = 1.0;

} // namespace

// The graph is symmetric, and so is what fades; only each row's strongest edge must be known of both ends.
void superviseUmap(UmapGraph &graph, const LabelSet &labels, double labelWeight)
{
    const double apart = labelWeight < 1.0 ? farDistance / (1.0 - labelWeight) : 1e12;
    const auto between = static_cast<float>(std::exp(-apart));
    const auto unknown = static_cast<float>(std::exp(-unknownDistance));
    const std::vector<std::int32_t> &codes = labels.codes();
    std::vector<float> strongest(graph.rows(), 0.0F);
    parallelBlocks(graph.rows(), rowsAtOnce, [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row)
            for (std::size_t e = graph.begins[row]; e < graph.begins[row + 1]; ++e) {
                const std::int32_t other = codes[graph.ends[e]];
                if (codes[row] == unlabelled || other == unlabelled)
                    graph.weights[e] *= unknown;
                else if (codes[row] != other)
                    graph.weights[e] *= between;
                strongest[row] = std::max(strongest[row], graph.weights[e]);
            }
    });
    const auto ofStrongest = [&](float weight, std::size_t row) {
        return strongest[row] > 0.0F ? weight / strongest[row] : 0.0F;
    };
    parallelBlocks(graph.rows(), rowsAtOnce, [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row)
            for (std::size_t e = graph.begins[row]; e < graph.begins[row + 1]; ++e) {
                const float a = ofStrongest(graph.weights[e], row);
                const float b = ofStrongest(graph.weights[e], graph.ends[e]);
                graph.weights[e] = a + b - a * b;
            }
    });
}

} // namespace genrelens
