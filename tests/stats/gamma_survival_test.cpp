#include "engine/stats/gamma_survival.hpp"

#include <cmath>

#include "engine/stats/distributions.hpp"
#include "tests/support/catch.hpp"

namespace hotward::stats {
namespace gamma_survival_test {

// For whole shapes the survival of a gamma law is a Poisson chance: P(G > x) = P(N <= shape - 1)
// with N of mean x. For a half it is the complementary error function: 2 G is a squared normal.
TEST_CASE("GammaSurvival: as by Poisson's sums and the error function", "[oracle]") {
  const double shape = GENERATE(0.5, 1.0, 3.0, 20.0, 31.0, 32.0, 1000.0, 4999.0, 5000.0, 250'000.0);
  const GammaSurvival above(shape);
  for (int k = 0; k <= 5000; ++k) {
    const double y = above.low() - 0.1 + (above.high() - above.low() + 0.2) * k / 5000.0;
    const double x = std::exp(y);
    const double truth = shape == 0.5 ? std::erfc(std::sqrt(x))
                                      : poisson_cdf(static_cast<std::int64_t>(shape) - 1, x);
    INFO("shape " << shape << " at " << x << ": " << above(y) << ", expected " << truth);
    REQUIRE(std::abs(above(y) - truth) < 1e-5);
    if (truth > 1e-6) REQUIRE(std::abs(above(y) - truth) < 0.01 * truth);
  }
}

TEST_CASE("GammaSurvival: 1 far below, 0 far above", "[edge]") {
  const GammaSurvival above(2.5);
  CHECK(above(above.low()) == 1.0);
  CHECK(above(-1e300) == 1.0);
  CHECK(above(above.high() + 1e-6) == 0.0);
  CHECK(above(1e6) == 0.0);
}

}  // namespace gamma_survival_test
}  // namespace hotward::stats
