// Global input: what every global statistic checks before it starts.
#pragma once

#include <functional>
#include <span>

#include "engine/core/result.hpp"
#include "engine/methods/autocorrelation/global_test.hpp"
#include "engine/weights/spatial_weights.hpp"

namespace hotward::autocorrelation {

using GlobalStatistic = std::function<GlobalTest(std::span<const double> values,
                                                 const weights::SpatialWeights& weights)>;

/// Leaves undefined sites out, checks what is left, and calls the statistic.
/// @param name  of the statistic: "Moran's I"
[[nodiscard]] Result<GlobalTest> on_defined_sites(std::span<const double> values,
                                                  const weights::SpatialWeights& weights,
                                                  const char* name,
                                                  const GlobalStatistic& statistic);

}  // namespace hotward::autocorrelation
