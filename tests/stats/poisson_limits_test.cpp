#include "engine/stats/poisson_limits.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "engine/stats/distributions.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/shared.hpp"

namespace hotward::stats {
namespace poisson_limits_test {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// PHEindicatormethods prints for each count the population at which it is a limit, and the rate
// there. So the expected count is count / rate * baseline.
void check_funnel(const std::string& name) {
  const auto rows = read_rows(shared_path("oracle/rates/" + name));
  REQUIRE(rows.size() > 50);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const double count = std::stod(rows[i][0]);
    const double baseline = std::stod(rows[i][9]);
    const auto expected = [&](std::size_t column) {
      return count / std::stod(rows[i][column]) * baseline;
    };
    INFO(name << ": " << count);
    // The peer looks for its limits in steps; from 10 on its intervals are Byar's, not exact.
    const double tolerance = count < 10 ? 2e-4 : 2e-3;
    const auto near = [&](double limit) { return std::abs(limit - count) <= tolerance * count; };
    CHECK(near(poisson_limits(expected(2), 0.95).lower));
    CHECK(near(poisson_limits(expected(4), 0.95).upper));
    CHECK(near(poisson_limits(expected(6), 0.998).lower));
    CHECK(near(poisson_limits(expected(8), 0.998).upper));
  }
}

TEST_CASE("poisson_limits: PHE's funnels of rates, whole", "[oracle]") {
  HOTWARD_NEEDS_SHARED("oracle/rates/testdata_funnel_rate_outputs.csv");
  check_funnel("testdata_funnel_rate_outputs.csv");
  check_funnel("testdata_funnel_rate_outputs_2.csv");
  check_funnel("testdata_funnel_rate_outputs_3.csv");
}

// "High (0.001)" of an observed and an expected number.
std::string significance(double observed, double expected) {
  const Interval likely = poisson_limits(expected, 0.95);
  const Interval extreme = poisson_limits(expected, 0.998);
  if (observed > extreme.upper) return "High (0.001)";
  if (observed < extreme.lower) return "Low (0.001)";
  if (observed > likely.upper) return "High (0.025)";
  return observed < likely.lower ? "Low (0.025)" : "Not significant";
}

TEST_CASE("poisson_limits: PHE's classes of 300 ratios", "[oracle]") {
  HOTWARD_NEEDS_SHARED("oracle/rates/testdata_funnel_ratio_inputs.csv");
  const auto rows = read_rows(shared_path("oracle/rates/testdata_funnel_ratio_inputs.csv"));
  REQUIRE(rows.size() == 301);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    INFO(rows[i][0] << " of " << rows[i][1]);
    CHECK(significance(std::stod(rows[i][0]), std::stod(rows[i][1])) == rows[i][2]);
  }
}

TEST_CASE("poisson_limits: the exact interval of a limit ends at what is expected", "[property]") {
  for (const double expected : {4.5, 9.0, 20.0, 57.3, 400.0, 6023.0, 33334.0, 1e6, 3e7}) {
    for (const double level : {0.8, 0.95, 0.998}) {
      const Interval limits = poisson_limits(expected, level);
      INFO(expected << " at " << level << ": " << limits.lower << " to " << limits.upper);
      CHECK(limits.lower < expected);
      CHECK(limits.upper > expected);
      CHECK(std::abs(poisson_exact(limits.upper, level).lower - expected) < 1e-8 * expected);
      if (limits.lower == 0.0) continue;
      CHECK(std::abs(poisson_exact(limits.lower, level).upper - expected) < 1e-8 * expected);
    }
  }
}

// By the law itself, count for count.
TEST_CASE("poisson_limits: counts beyond them are as rare as they should be", "[slow]") {
  for (double expected = 0.1; expected < 60.0; expected *= 1.37) {
    const Interval limits = poisson_limits(expected, 0.95);
    std::int64_t low = -1;  // the greatest count that is unusually low
    while (poisson_cdf(low + 1, expected) <= 0.025) ++low;
    std::int64_t high = 0;  // the least that is unusually high
    while (poisson_sf(high - 1, expected) > 0.025) ++high;
    INFO(expected << ": " << limits.lower << " to " << limits.upper);
    CHECK((low < 0 ? limits.lower == 0.0 : limits.lower >= static_cast<double>(low)));
    CHECK(limits.lower < static_cast<double>(low + 1) + (low < 0 ? 1.0 : 0.0));
    CHECK(limits.upper <= static_cast<double>(high));
    CHECK(limits.upper > static_cast<double>(high - 1));
  }
}

TEST_CASE("poisson_limits: edges", "[edge]") {
  CHECK(poisson_limits(0.0, 0.95).upper == 0.0);
  CHECK(poisson_limits(3.6, 0.95).lower == 0.0);
  CHECK(poisson_limits(3.75, 0.95).lower > 0.0);
  CHECK(std::isnan(poisson_limits(nan, 0.95).lower));
  CHECK(poisson_limits(1e-9, 0.95).upper > 0.0);
}

// Slow: the law of a gamma mixture of Poisson's, count for count.
std::vector<double> mixture_law(double expected, double phi, int most) {
  const double r = expected / (phi - 1.0);
  std::vector<double> law{std::exp(-r * std::log(phi))};
  for (int k = 0; k < most; ++k)
    law.push_back(law.back() * (k + r) / (k + 1.0) * (1.0 - 1.0 / phi));
  return law;
}

TEST_CASE("overdispersed_limits: the further of two laws, count for count", "[slow]") {
  const double expected = GENERATE(0.5, 2.0, 12.0, 300.0);
  const double phi = GENERATE(1.5, 3.0, 20.0);
  const double level = GENERATE(0.95, 0.998);
  INFO("expected " << expected << ", phi " << phi << ", level " << level);
  const double tail = (1.0 - level) / 2.0;
  const std::vector<double> law = mixture_law(expected, phi, 4000);
  const Interval limits = overdispersed_limits(expected, phi, level);
  const Interval alike = poisson_limits(expected / phi, level);
  const auto up_to = [&](double k) {  // P(X <= k)
    double sum = 0.0;
    for (std::size_t i = 0; static_cast<double>(i) <= k; ++i) sum += law[i];
    return sum;
  };
  const double upper = std::floor(limits.upper);
  CHECK(1.0 - up_to(upper) <= tail + 1e-9);  // P(X >= upper + 1)
  CHECK(limits.upper >= phi * alike.upper * (1.0 - 1e-12));
  if (limits.upper > phi * alike.upper * (1.0 + 1e-9))
    CHECK(1.0 - up_to(upper - 1.0) >= tail - 1e-9);
  CHECK(limits.lower <= phi * alike.lower + 1e-9);
  if (limits.lower > 0.0) CHECK(up_to(std::ceil(limits.lower) - 1.0) <= tail + 1e-9);
  if (limits.lower < phi * alike.lower * (1.0 - 1e-9))
    CHECK(up_to(limits.lower + 1.0) >= tail - 1e-9);
}

TEST_CASE("overdispersed_limits: begin at Poisson's and widen", "[property]") {
  for (const double expected : {0.0, 0.01, 3.0, 1e3, 1e6}) {
    Interval before = poisson_limits(expected, 0.998);
    const Interval once = overdispersed_limits(expected, 1.0, 0.998);
    CHECK(once.lower == before.lower);
    CHECK(once.upper == before.upper);
    for (const double phi : {1.0005, 1.002, 1.5, 4.0, 1000.0}) {
      INFO("expected " << expected << ", phi " << phi);
      const Interval wider = overdispersed_limits(expected, phi, 0.998);
      CHECK(std::isfinite(wider.upper));
      CHECK(wider.lower <= before.lower + 1e-9 * expected);
      CHECK(wider.upper >= before.upper - 1e-9 * expected);
      before = wider;
    }
  }
  CHECK(std::isnan(overdispersed_limits(nan, 2.0, 0.95).upper));
}

}  // namespace poisson_limits_test
}  // namespace hotward::stats
