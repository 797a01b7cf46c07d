// Moran's I: are neighbours alike, over the whole map?
//
//   I = (n / S0) sum_ij w_ij z_i z_j / sum_i z_i^2        z_i = x_i - m
//   E(I) = -1 / (n - 1)                                   S0, S1, S2: global_statistic.hpp
//
// Above its expectation: like beside like. Below: high beside low. The variance under randomisation
// uses the kurtosis b2 = n sum z^4 / (sum z^2)^2.
//
// Sources:
//   Moran (1950), Notes on continuous stochastic phenomena, Biometrika 37(1/2), 17-23.
//     doi:10.2307/2332142
//   Cliff, Ord (1981), Spatial Processes: Models and Applications, Pion. Both variances.
//
// Edges: islands count as sites (n) with nothing beside them. A site whose value is NaN is left
// out. Errors: too_few_sites below 4 sites with a value (the variance divides by n - 3);
// constant_values; bad_value for an infinite value; no_data where no site has a neighbour. Time:
// O(links) and R (sites + links).
#pragma once

#include <span>

#include "engine/core/result.hpp"
#include "engine/methods/autocorrelation/global_statistic.hpp"
#include "engine/weights/spatial_weights.hpp"

namespace hotward::autocorrelation {

/// @param weights  usually row-standardised; no site its own neighbour
///
/// Example:
///   const auto i = global_moran(counts, weights::row_standardized(neighbours));
///   const bool neighbours_are_alike = i->statistic > i->expected;  // p: i->p_permutations
[[nodiscard]] Result<GlobalStatistic> global_moran(std::span<const double> values,
                                                   const weights::SpatialWeights& weights,
                                                   const GlobalOptions& options = {});

}  // namespace hotward::autocorrelation
