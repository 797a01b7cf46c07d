#include "engine/methods/density/amounts_null.hpp"

#include <cmath>
#include <limits>

#include "engine/core/check.hpp"
#include "engine/core/progress.hpp"
#include "engine/core/random.hpp"
#include "engine/core/undefined.hpp"
#include "engine/stats/multinomial_draw.hpp"
#include "engine/stats/permutation.hpp"

namespace hotward::density {
namespace {

// s / g^2 is at least 1 (Cauchy-Schwarz), and 1 only where one place is all. A difference this
// small is such a 1, seen through rounding.
constexpr double rounding = 64 * std::numeric_limits<double>::epsilon();

}  // namespace

AmountsNull amounts_null(const Places& amounts, const Surface& zero, const Frame& frame,
                         double incidents) {
  HOTWARD_EXPECTS(zero.per_km2.size() == frame.size());
  HOTWARD_EXPECTS(incidents > 0.0);
  const std::vector<double> squares = squared_kernel_sums(amounts, frame, zero.options);
  AmountsNull null;
  null.variance.assign(frame.size(), undefined);
  for (std::size_t i = 0; i < frame.size(); ++i) {
    const double f0 = zero.per_km2[i] * 1e-6;
    if (!(f0 > 0.0)) continue;
    const double spread = squares[i] / f0 * (zero.incidents / f0) - 1.0;
    if (spread > rounding) null.variance[i] = spread / incidents;
  }
  return null;
}

double amounts_z_score(double ratio, double variance) {
  return (1.5 * (std::cbrt(ratio * ratio) - 1.0) + variance / 6.0) / std::sqrt(variance);
}

Result<std::vector<std::uint32_t>> draws_as_large(const Places& amounts, const Surface& seen,
                                                  const Frame& frame, const AmountDraws& draws) {
  const stats::MultinomialDraw law(amounts.weights);
  std::vector<std::int32_t> counts(amounts.at.size());
  std::vector<std::uint32_t> as_large(frame.size());
  for (std::uint32_t r = 0; r < draws.draws; ++r) {
    Random random(draws.seed, stats::permutation_stream, 0, r);
    law.draw(random, draws.incidents, counts);
    const std::vector<double> weights(counts.begin(), counts.end());
    const auto drawn = kernel_density_surface({amounts.at, weights}, frame, seen.options);
    if (!drawn) return fail(drawn.error());
    for (std::size_t i = 0; i < frame.size(); ++i) {
      if (drawn->per_km2[i] >= seen.per_km2[i]) ++as_large[i];
    }
    if (const auto stopped = check_stop(); !stopped) return fail(stopped.error());
  }
  return as_large;
}

}  // namespace hotward::density
