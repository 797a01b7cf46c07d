#include "engine/stats/poisson_difference.hpp"

#include <cmath>
#include <limits>

#include "engine/stats/distributions.hpp"
#include "tests/support/catch.hpp"

namespace hotward::stats {
namespace poisson_difference_test {

// Half of E|X - Y| is the sum of P(X <= k) P(X > k).
double by_summation(double mean) {
  double sum = 0.0;
  const auto last = static_cast<std::int64_t>(mean + 12.0 * std::sqrt(mean) + 40.0);
  for (std::int64_t k = 0; k <= last; ++k) sum += poisson_cdf(k, mean) * poisson_sf(k, mean);
  return sum / mean;
}

TEST_CASE("poisson_gini: sums over the probabilities, to 13 digits", "[oracle]") {
  CHECK(std::abs(poisson_gini(0.1) - 0.9092216751632) < 1e-13);
  CHECK(std::abs(poisson_gini(1.0) - 0.5237776118026) < 1e-13);
  CHECK(std::abs(poisson_gini(10.0) - 0.1772865340681) < 1e-13);
}

TEST_CASE("poisson_gini: the definition", "[brute]") {
  for (const double mean : {1e-6, 0.003, 0.5, 3.7, 60.0, 249.9, 250.1, 4000.0}) {
    INFO(mean);
    CHECK(std::abs(poisson_gini(mean) / by_summation(mean) - 1.0) < 1e-11);
  }
}

TEST_CASE("poisson_gini: falls from 1 to 0, without a step where the series begins", "[property]") {
  CHECK(poisson_gini(0.0) == 1.0);
  CHECK(poisson_gini(std::numeric_limits<double>::infinity()) == 0.0);
  CHECK(std::isnan(poisson_gini(std::numeric_limits<double>::quiet_NaN())));
  double before = 1.0;
  for (double mean = 0.01; mean < 1e6; mean *= 1.1) {
    const double here = poisson_gini(mean);
    CHECK(here < before);
    before = here;
  }
  const double at = poisson_gini(250.0);
  const double behind = poisson_gini(std::nextafter(250.0, 300.0));
  CHECK(std::abs(at - behind) < 1e-14 * at);
}

}  // namespace poisson_difference_test
}  // namespace hotward::stats
