#pragma once

#include "core/labels/contingency.h"
#include "core/study/settings.h"
#include "widgets/plots/heatmap_layout.h"
#include "widgets/plots/matrix.h"

#include <cstdint>
#include <vector>

namespace genrelens
{

class Heatmap;

/// Two label sets of the same tracks, one down and one across.
struct GroupingPair {
    LabelSet rows;
    LabelSet columns;
};

enum class ContingencyOrder {
    Mapping, ///< as the label set has them, genres by their super-genre
    Size
};

/// The classes of two groupings as a matrix: only those that share a track with the other grouping, and of
/// very many the largest, with all others together behind them.
struct ContingencyView {
    CountMatrix matrix;
    std::vector<int> rowOfClass; ///< the line of each class of the first set; -1 for one that is not shown
    std::vector<int> columnOfClass;
};

/// So many classes of either grouping are shown as they are.
inline constexpr std::size_t mostClassesShown = 300;

ContingencyView contingencyView(const GroupingPair &pair, const Contingency &table,
                                const StudySettings &settings, ContingencyOrder order);
void showContingency(Heatmap &heatmap, const GroupingPair &pair, const ContingencyView &view);

/// The tracks that stand in these cells of the view.
std::vector<std::uint32_t> tracksIn(const GroupingPair &pair, const ContingencyView &view,
                                    const CellArea &cells);

} // namespace genrelens
