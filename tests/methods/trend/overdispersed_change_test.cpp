#include "engine/methods/trend/overdispersed_change.hpp"

#include <cmath>
#include <numbers>

#include "engine/core/random.hpp"
#include "engine/methods/trend/seasonal_line.hpp"
#include "engine/stats/gamma_draw.hpp"
#include "engine/stats/poisson_draw.hpp"
#include "tests/support/catch.hpp"

namespace hotward::trend {
namespace overdispersed_change_test {

using stats::ExposedCount;

// Student's law integrated by Simpson's rule.
TEST_CASE("overdispersed_change: anti-social behaviour in Medway", "[oracle]") {
  const ExposedCount now{6023, 366}, then{5502, 365};
  const OverdispersedChange of_three = overdispersed_change(now, then, 3.0, 23.0);
  CHECK(std::abs(of_three.p_value - 0.012315361190732621) <= 1e-12);
  CHECK(std::abs(of_three.ratio.lower - 1.021138690774265) <= 1e-9);
  CHECK(std::abs(of_three.ratio.upper - 1.1671411479031437) <= 1e-9);
  // Of Poisson counts this large it is the exact test, 2.5e-6.
  const OverdispersedChange of_one = overdispersed_change(now, then, 1.0, 1e8);
  const double normal = std::erfc(4.704713212721618 / std::sqrt(2.0));
  CHECK(std::abs(of_one.p_value / normal - 1.0) <= 1e-5);
  // Near 1, where phi is given and so known: T = 0.2 / sqrt(2000) by the normal law.
  const OverdispersedChange hardly = overdispersed_change({1000, 30}, {1000, 30.006}, 1.0, 1e9);
  const double t = std::log(30.006 / 30.0) / std::sqrt(2.0 / 1000.0);
  CHECK(std::abs(hardly.p_value - std::erfc(t / std::sqrt(2.0))) <= 1e-10);
}

TEST_CASE("overdispersed_change: both ways alike, and more variation is less sure", "[property]") {
  const ExposedCount now{130, 90}, then{90, 92};
  double before = 0.0;
  for (const double phi : {1.0, 1.5, 3.0, 10.0}) {
    const OverdispersedChange one = overdispersed_change(now, then, phi, 11.0);
    const OverdispersedChange other = overdispersed_change(then, now, phi, 11.0);
    CHECK(std::abs(one.p_value - other.p_value) <= 1e-14);
    CHECK(std::abs(one.ratio.lower * other.ratio.upper - 1.0) <= 1e-12);
    CHECK(one.p_value > before);
    before = one.p_value;
  }
  // Its interval holds 1 where its p is above 1 less the level.
  CHECK(overdispersed_change(now, then, 10.0, 11.0).ratio.lower < 1.0);
  CHECK(overdispersed_change(now, then, 1.0, 11.0).ratio.lower > 1.0);
}

TEST_CASE("overdispersed_change: nothing has no logarithm", "[edge]") {
  // Of no and four: T = -2, and P(|T| >= 2) of five degrees by R's pt.
  const OverdispersedChange of_none = overdispersed_change({0, 30}, {4, 30}, 1.0, 5.0);
  CHECK(std::abs(of_none.p_value - 0.1019394788) < 1e-9);
  CHECK(std::isnan(of_none.ratio.lower));
  CHECK(overdispersed_change({0, 30}, {40, 30}, 3.0, 5.0).p_value >
        overdispersed_change({0, 30}, {40, 30}, 1.0, 5.0).p_value);
  CHECK(std::isnan(overdispersed_change({0, 30}, {0, 30}, 1.0, 5.0).p_value));
  CHECK(std::isnan(overdispersed_change({4, 30}, {0, 30}, 1.0, 5.0).ratio.upper));
  CHECK(overdispersed_change({7, 31}, {7, 31}, 2.0, 5.0).p_value == 1.0);
}

// How often each test finds a change at 5% where there is none.
struct Levels {
  double exact = 0.0;
  double overdispersed = 0.0;
};

// Months of a mean of 100 with a season of +-20%; the last year beside the one before.
Levels levels(double phi, std::size_t months, int rounds) {
  Levels found;
  Random random(20, Stream::test, static_cast<std::uint32_t>(months));
  for (int round = 0; round < rounds; ++round) {
    MonthlySeries series;
    for (std::size_t i = 0; i < months; ++i) {
      const double mean =
          100.0 * (1.0 + 0.2 * std::sin(static_cast<double>(i) * std::numbers::pi / 6.0));
      const double shape = mean / (phi - 1.0);
      const double risk = phi > 1.0 ? stats::gamma_draw(random, shape) * (phi - 1.0) : mean;
      series.months.push_back(static_cast<int>(i));
      series.counts.push_back(stats::PoissonDraw(risk)(random));
      series.days.push_back(30.0);
    }
    ExposedCount now{0, 360}, then{0, 360};
    for (std::size_t i = 0; i < 12; ++i) {
      now.count += series.counts[months - 12 + i];
      then.count += series.counts[months - 24 + i];
    }
    const auto line = seasonal_line(series);
    REQUIRE(line);
    if (stats::rate_ratio(now, then).p_value <= 0.05) found.exact += 1.0 / rounds;
    const auto change = overdispersed_change(now, then, line->phi, line->degrees);
    if (change.p_value <= 0.05) found.overdispersed += 1.0 / rounds;
  }
  return found;
}

// docs/methods/trend.md holds these figures. 4,000 rounds have a standard error of 0.0034.
TEST_CASE("overdispersed_change: false alarms where nothing changed", "[statistical]") {
  for (const double phi : {1.0, 3.0}) {
    for (const std::size_t months : {24U, 36U, 60U}) {
      const Levels found = levels(phi, months, 4000);
      INFO("phi " << phi << ", " << months << " months: exact " << found.exact << ", overdispersed "
                  << found.overdispersed);
      CHECK(found.overdispersed <= 0.06);
      if (phi == 1.0) CHECK(found.exact <= 0.06);
      if (phi == 3.0) CHECK(found.exact >= 0.2);
    }
  }
}

}  // namespace overdispersed_change_test
}  // namespace hotward::trend
