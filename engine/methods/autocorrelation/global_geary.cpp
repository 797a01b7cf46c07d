#include "engine/methods/autocorrelation/global_geary.hpp"

#include <limits>
#include <vector>

#include "engine/methods/autocorrelation/defined_sites.hpp"
#include "engine/methods/autocorrelation/global_input.hpp"
#include "engine/methods/autocorrelation/pair_sums.hpp"
#include "engine/stats/moments.hpp"
#include "engine/stats/summation.hpp"

namespace hotward::autocorrelation {
namespace {

constexpr std::uint32_t geary_unit = std::numeric_limits<std::uint32_t>::max() - 2;

GlobalStatistic geary(std::span<const double> values, const weights::SpatialWeights& weights,
                      const GlobalOptions& options) {
  const auto n = static_cast<double>(values.size());
  const auto z = stats::centred(values);
  stats::Sum z2;
  stats::Sum z4;
  for (const double x : z) {
    z2.add(x * x);
    z4.add(x * x * x * x);
  }
  const double b2 = n * z4.value() / (z2.value() * z2.value());
  const auto [s0, s1, s2] = weight_sums(weights);
  const double scale = (n - 1) / (2.0 * s0 * z2.value());

  GlobalStatistic test;
  test.statistic = scale * pair_sum(PairSum::squared_differences, z, weights);
  test.expected = 1.0;
  const double varied = (n - 1) * s1 * (n * n - 3 * n + 3 - (n - 1) * b2) -
                        (n - 1) * s2 * (n * n + 3 * n - 6 - (n * n - n + 2) * b2) / 4 +
                        s0 * s0 * (n * n - 3 - (n - 1) * (n - 1) * b2);
  test.variance = varied / (n * (n - 2) * (n - 3) * s0 * s0);
  test.variance_normal = ((2 * s1 + s2) * (n - 1) - 4 * s0 * s0) / (2 * (n + 1) * s0 * s0);
  finish(test,
         {z, weights, PairSum::squared_differences, scale, value_rounding(values), geary_unit},
         options);
  return test;
}

}  // namespace

Result<GlobalStatistic> global_geary(std::span<const double> values,
                                     const weights::SpatialWeights& weights,
                                     const GlobalOptions& options) {
  return on_defined_sites(values, weights, "Geary's C",
                          [&](std::span<const double> used, const weights::SpatialWeights& links) {
                            return geary(used, links, options);
                          });
}

}  // namespace hotward::autocorrelation
