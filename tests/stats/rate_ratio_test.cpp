#include "engine/stats/rate_ratio.hpp"

#include <cmath>
#include <limits>
#include <string>

#include "engine/stats/distributions.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/shared.hpp"

namespace hotward::stats {
namespace rate_ratio_test {

constexpr double infinity = std::numeric_limits<double>::infinity();

void check(double actual, double expected, double relative) {
  INFO(actual << ", expected " << expected);
  CHECK(std::abs(actual - expected) <= relative * std::abs(expected));
}

// Medway's ASB: 6,023 incidents in 366 days after 5,502 in 365. R's poisson.test gives the ratio
// 1.0917 (1.0523 to 1.1325), p = 2.5e-6; 4 decimals and 2 digits printed.
TEST_CASE("rate_ratio: anti-social behaviour in Medway", "[oracle]") {
  const auto asb = rate_ratio({6023, 366}, {5502, 365});
  CHECK(std::abs(asb.ratio - 1.0917) <= 5e-5);
  CHECK(std::abs(asb.interval.lower - 1.0523) <= 5e-5);
  CHECK(std::abs(asb.interval.upper - 1.1325) <= 5e-5);
  CHECK(std::abs(asb.p_value - 2.5e-6) <= 0.5e-7);
}

// poisson.test, R 4.2.2, and T of the E-test by its formula: 13 to 15 digits printed.
TEST_CASE("rate_ratio and e_test: R's table, whole", "[oracle]") {
  const auto doubled = rate_ratio({10, 1000}, {20, 1000});
  check(doubled.p_value, 0.0987371467053889, 1e-12);
  HOTWARD_NEEDS_SHARED("oracle/programs/poisson_rate_compare.csv");
  const auto rows = read_rows(shared_path("oracle/programs/poisson_rate_compare.csv"));
  REQUIRE(rows.size() == 7);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    INFO("row " << i);
    const auto value = [&](std::size_t column) { return std::stod(rows[i][column]); };
    const ExposedCount now{std::stoll(rows[i][0]), value(1)};
    const ExposedCount then{std::stoll(rows[i][2]), value(3)};
    const auto compared = rate_ratio(now, then);
    check(compared.p_value, value(4), 1e-12);
    check(compared.ratio, value(5), 1e-13);
    check(compared.interval.lower, value(6), 1e-12);
    check(compared.interval.upper, value(7), 1e-12);
    check(e_test(now, then).statistic, value(8), 1e-13);
  }
}

// The two-sided p as defined: the chance of every outcome that is no likelier than the one seen.
TEST_CASE("rate_ratio: p by adding up the outcomes", "[brute]") {
  const double exposure = GENERATE(0.2, 1.0, 3.0);
  for (int trials = 1; trials <= 25; ++trials) {
    for (int k = 0; k <= trials; ++k) {
      INFO(exposure << " " << k << " of " << trials);
      const double p = exposure / (exposure + 1.0);
      const double seen = binomial_pmf(k, trials, p);
      double total = 0.0;
      for (int i = 0; i <= trials; ++i) {
        const double chance = binomial_pmf(i, trials, p);
        if (chance <= seen * (1.0 + 1e-7)) total += chance;
      }
      CHECK(std::abs(rate_ratio({k, exposure}, {trials - k, 1.0}).p_value - total) < 1e-12);
    }
  }
}

TEST_CASE("rate_ratio: turned round, everything is inverted", "[property]") {
  const auto a = rate_ratio({52, 366}, {31, 365}, 0.99);
  const auto b = rate_ratio({31, 365}, {52, 366}, 0.99);
  check(a.ratio * b.ratio, 1.0, 1e-14);
  check(a.interval.lower * b.interval.upper, 1.0, 1e-12);
  check(a.interval.upper * b.interval.lower, 1.0, 1e-12);
  check(a.p_value, b.p_value, 1e-12);
}

TEST_CASE("rate_ratio: another unit of exposure changes nothing", "[property]") {
  const auto days = rate_ratio({52, 366}, {31, 365});
  const auto hours = rate_ratio({52, 366 * 24}, {31, 365 * 24});
  check(hours.ratio, days.ratio, 1e-14);
  check(hours.interval.upper, days.interval.upper, 1e-12);
  check(hours.p_value, days.p_value, 1e-12);
}

// At the limits of Clopper and Pearson the count seen, or one farther, has probability alpha/2.
TEST_CASE("rate_ratio: each limit leaves its tail", "[property]") {
  const auto [lower, upper] = rate_ratio({12, 2.0}, {30, 3.0}, 0.9).interval;
  const auto chance = [](double ratio) { return ratio * 2.0 / (ratio * 2.0 + 3.0); };
  check(binomial_sf(11, 42, chance(lower)), 0.05, 1e-10);
  check(binomial_cdf(12, 42, chance(upper)), 0.05, 1e-10);
}

TEST_CASE("rate_ratio: none on one side, none on both", "[edge]") {
  const auto fresh = rate_ratio({4, 1.0}, {0, 1.0});
  CHECK(fresh.ratio == infinity);
  CHECK(fresh.interval.upper == infinity);
  CHECK(fresh.interval.lower > 0.0);
  CHECK(fresh.p_value == 0.125);  // 2 (1/2)^4
  const auto gone = rate_ratio({0, 1.0}, {4, 1.0});
  CHECK(gone.ratio == 0.0);
  CHECK(gone.interval.lower == 0.0);
  CHECK(std::isfinite(gone.interval.upper));
  const auto nothing = rate_ratio({0, 1.0}, {0, 1.0});
  CHECK(std::isnan(nothing.ratio));
  CHECK(std::isnan(nothing.interval.lower));
  CHECK(std::isnan(nothing.interval.upper));
  CHECK(std::isnan(nothing.p_value));
}

TEST_CASE("rate_ratio: millions on either side", "[edge]") {
  const auto same = rate_ratio({5'000'000, 1.0}, {5'000'000, 1.0});
  CHECK(same.p_value == 1.0);
  // Half-width 1.96 sqrt(1/a + 1/b) of the logarithm.
  CHECK(std::abs(std::log(same.interval.upper) - 1.96 * std::sqrt(4e-7)) < 1e-5);
  CHECK(rate_ratio({5'010'000, 1.0}, {4'990'000, 1.0}).p_value < 1e-9);
}

// ptools::e_test(6, 2), R: 0.1748748.
TEST_CASE("e_test: six against two", "[oracle]") {
  CHECK(std::abs(e_test({6, 1.0}, {2, 1.0}).p_value - 0.1748748) <= 5.1e-8);
}

// The p-value as defined, over every pair of counts that could matter.
TEST_CASE("e_test: by adding up every pair of counts", "[brute]") {
  struct Case {
    ExposedCount now, then;
  };
  for (const Case& c : {Case{{6, 1}, {2, 1}}, Case{{5, 100}, {1, 150}}, Case{{0, 500}, {3, 400}},
                        Case{{30, 366}, {19, 365}}, Case{{3, 1}, {9, 4}}}) {
    const auto t = [&](double x, double y) {
      const double spread =
          x / (c.now.exposure * c.now.exposure) + y / (c.then.exposure * c.then.exposure);
      return spread > 0.0 ? (x / c.now.exposure - y / c.then.exposure) / std::sqrt(spread) : 0.0;
    };
    const auto a = static_cast<double>(c.now.count);
    const auto b = static_cast<double>(c.then.count);
    const double rate = (a + b) / (c.now.exposure + c.then.exposure);
    const double seen = std::abs(t(a, b));
    double total = 0.0;
    for (int x = 0; x < 150; ++x) {
      for (int y = 0; y < 150; ++y) {
        if (std::abs(t(x, y)) < seen * (1.0 - 1e-7)) continue;
        total += poisson_pmf(x, rate * c.now.exposure) * poisson_pmf(y, rate * c.then.exposure);
      }
    }
    INFO(a << " against " << b);
    CHECK(std::abs(e_test(c.now, c.then).p_value - total) < 1e-12);
  }
}

TEST_CASE("e_test: near the normal law where counts are large", "[property]") {
  const auto asb = e_test({6023, 366}, {5502, 365});
  CHECK(std::abs(asb.p_value / two_sided_p_value(asb.statistic) - 1.0) < 0.02);
}

TEST_CASE("e_test: equal rates, and nothing at all", "[edge]") {
  CHECK(e_test({4, 2.0}, {2, 1.0}).p_value == 1.0);
  CHECK(std::isnan(e_test({0, 1.0}, {0, 1.0}).p_value));
  CHECK(std::isnan(e_test({0, 1.0}, {0, 1.0}).statistic));
}

}  // namespace rate_ratio_test
}  // namespace hotward::stats
