// General G: do high values lie together, or low ones, over the whole map?
//
//   G = sum_ij w_ij x_i x_j / sum_{i != j} x_i x_j
//   E(G) = S0 / (n (n - 1))                                            S0: global_statistic.hpp
//
// Above its expectation high values lie together, below it low ones: Moran's I does not distinguish
// these. Values must not be negative, and are usually given binary weights.
//
// Sources:
//   Getis, Ord (1992), The analysis of spatial association by use of distance statistics,
//     Geographical Analysis 24(3), 189-206. doi:10.1111/j.1538-4632.1992.tb00261.x. With the
//     erratum in Geographical Analysis 25(3), 276 (1993): 6 S0^2 in the second coefficient of the
//     variance.
//
// Edges and errors: as in global_moran.hpp, and bad_value for a negative value. There is no
// variance under normality. Time: O(links) and R (sites + links).
#pragma once

#include <span>

#include "engine/core/result.hpp"
#include "engine/methods/autocorrelation/global_statistic.hpp"
#include "engine/weights/spatial_weights.hpp"

namespace hotward::autocorrelation {

/// @param weights  no site its own neighbour
///
/// Example:
///   const auto g = general_g(counts, neighbours);
///   const bool high_beside_high = g->statistic > g->expected;
[[nodiscard]] Result<GlobalStatistic> general_g(std::span<const double> values,
                                                const weights::SpatialWeights& weights,
                                                const GlobalOptions& options = {});

}  // namespace hotward::autocorrelation
