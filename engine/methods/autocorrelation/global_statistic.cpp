#include "engine/methods/autocorrelation/global_statistic.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/core/undefined.hpp"
#include "engine/stats/distributions.hpp"
#include "engine/stats/permutation.hpp"
#include "engine/stats/summation.hpp"

namespace hotward::autocorrelation {

WeightSums weight_sums(const weights::SpatialWeights& weights) {
  const std::size_t n = weights.site_count();
  std::vector<double> of_row(n, 0.0);
  std::vector<double> of_column(n, 0.0);
  stats::Sum s0;
  stats::Sum s1;
  for (std::size_t i = 0; i < n; ++i) {
    for (const auto [j, w] : weights.row(i)) {
      of_row[i] += w;
      of_column[j] += w;
      s0.add(w);
      // 1/2 (w_ij + w_ji)^2 over both orders of a pair is w_ij^2 + w_ij w_ji.
      s1.add(w * w + w * weights.weight(j, static_cast<weights::Site>(i)));
    }
  }
  stats::Sum s2;
  for (std::size_t i = 0; i < n; ++i) {
    s2.add((of_row[i] + of_column[i]) * (of_row[i] + of_column[i]));
  }
  return {s0.value(), s1.value(), s2.value()};
}

namespace {

/// What the rounding of the values can do to their sum over pairs, at most: of w x_i x_j it is
/// w (|x_i| + |x_j|) r, of w (x_i - x_j)^2 twice |x_i - x_j| for either.
double pair_sum_rounding(const PairStatistic& statistic) {
  double largest = 0.0;
  for (const double x : statistic.values) largest = std::max(largest, std::abs(x));
  double weight = 0.0;
  for (std::size_t i = 0; i < statistic.values.size(); ++i) {
    for (const auto [j, w] : statistic.weights.row(i)) weight += w;
  }
  const double of_pair = statistic.sum == PairSum::products ? 2.0 : 8.0;
  return of_pair * largest * statistic.rounding * weight;
}

}  // namespace

void finish(GlobalStatistic& test, const PairStatistic& statistic, const GlobalOptions& options) {
  test.sites = statistic.values.size();
  test.z = (test.statistic - test.expected) / std::sqrt(test.variance);
  test.p = stats::two_sided_p_value(test.z);
  test.permutations = options.permutations;
  test.seed = options.seed;
  test.p_permutations = test.p_upper = test.p_lower = undefined;
  if (options.permutations == 0) return;
  std::vector<double> drawn =
      pair_sums_of_layouts(statistic.sum, statistic.values, statistic.weights,
                           {options.permutations, options.seed, statistic.unit});
  for (double& value : drawn) value *= statistic.scale;
  // Orders of the same values round differently; a tie must not depend on that.
  const double tolerance = std::max(1e-12 * std::max(1.0, std::abs(test.statistic)),
                                    statistic.scale * pair_sum_rounding(statistic));
  const auto upper =
      std::ranges::count_if(drawn, [&](double x) { return x >= test.statistic - tolerance; });
  const auto lower =
      std::ranges::count_if(drawn, [&](double x) { return x <= test.statistic + tolerance; });
  test.p_upper = stats::pseudo_p_value(static_cast<std::uint32_t>(upper), options.permutations);
  test.p_lower = stats::pseudo_p_value(static_cast<std::uint32_t>(lower), options.permutations);
  test.p_permutations = std::min(1.0, 2.0 * std::min(test.p_upper, test.p_lower));
}

}  // namespace hotward::autocorrelation
