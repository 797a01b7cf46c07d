// Global statistic: what Moran's I, Geary's C and the general G have in common
//
// With  S0 = sum w_ij,  S1 = 1/2 sum (w_ij + w_ji)^2,  S2 = sum_i (sum_j w_ij + sum_j w_ji)^2,
// the mean and variance of each statistic are known under randomisation (the values in a random
// order over the sites) and, for I and C, under normality (values drawn from a normal law).
//
// Permutations lay out all values anew: p = (M + 1) / (R + 1), two-sided twice the smaller tail.
// Each is a function of (seed, statistic, replicate).
//
// Source:
//   Cliff, Ord (1981), Spatial Processes: Models and Applications, Pion.
#pragma once

#include <cstdint>
#include <span>

#include "engine/core/result.hpp"
#include "engine/methods/autocorrelation/pair_sums.hpp"
#include "engine/weights/spatial_weights.hpp"

namespace hotward::autocorrelation {

struct GlobalOptions {
  std::uint32_t permutations = 999;  ///< 0 for none
  std::uint64_t seed = 1;
};

struct GlobalStatistic {
  double statistic = 0.0;
  double expected = 0.0;
  double variance = 0.0;         ///< under randomisation
  double variance_normal = 0.0;  ///< under normality; NaN for the general G
  double z = 0.0;                ///< (statistic - expected) / sqrt(variance)
  double p = 0.0;                ///< two-sided, normal, from z
  double p_permutations = 0.0;   ///< two-sided; NaN without permutations
  double p_upper = 0.0;          ///< permutations at least as large; NaN without
  double p_lower = 0.0;          ///< permutations at most as large; NaN without
  std::uint32_t permutations = 0;
  std::uint64_t seed = 0;
  std::size_t sites = 0;      ///< with a value
  std::size_t undefined = 0;  ///< left out for want of one
};

/// S0, S1, S2. Time: O(links log links of a row).
struct WeightSums {
  double s0 = 0.0;
  double s1 = 0.0;
  double s2 = 0.0;
};
/// Example:
///   const double links = weight_sums(neighbours).s0;  // of binary weights, each direction counted
[[nodiscard]] WeightSums weight_sums(const weights::SpatialWeights& weights);

/// A statistic that is a sum over pairs, times a scale that no layout changes.
struct PairStatistic {
  std::span<const double> values;
  const weights::SpatialWeights& weights;
  PairSum sum;
  double scale;
  double rounding;     ///< of each value: value_rounding()
  std::uint32_t unit;  ///< names the statistic to the random numbers
};

/// Fills z and p from the moments, and the permutation fields with R values of the statistic.
void finish(GlobalStatistic& test, const PairStatistic& statistic, const GlobalOptions& options);

}  // namespace hotward::autocorrelation
