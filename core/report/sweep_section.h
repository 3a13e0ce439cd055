#pragma once

#include "core/cluster/k_sweep.h"

#include <nlohmann/json.hpp>

#include <span>

namespace genrelens
{

/// What the section `clusters` says of the sweep: sweep[], and where there is one recommended_k, which is
/// null when no criterion can tell, and votes[].
nlohmann::ordered_json sweepSection(std::span<const KSweepPoint> sweep);

} // namespace genrelens
