// Local Geary: which sites differ little from their neighbours, and which much?
//
//   c_i = sum_j w_ij (u_i - u_j)^2         u = (x - m) / s,  s^2 = sum (x - m)^2 / (n - 1)
//
// Small: the site is like its neighbours, high or low or neither. Large: it stands out from them.
// With x_i fixed and the other values laid out at random, the squared differences to all others
// have mean d and population variance v, so that
//   E(c_i) = W_i d        Var(c_i) = v (sum_j w_ij^2 - W_i^2 / (n - 1)) (n - 1) / (n - 2)
// p_value is by conditional permutations without replacement, two-sided. Shared draws are those of
// sites that have the same value and as many links of equal weights: what is drawn around them has
// one law, so each site's p is as good as with draws of its own. Where that still would be very
// many, all sites share draws of as many neighbours as the most linked of them has, as in local
// Moran: a site with k links takes the first k of each, which are a draw of k.
//
// Sources:
//   Anselin (1995), Local indicators of spatial association - LISA, Geographical Analysis 27(2),
//     93-115. doi:10.1111/j.1538-4632.1995.tb00338.x
//   Anselin (2019), A local indicator of multivariate spatial association: extending Geary's c,
//     Geographical Analysis 51(2), 133-150. doi:10.1111/gean.12164. How it is read.
//
// Edges: an island has c_i = 0 and no p. A site whose value is NaN is left out.
// Errors: as in local_moran. Time: O(links) and R links; shared O(values R k log R) for as many
// distinct values, times the distinct numbers of links k; above most_drawn O(R (k + sites)).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/methods/autocorrelation/adjustment.hpp"
#include "engine/methods/autocorrelation/neighbour_sum.hpp"
#include "engine/table/column.hpp"
#include "engine/weights/spatial_weights.hpp"

namespace hotward::autocorrelation {

struct LocalGearyOptions {
  std::uint32_t permutations = 9999;
  std::uint64_t seed = 1;
  Adjustment adjustment = Adjustment::benjamini_hochberg;
  Draws draws = Draws::independent;  ///< unequal weights always draw independently
  /// Values that shared draws take in all; above it all sites share theirs.
  double most_drawn = 1e8;
};

/// Element i of each vector belongs to site i.
struct LocalGeary {
  std::vector<double> statistic;  ///< c_i
  std::vector<double> expected;
  std::vector<double> variance;
  std::vector<double> z_score;  ///< below 0 where alike
  std::vector<double> p_value;
  std::vector<double> q_value;
  std::uint32_t permutations = 0;
  std::uint64_t seed = 0;
};

/// @param weights  usually row-standardised; no site its own neighbour
///
/// Example:
///   const auto found = local_geary(counts, weights::row_standardized(neighbours));
///   const bool like_its_neighbours = found->statistic[4] < found->expected[4];
[[nodiscard]] Result<LocalGeary> local_geary(std::span<const double> values,
                                             const weights::SpatialWeights& weights,
                                             const LocalGearyOptions& options = {});

/// The layer's columns: geary_c geary_z geary_p geary_q.
[[nodiscard]] std::vector<table::Column> columns(const LocalGeary& result);

}  // namespace hotward::autocorrelation
