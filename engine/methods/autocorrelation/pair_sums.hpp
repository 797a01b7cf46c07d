// Pair sums: what the global statistics are made of, over the map as it is and over random layouts
//
//   products             sum_ij w_ij x_i x_j           Moran's I and the general G
//   squared differences  sum_ij w_ij (x_i - x_j)^2     Geary's C
//
// On a map of counts most cells hold the same number, none. With u the commonest value and
// y_i = x_i - u, both sums follow from the few y that are not 0:
//   products = sum_ij w_ij y_i y_j + u sum_i m_i y_i + u^2 S0      m_i = sum_j (w_ij + w_ji)
//   squared differences = sum_i m_i y_i^2 - 2 sum_ij w_ij y_i y_j
// so a random layout needs only new places for those few. Where at most half of the values differ
// from u, layouts are made that way: 999 of them over 23,400 cells, 4 % of them occupied, take 0.04
// CPU seconds in place of 0.5.
//
// Each layout is a function of (seed, unit, number). Time: O(links) for a map; O(R (sites + links))
// for R layouts, or O(R (values that differ + their links)).
//
// Only for this room's files.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/weights/spatial_weights.hpp"

namespace hotward::autocorrelation {

enum class PairSum { products, squared_differences };

[[nodiscard]] double pair_sum(PairSum which, std::span<const double> values,
                              const weights::SpatialWeights& weights);

struct Layouts {
  std::uint32_t count = 999;
  std::uint64_t seed = 1;
  std::uint32_t unit = 0;  ///< names the statistic to the random numbers
};

/// The sum over the values in a random order, for each layout.
[[nodiscard]] std::vector<double> pair_sums_of_layouts(PairSum which,
                                                       std::span<const double> values,
                                                       const weights::SpatialWeights& weights,
                                                       const Layouts& layouts);

}  // namespace hotward::autocorrelation
