#include "engine/methods/autocorrelation/general_g.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include <fmt/format.h>

#include "engine/core/undefined.hpp"
#include "engine/methods/autocorrelation/defined_sites.hpp"
#include "engine/methods/autocorrelation/global_input.hpp"
#include "engine/methods/autocorrelation/pair_sums.hpp"
#include "engine/stats/moments.hpp"
#include "engine/stats/summation.hpp"

namespace hotward::autocorrelation {
namespace {

constexpr std::uint32_t general_g_unit = std::numeric_limits<std::uint32_t>::max() - 3;

/// sum x^1 … sum x^4.
std::array<double, 4> power_sums(std::span<const double> x) {
  std::array<stats::Sum, 4> sums;
  for (const double value : x) {
    double power = 1.0;
    for (stats::Sum& sum : sums) sum.add(power *= value);
  }
  return {sums[0].value(), sums[1].value(), sums[2].value(), sums[3].value()};
}

/// E(G^2) under randomisation, the coefficients as in Getis and Ord with their erratum.
double mean_square(const std::array<double, 4>& m, const WeightSums& w, double n) {
  const double s00 = w.s0 * w.s0;
  const double b0 = (n * n - 3 * n + 3) * w.s1 - n * w.s2 + 3 * s00;
  const double b1 = -((n * n - n) * w.s1 - 2 * n * w.s2 + 6 * s00);
  const double b2 = -(2 * n * w.s1 - (n + 3) * w.s2 + 6 * s00);
  const double b3 = 4 * (n - 1) * w.s1 - 2 * (n + 1) * w.s2 + 8 * s00;
  const double b4 = w.s1 - w.s2 + s00;
  const double sum = b0 * m[1] * m[1] + b1 * m[3] + b2 * m[0] * m[0] * m[1] + b3 * m[0] * m[2] +
                     b4 * m[0] * m[0] * m[0] * m[0];
  const double pairs = m[0] * m[0] - m[1];
  return sum / (pairs * pairs * n * (n - 1) * (n - 2) * (n - 3));
}

GlobalStatistic general(std::span<const double> values, const weights::SpatialWeights& weights,
                        const GlobalOptions& options) {
  const auto n = static_cast<double>(values.size());
  // G has no unit, and its variance loses fewer digits where the values are near 1.
  std::vector<double> x(values.begin(), values.end());
  const double mean = stats::moments(values).mean;
  for (double& value : x) value /= mean;
  const auto m = power_sums(x);
  const double pairs = m[0] * m[0] - m[1];
  const WeightSums sums = weight_sums(weights);

  GlobalStatistic test;
  test.statistic = pair_sum(PairSum::products, x, weights) / pairs;
  test.expected = sums.s0 / (n * (n - 1));
  test.variance = mean_square(m, sums, n) - test.expected * test.expected;
  test.variance_normal = undefined;
  finish(test, {x, weights, PairSum::products, 1.0 / pairs, value_rounding(x), general_g_unit},
         options);
  return test;
}

}  // namespace

Result<GlobalStatistic> general_g(std::span<const double> values,
                                  const weights::SpatialWeights& weights,
                                  const GlobalOptions& options) {
  const auto negative = std::ranges::find_if(values, [](double x) { return x < 0.0; });
  if (negative != values.end()) {
    return fail(ErrorCode::bad_value,
                fmt::format("the general G needs values of at least 0, got {}", *negative));
  }
  if (std::ranges::count_if(values, [](double x) { return x > 0.0; }) == 1) {
    return fail(ErrorCode::constant_values,
                "the general G needs two areas or cells above 0, and there is one");
  }
  return on_defined_sites(values, weights, "the general G",
                          [&](std::span<const double> used, const weights::SpatialWeights& links) {
                            return general(used, links, options);
                          });
}

}  // namespace hotward::autocorrelation
