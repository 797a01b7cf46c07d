// Local Moran: which sites lie amid sites like them, and which amid unlike ones?
//
//   I_i = (z_i / m2) sum_j w_ij z_j        z_j = x_j - m,  m2 = sum z^2 / n
//
// The sum of all I_i is S0 times Moran's I. The quadrant distinguishes the four cases by the signs
// of z_i and of sum_j w_ij z_j:  HH high amid high, LL low amid low, HL high amid low, LH low amid
// high (a value at the mean is low).
//
// Two sets of moments (conventions of the z-score):
//   conditional  x_i stays, the others are laid out at random: expected -z_i^2 W_i / ((n - 1) m2)
//   total        all values are laid out at random: expected -W_i / (n - 1)
// p_value does not come from z but from the randomisation of the neighbours' sum
// (neighbour_sum.hpp), conditional by default; it is two-sided. For a given z_i the order of
// I_i and of that sum is the same, or the reverse, so both have the same p.
//
// The convention `geoda` divides by the sample variance sum z^2 / (n - 1): I_i is then smaller by
// (n - 1) / n; z, p and the quadrant stay.
//
// Sources:
//   Anselin (1995), Local indicators of spatial association - LISA, Geographical Analysis 27(2),
//     93-115. doi:10.1111/j.1538-4632.1995.tb00338.x
//   Sokal, Oden, Thomson (1998), Local spatial autocorrelation in a biological model, Geographical
//     Analysis 30(4), 331-354. doi:10.1111/j.1538-4632.1998.tb00406.x. Both sets of moments.
//
// Edges: an island has I_i = 0, no z, p, q and no quadrant. A site whose value is NaN is left out.
// Where z_i = 0, I_i is 0 whatever its neighbours are, and z is NaN; p is that of their sum.
// Errors: too_few_sites below 4 sites with a value; constant_values; bad_value for an infinite
// value, and as in neighbour_sum_test. Time: O(sites + links) and the test's.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/core/names.hpp"
#include "engine/core/result.hpp"
#include "engine/methods/autocorrelation/adjustment.hpp"
#include "engine/methods/autocorrelation/caution.hpp"
#include "engine/methods/autocorrelation/neighbour_sum.hpp"
#include "engine/table/column.hpp"
#include "engine/weights/spatial_weights.hpp"

namespace hotward::autocorrelation {

enum class Quadrant { none, high_high, low_low, high_low, low_high };

/// As the column `quadrant` holds them; none has no name.
inline constexpr Names<Quadrant, 4> quadrant_names = {{{Quadrant::high_high, "HH"},
                                                       {Quadrant::low_low, "LL"},
                                                       {Quadrant::high_low, "HL"},
                                                       {Quadrant::low_high, "LH"}}};

struct LocalMoranOptions {
  enum class Moments { conditional, total };
  enum class Convention { population, geoda };

  NullOptions null = {.null = Null::conditional};
  Moments moments = Moments::conditional;
  Convention convention = Convention::population;
  Adjustment adjustment = Adjustment::benjamini_hochberg;
  double level = 0.05;  ///< q up to which columns() shows a site's quadrant
  /// Of each site, where values are counts over areas: for the caution about unequal sizes. Or
  /// empty.
  std::span<const double> area_km2 = {};
};

/// As users choose them.
inline constexpr Names<LocalMoranOptions::Moments, 2> moments_names = {
    {{LocalMoranOptions::Moments::conditional, "conditional"},
     {LocalMoranOptions::Moments::total, "total"}}};
inline constexpr Names<LocalMoranOptions::Convention, 2> convention_names = {
    {{LocalMoranOptions::Convention::population, "population"},
     {LocalMoranOptions::Convention::geoda, "geoda"}}};

/// Element i of each vector belongs to site i.
struct LocalMoran {
  std::vector<double> statistic;  ///< I_i
  std::vector<double> expected;
  std::vector<double> variance;
  std::vector<double> z_score;
  std::vector<double> p_value;     ///< two-sided
  std::vector<double> p_upper;     ///< P(sum of the neighbours >= seen)
  std::vector<double> p_lower;     ///< P(sum of the neighbours <= seen)
  std::vector<double> q_value;     ///< corrected over the map
  std::vector<Quadrant> quadrant;  ///< whatever q is
  double level = 0.05;
  LocalMoranOptions::Moments moments = LocalMoranOptions::Moments::conditional;
  LocalMoranOptions::Convention convention = LocalMoranOptions::Convention::population;
  Evidence evidence;
  Adjustment adjustment = Adjustment::benjamini_hochberg;
  std::vector<Caution> cautions;
};

/// @param values   one per site; NaN where there is none
/// @param weights  usually row-standardised; no site its own neighbour
///
/// Example:
///   const auto found = local_moran(counts, weights::row_standardized(neighbours));
///   const Quadrant quadrant = found->quadrant[4];  // high_high: a high value amid high ones
[[nodiscard]] Result<LocalMoran> local_moran(std::span<const double> values,
                                             const weights::SpatialWeights& weights,
                                             const LocalMoranOptions& options = {});

/// The layer's columns: moran_i moran_z moran_p moran_q quadrant. `quadrant` is HH LL HL LH where
/// q <= level, NS (not significant) elsewhere, empty where there is no p-value.
[[nodiscard]] std::vector<table::Column> columns(const LocalMoran& result);

}  // namespace hotward::autocorrelation
