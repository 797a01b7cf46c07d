#include "engine/stats/intervals.hpp"

#include <cmath>
#include <limits>
#include <string>

#include "engine/stats/distributions.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/shared.hpp"

namespace hotward::stats {
namespace intervals_test {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// The references print 14 or 15 digits; half of the last one, and a margin of 10 for the two
// libraries' quantiles, is 1e-12 of the value.
constexpr double printed = 1e-12;

void check(double actual, double expected, double relative) {
  INFO(actual << ", expected " << expected);
  CHECK(std::abs(actual - expected) <= relative * std::abs(expected));
}

// PHE's formula by R 4.2.2, and poisson.test(); 8 decimals printed.
TEST_CASE("poisson limits: small and large counts", "[oracle]") {
  struct Golden {
    double count, byar_lower, byar_upper;
  };
  for (const Golden& g :
       {Golden{1, 0.01307213, 5.56375558}, Golden{9, 4.10688502, 17.08578069},
        Golden{10, 4.78744991, 18.39145861}, Golden{65, 50.16318771, 82.84913855},
        Golden{1045, 982.59320181, 1110.33121299}, Golden{6023, 5871.84029, 6177.06661},
        Golden{33334, 32977.10560, 33693.79407}}) {
    INFO(g.count);
    const double half_digit = g.count < 6000 ? 5.1e-9 : 5.1e-6;
    CHECK(std::abs(poisson_byar(g.count, 0.95).lower - g.byar_lower) <= half_digit);
    CHECK(std::abs(poisson_byar(g.count, 0.95).upper - g.byar_upper) <= half_digit);
  }
  CHECK(std::abs(poisson_exact(1, 0.95).lower - 0.02531781) <= 5.1e-9);
  CHECK(std::abs(poisson_exact(1, 0.95).upper - 5.57164339) <= 5.1e-9);
  CHECK(std::abs(poisson_exact(9, 0.95).lower - 4.11537310) <= 5.1e-9);
  CHECK(std::abs(poisson_exact(9, 0.95).upper - 17.08480345) <= 5.1e-9);
}

// poisson.test(), PHE's Byar (R 4.2.2). A negative lower limit there is 0 here.
TEST_CASE("poisson limits: R's table, whole", "[oracle]") {
  HOTWARD_NEEDS_SHARED("oracle/programs/poisson_ci.csv");
  const auto rows = read_rows(shared_path("oracle/programs/poisson_ci.csv"));
  REQUIRE(rows.size() == 14);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    INFO("count " << rows[i][0]);
    const auto value = [&](std::size_t column) { return std::stod(rows[i][column]); };
    const double count = value(0);
    check(poisson_exact(count, 0.95).lower, value(1), printed);
    check(poisson_exact(count, 0.95).upper, value(2), printed);
    check(poisson_exact(count, 0.99).lower, value(3), printed);
    check(poisson_exact(count, 0.99).upper, value(4), printed);
    check(poisson_byar(count, 0.95).lower, value(5), printed);
    check(poisson_byar(count, 0.95).upper, value(6), printed);
    check(poisson_byar(count, 0.998).lower, std::max(0.0, value(7)), printed);
    check(poisson_byar(count, 0.998).upper, value(8), printed);
  }
}

// The definition: a count as far as O, or farther, has probability alpha/2 at either limit.
TEST_CASE("poisson_exact: each limit leaves its tail", "[property]") {
  const double level = GENERATE(0.8, 0.95, 0.998);
  for (const int count : {1, 2, 9, 30, 500, 6023}) {
    INFO(level << " " << count);
    const auto [lower, upper] = poisson_exact(count, level);
    check(poisson_sf(count - 1, lower), (1.0 - level) / 2.0, 1e-9);
    check(poisson_cdf(count, upper), (1.0 - level) / 2.0, 1e-9);
  }
}

TEST_CASE("poisson_interval: exact below 10, Byar from 10 on", "[property]") {
  CHECK(poisson_interval(9, 0.95).lower == poisson_exact(9, 0.95).lower);
  CHECK(poisson_interval(9, 0.95).upper == poisson_exact(9, 0.95).upper);
  CHECK(poisson_interval(10, 0.95).lower == poisson_byar(10, 0.95).lower);
  CHECK(poisson_interval(10, 0.95).upper == poisson_byar(10, 0.95).upper);
}

TEST_CASE("poisson limits: none counted, unknown, and Byar below zero", "[edge]") {
  CHECK(poisson_exact(0, 0.95).lower == 0.0);
  check(poisson_exact(0, 0.95).upper, -std::log(0.025), 1e-13);
  CHECK(poisson_byar(0, 0.95).lower == 0.0);
  CHECK(poisson_byar(1, 0.998).lower == 0.0);
  CHECK(std::isnan(poisson_exact(nan, 0.95).lower));
  CHECK(std::isnan(poisson_byar(nan, 0.95).upper));
  CHECK(std::isnan(poisson_interval(nan, 0.95).upper));
}

// A fixed grid of means: exact limits never cover less than they say; that is what exact means.
TEST_CASE("poisson_exact: covers at least as often as it says", "[statistical]") {
  for (const double mean : {0.3, 1.0, 3.3, 8.0, 20.0}) {
    double covered = 0.0;
    for (int k = 0; k < 200; ++k) {
      const auto [lower, upper] = poisson_exact(k, 0.95);
      if (lower <= mean && mean <= upper) covered += poisson_pmf(k, mean);
    }
    INFO(mean);
    CHECK(covered >= 0.95);
  }
}

// prop.test(correct = FALSE), R 4.2.2.
TEST_CASE("wilson: R's values", "[oracle]") {
  check(wilson(1, 100, 0.95).lower, 0.00176743206414065, 1e-13);
  check(wilson(1, 100, 0.95).upper, 0.0544861961787053, 1e-13);
  HOTWARD_NEEDS_SHARED("oracle/programs/wilson_ci.csv");
  const auto rows = read_rows(shared_path("oracle/programs/wilson_ci.csv"));
  REQUIRE(rows.size() == 7);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    INFO("row " << i);
    const auto [lower, upper] = wilson(std::stod(rows[i][0]), std::stod(rows[i][1]), 0.95);
    // x = 0 must give exactly 0, which rounding in (2x + z^2) - z sqrt(z^2) could miss by 1e-17.
    CHECK(std::abs(lower - std::stod(rows[i][2])) <= 1e-15);
    CHECK(std::abs(upper - std::stod(rows[i][3])) <= 1e-15);
  }
}

// PHEindicatormethods 2.1.0, its own test data. NA there is NaN here.
TEST_CASE("wilson: PHE's table of proportions, whole", "[oracle]") {
  HOTWARD_NEEDS_SHARED("oracle/rates/testdata_Proportion__testdata_Prop.csv");
  const auto rows = read_rows(shared_path("oracle/rates/testdata_Proportion__testdata_Prop.csv"));
  REQUIRE(rows.size() == 20);
  const auto number = [](const std::string& text) { return text == "NA" ? nan : std::stod(text); };
  for (std::size_t i = 1; i < rows.size(); ++i) {
    INFO("row " << i);
    const double x = number(rows[i][1]);
    const double n = number(rows[i][2]);
    const double multiplier = number(rows[i][10]);
    for (const auto& [level, column] : {std::pair{0.95, 4U}, std::pair{0.998, 6U}}) {
      const auto [lower, upper] = wilson(x, n, level);
      if (rows[i][column] == "NA") {
        CHECK(std::isnan(lower));
        CHECK(std::isnan(upper));
      } else {
        check(multiplier * lower, number(rows[i][column]), printed);
        check(multiplier * upper, number(rows[i][column + 1]), printed);
      }
    }
  }
}

TEST_CASE("wilson: no trials, all successes", "[edge]") {
  CHECK(std::isnan(wilson(0, 0, 0.95).lower));
  CHECK(wilson(7, 7, 0.95).upper == 1.0);
  CHECK(wilson(0, 7, 0.95).lower == 0.0);
}

}  // namespace intervals_test
}  // namespace hotward::stats
