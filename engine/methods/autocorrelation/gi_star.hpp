// Getis-Ord G*: at which sites do high values gather, and at which low ones?
//
//             sum_j w_ij (x_j - m)               m    mean of all n values
//   G*_i = ---------------------------------     s^2  their population variance
//          s sqrt((n S_i - W_i^2) / (n - 1))     W_i = sum_j w_ij,  S_i = sum_j w_ij^2
//
// The star means that site i counts as its own neighbour. G_i, without the star, leaves i out of
// the sums, of m and s^2, and counts one site less: n - 1 for n and n - 2 for n - 1.
//
// The z-score measures how far the sum stands out. It measures how likely that is only where the
// sum is close to normal, and on sparse counts it is not: with a mean of 0.02 per cell, z > 1.645
// holds for 15 % of the cells of a map without any pattern instead of 5 %. So p_value does not come
// from z_score but from the sum's own randomisation (neighbour_sum.hpp): exactly for counts, by
// permutations for other values or unequal weights. It is two-sided: min(1, 2 min(upper, lower)).
//
// bin = ±3, ±2, ±1 where q_value, the p-value corrected over the map, is at most 0.01, 0.05, 0.10;
// + where the upper tail is the smaller one, - where the lower; 0 elsewhere. It does not look at
// the site's own value: a cold address amid hot ones is hot, because its surroundings are.
//
// Sources:
//   Getis, Ord (1992), The analysis of spatial association by use of distance statistics,
//     Geographical Analysis 24(3), 189-206. doi:10.1111/j.1538-4632.1992.tb00261.x
//   Ord, Getis (1995), Local spatial autocorrelation statistics: distributional issues and an
//     application, Geographical Analysis 27(4), 286-306. doi:10.1111/j.1538-4632.1995.tb00912.x
//     The standardised forms above.
//   Caldas de Castro, Singer (2006), Controlling the false discovery rate: a new application to
//     account for multiple and dependent tests in local statistics of spatial association,
//     Geographical Analysis 38(2), 180-208. doi:10.1111/j.0016-7363.2006.00682.x. The correction.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/methods/autocorrelation/adjustment.hpp"
#include "engine/methods/autocorrelation/caution.hpp"
#include "engine/methods/autocorrelation/neighbour_sum.hpp"
#include "engine/table/column.hpp"
#include "engine/weights/spatial_weights.hpp"

namespace hotward::autocorrelation {

struct GiOptions {
  NullOptions null = {};  ///< total by default, the null of the z-score
  Adjustment adjustment = Adjustment::benjamini_hochberg;
  bool mid_p = false;  ///< correct and bin mid_p in place of p_value
  /// Of each site, where values are counts over areas: for the caution about unequal sizes. Or
  /// empty.
  std::span<const double> area_km2 = {};
};

/// Element i of each vector belongs to site i.
struct GiStar {
  std::vector<double> values;     ///< x_i, as given
  std::vector<double> z_score;    ///< G*_i
  std::vector<double> p_value;    ///< two-sided, in [0, 1], for one site at a time
  std::vector<double> p_upper;    ///< P(sum >= seen): small where hot
  std::vector<double> p_lower;    ///< P(sum <= seen): small where cold
  std::vector<double> mid_p;      ///< two-sided, half of the seen sum's own probability taken off
  std::vector<double> q_value;    ///< corrected over the map
  std::vector<std::int64_t> bin;  ///< -3 … 3; table::null_integer where there is no p-value
  Evidence evidence;
  Adjustment adjustment = Adjustment::benjamini_hochberg;
  std::vector<Caution> cautions;
};

/// @param values   one per site: counts or rates, any unit; NaN where there is none
/// @param weights  over the same sites in the same order, each site its own neighbour
/// @return G* of every site. A site whose value is NaN is left out, and its results are NaN. z and
///         p are NaN where the neighbourhood is the whole map with equal weights: no reshuffling of
///         the values can change its sum. An island's z is its own standardised value, and its p
///         under the total null that value's rank; under the conditional null it has none.
///         too_few_sites below 3 sites with a value; constant_values where no value differs from
///         another; bad_value for an infinite value, and as in neighbour_sum_test.
/// Time: O(sites + links) and the test's.
///
/// Example:
///   const auto found = gi_star(counts, weights::with_self(neighbours));
///   if (!found) return fail(found.error());
///   const double p = found->p_upper[4];  // 1 / 20: no other three of the six sum to as much
[[nodiscard]] Result<GiStar> gi_star(std::span<const double> values,
                                     const weights::SpatialWeights& weights,
                                     const GiOptions& options = {});

/// G*_i z-scores alone, without any test: for orders of many maps.
/// @param values   finite
/// @param weights  each site its own neighbour
/// @return NaN where the neighbourhood is the whole map with equal weights. Errors as in gi_star,
///         but no NaN is taken. Time: O(sites + links).
[[nodiscard]] Result<std::vector<double>> gi_star_z(std::span<const double> values,
                                                    const weights::SpatialWeights& weights);

/// G_i z-scores, the site itself left out.
/// @param values   finite
/// @param weights  no site its own neighbour
/// @return NaN for an island, where all others are neighbours with equal weights, and where all
///         others have one value. Errors as in gi_star, but no NaN is taken.
///         Time: O(sites + links).
[[nodiscard]] Result<std::vector<double>> gi(std::span<const double> values,
                                             const weights::SpatialWeights& weights);

/// The class of a site: ±3, ±2, ±1 or 0; table::null_integer where q is NaN.
[[nodiscard]] std::int64_t gi_class(double q_value, bool hot);

/// The layer's columns: count gi_z gi_p gi_q gi_bin gi_p_upper gi_p_lower gi_mid_p. `count` holds
/// whole numbers where all are.
[[nodiscard]] std::vector<table::Column> columns(const GiStar& result);

}  // namespace hotward::autocorrelation
