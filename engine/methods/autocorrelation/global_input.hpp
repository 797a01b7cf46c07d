// Global input: what every global statistic checks before it starts.
//
// Only for this room's files.
#pragma once

#include <functional>
#include <span>

#include "engine/core/result.hpp"
#include "engine/methods/autocorrelation/global_statistic.hpp"
#include "engine/weights/spatial_weights.hpp"

namespace hotward::autocorrelation {

using StatisticOfMap = std::function<GlobalStatistic(std::span<const double> values,
                                                     const weights::SpatialWeights& weights)>;

/// Leaves undefined sites out, checks what is left, and calls the statistic.
/// @param name  of the statistic: "Moran's I"
[[nodiscard]] Result<GlobalStatistic> on_defined_sites(std::span<const double> values,
                                                       const weights::SpatialWeights& weights,
                                                       const char* name,
                                                       const StatisticOfMap& statistic);

}  // namespace hotward::autocorrelation
