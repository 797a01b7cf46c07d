#include "engine/methods/autocorrelation/global_moran.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include "engine/methods/autocorrelation/defined_sites.hpp"
#include "engine/methods/autocorrelation/global_input.hpp"
#include "engine/methods/autocorrelation/pair_sums.hpp"
#include "engine/stats/moments.hpp"
#include "engine/stats/summation.hpp"

namespace hotward::autocorrelation {
namespace {

// Names the statistic to the random numbers; beyond any site's index.
constexpr std::uint32_t moran_unit = std::numeric_limits<std::uint32_t>::max() - 1;

GlobalStatistic moran(std::span<const double> values, const weights::SpatialWeights& weights,
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
  const double scale = n / (s0 * z2.value());

  GlobalStatistic test;
  test.statistic = scale * pair_sum(PairSum::products, z, weights);
  test.expected = -1.0 / (n - 1);
  const double square = test.expected * test.expected;
  const double varied = n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0 * s0) -
                        b2 * ((n * n - n) * s1 - 2 * n * s2 + 6 * s0 * s0);
  test.variance = varied / ((n - 1) * (n - 2) * (n - 3) * s0 * s0) - square;
  test.variance_normal = (n * n * s1 - n * s2 + 3 * s0 * s0) / ((n * n - 1) * s0 * s0) - square;
  finish(test, {z, weights, PairSum::products, scale, value_rounding(values), moran_unit}, options);
  return test;
}

}  // namespace

Result<GlobalStatistic> global_moran(std::span<const double> values,
                                     const weights::SpatialWeights& weights,
                                     const GlobalOptions& options) {
  return on_defined_sites(values, weights, "Moran's I",
                          [&](std::span<const double> used, const weights::SpatialWeights& links) {
                            return moran(used, links, options);
                          });
}

}  // namespace hotward::autocorrelation
