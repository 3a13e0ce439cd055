#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/embed/map_point.h"
#include "core/embed/neighbour_lists.h"
#include "core/labels/label_set.h"
#include "core/prepare/features.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace genrelens
{

enum class UmapStart { Pca, Spectral, Random };

/// Of UMAP (McInnes, Healy & Melville 2018), but for the neighbours and their metric.
struct UmapOptions {
    double minDist = 0.1;
    double spread = 1.0;
    int epochs = 0; ///< 0: 500 for up to 10,000 rows, 200 beyond
    int negatives = 5;
    double learningRate = 1.0;
    double repulsion = 1.0;
    UmapStart start = UmapStart::Pca;
    double labelWeight = 0.0; ///< of the labels against the features, 0 to 1; needs labels above 0
    std::uint64_t seed = 1;

    bool operator==(const UmapOptions &) const = default;
};

int epochsOf(const UmapOptions &options, std::size_t rows);

} // namespace genrelens
