#include "engine/stats/poisson_draw.hpp"

#include <cmath>
#include <map>

#include "engine/stats/distributions.hpp"
#include "tests/support/catch.hpp"

namespace hotward::stats {
namespace poisson_draw_test {

// How often each number is drawn, against its chance: Pearson's chi-square over numbers expected at
// least 10 times has its degrees of freedom as mean, and five of its standard deviations above that
// come by chance once in a million times.
TEST_CASE("PoissonDraw: every number as often as its chance", "[oracle]") {
  const double mean = GENERATE(0.02, 0.3, 5.0, 9.99, 10.0, 13.0, 47.0, 1000.0, 250'000.0);
  constexpr int draws = 400'000;
  const PoissonDraw draw(mean);
  Random random(5, Stream::test);
  std::map<std::int64_t, int> seen;
  for (int r = 0; r < draws; ++r) ++seen[draw(random)];
  const auto reach = static_cast<std::int64_t>(6.0 * std::sqrt(mean)) + 8;
  const auto middle = static_cast<std::int64_t>(mean);
  double square = 0.0;
  double left_seen = draws;
  double left_expected = draws;
  int degrees = 0;
  for (std::int64_t k = std::max<std::int64_t>(0, middle - reach); k <= middle + reach; ++k) {
    const double expected = draws * poisson_pmf(k, mean);
    if (expected < 10.0) continue;
    const auto found = seen.find(k);
    const double count = found == seen.end() ? 0.0 : found->second;
    square += (count - expected) * (count - expected) / expected;
    left_seen -= count;
    left_expected -= expected;
    ++degrees;
  }
  INFO("mean " << mean << ": chi-square " << square << " with " << degrees << " degrees");
  REQUIRE(degrees > 0);
  CHECK(square < degrees + 5.0 * std::sqrt(2.0 * degrees) + 3.0);
  CHECK(std::abs(left_seen - left_expected) < 5.0 * std::sqrt(left_expected + 1.0) + 1.0);
}

TEST_CASE("PoissonDraw: of a mean of 0 always 0", "[edge]") {
  const PoissonDraw none(0.0);
  Random random(1, Stream::test);
  for (int r = 0; r < 100; ++r) CHECK(none(random) == 0);
}

}  // namespace poisson_draw_test
}  // namespace hotward::stats
