#include "engine/stats/gamma_draw.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/stats/distributions.hpp"
#include "tests/support/catch.hpp"

namespace hotward::stats {
namespace gamma_draw_test {

// Twenty bins of equal probability. A chi-square of 19 degrees is below 43.82 in 999 of 1,000 fair
// sets of draws; the seeds are fixed.
TEST_CASE("gamma_draw: follows the gamma law", "[statistical]") {
  const double shape = GENERATE(0.05, 0.5, 1.0, 1.5, 7.5, 120.5, 33334.5);
  Random random(1, Stream::test, static_cast<std::uint32_t>(shape * 100));
  constexpr int draws = 40'000;
  constexpr int bins = 20;
  std::vector<double> edge(bins - 1);
  for (int i = 1; i < bins; ++i) {
    edge[static_cast<std::size_t>(i) - 1] = gamma_quantile(static_cast<double>(i) / bins, shape);
  }
  std::vector<double> seen(bins, 0.0);
  for (int i = 0; i < draws; ++i) {
    const double x = gamma_draw(random, shape);
    seen[static_cast<std::size_t>(std::ranges::upper_bound(edge, x) - edge.begin())] += 1.0;
  }
  double chi_square = 0.0;
  constexpr double expected = static_cast<double>(draws) / bins;
  for (const double n : seen) chi_square += (n - expected) * (n - expected) / expected;
  INFO(shape);
  CHECK(chi_square < 43.82);
}

// The standard error of the mean is sqrt(shape / n), that of the variance shape sqrt((2 +
// 6/shape)/n).
TEST_CASE("gamma_draw: mean and variance are the shape", "[statistical]") {
  const double shape = GENERATE(0.5, 2.0, 6023.5);
  Random random(2, Stream::test, static_cast<std::uint32_t>(shape));
  constexpr int draws = 100'000;
  double sum = 0.0;
  double squares = 0.0;
  for (int i = 0; i < draws; ++i) {
    const double x = gamma_draw(random, shape) - shape;
    sum += x;
    squares += x * x;
  }
  CHECK(std::abs(sum / draws) < 5.0 * std::sqrt(shape / draws));
  CHECK(std::abs(squares / draws - shape) < 5.0 * shape * std::sqrt((2.0 + 6.0 / shape) / draws));
}

TEST_CASE("gamma_draw: never negative, even for a tiny shape", "[edge]") {
  Random random(3, Stream::test);
  for (int i = 0; i < 1000; ++i) CHECK(gamma_draw(random, 1e-3) >= 0.0);
}

}  // namespace gamma_draw_test
}  // namespace hotward::stats
