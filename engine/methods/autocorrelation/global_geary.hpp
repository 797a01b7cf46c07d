// Geary's C: how much do neighbours differ, over the whole map?
//
//   C = (n - 1) sum_ij w_ij (x_i - x_j)^2 / (2 S0 sum_i z_i^2)     z_i = x_i - m
//   E(C) = 1                                                       S0: global_statistic.hpp
//
// Below 1: neighbours are alike, and z is negative (spdep prints the opposite sign). Above 1: they
// differ more than sites at random. It weighs local differences where Moran's I weighs co-movement.
//
// Sources:
//   Geary (1954), The contiguity ratio and statistical mapping, The Incorporated Statistician 5(3),
//     115-145. doi:10.2307/2986645
//   Cliff, Ord (1981), Spatial Processes: Models and Applications, Pion. Both variances.
//
// Edges and errors: as in global_moran.hpp. Time: O(links) and R (sites + links).
#pragma once

#include <span>

#include "engine/core/result.hpp"
#include "engine/methods/autocorrelation/global_statistic.hpp"
#include "engine/weights/spatial_weights.hpp"

namespace hotward::autocorrelation {

/// @param weights  no site its own neighbour
///
/// Example:
///   const auto c = global_geary(counts, neighbours);
///   const bool neighbours_are_alike = c->statistic < c->expected;
[[nodiscard]] Result<GlobalStatistic> global_geary(std::span<const double> values,
                                                   const weights::SpatialWeights& weights,
                                                   const GlobalOptions& options = {});

}  // namespace hotward::autocorrelation
