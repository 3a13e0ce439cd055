#pragma once

#include "core/embed/map_quality.h"
#include "core/embed/neighbour_lists.h"
#include "core/embed/pca.h"

#include <nlohmann/json.hpp>

#include <span>
#include <string>

namespace genrelens
{

/// The facts of a map that is reported.
struct ReportedMap {
    nlohmann::ordered_json parameters; ///< it was made with
    int epochs = 0;                    ///< that were gone through
    std::string remark;                ///< why it did not begin as asked; empty: it did
    std::span<const std::string> features;
};

/// map: parameters, epochs, neighbours.exact|recall, trustworthiness, preservation, and of the principal
/// components their shares of the variance and loadings.<feature>.
nlohmann::ordered_json mapSection(const ReportedMap &map, const NeighbourLists &lists,
                                  const MapQuality &quality, const PcaMap &pca);

} // namespace genrelens
