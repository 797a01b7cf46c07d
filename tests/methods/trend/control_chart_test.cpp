#include "engine/methods/trend/control_chart.hpp"

#include <cmath>
#include <vector>

#include "tests/support/catch.hpp"

namespace hotward::trend {
namespace control_chart_test {

using Counts = std::vector<std::int64_t>;
using Days = std::vector<double>;

// By hand: 300 in 100 days are 3 a day; limits of a month of 25 days 3 +- 3 sqrt(3 / 25).
TEST_CASE("control_chart: limits and index by hand", "[oracle]") {
  const ControlChart chart = control_chart(Counts{150, 30, 60, 60}, Days{25, 25, 25, 25});
  CHECK(chart.per_day == 3.0);
  CHECK(std::abs(chart.months[0].limits.upper - (3.0 + 3.0 * std::sqrt(0.12))) <= 1e-14);
  CHECK(std::abs(chart.months[0].limits.lower - (3.0 - 3.0 * std::sqrt(0.12))) <= 1e-14);
  CHECK(chart.months[0].signal == Signal::above);
  CHECK(chart.months[1].signal == Signal::below);
  CHECK(chart.months[2].signal == Signal::none);
  CHECK(chart.months[0].index == 2.0);
  // Byar's limits of 150 over the 75 of a mean month.
  CHECK(std::abs(chart.months[0].spread.lower - 126.9563 / 75.0) <= 1e-4);
  CHECK(std::abs(chart.months[0].spread.upper - 176.0216 / 75.0) <= 1e-4);
}

TEST_CASE("control_chart: overdispersion widens the limits by its root", "[property]") {
  const Counts counts{150, 30, 60, 60};
  const Days days{31, 28, 30, 31};
  const ControlChart narrow = control_chart(counts, days);
  const ControlChart wide = control_chart(counts, days, 4.0);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double reach = narrow.months[i].limits.upper - narrow.per_day;
    CHECK(std::abs(wide.months[i].limits.upper - wide.per_day - 2.0 * reach) <= 1e-12);
    CHECK(wide.months[i].limits.lower >= 0.0);
  }
}

TEST_CASE("poisson_z: last year's days count, and the two sides are alike", "[property]") {
  // 6,023 in 366 days beside 5,502 in 365.
  CHECK(std::abs(poisson_z(6023, 366, 5502, 365) - 6.661961816140746) <= 1e-12);
  CHECK(poisson_z(58, 29, 56, 28) == 0.0);
  CHECK(poisson_z(9, 30, 4, 30) == -poisson_z(4, 30, 9, 30));
  CHECK(poisson_z(9, 30, 4, 30) == 2.0);
}

TEST_CASE("control_chart: nothing at all is in control", "[edge]") {
  CHECK(control_chart({}, {}).months.empty());
  const ControlChart quiet = control_chart(Counts{0, 0}, Days{31, 28});
  CHECK(quiet.per_day == 0.0);
  CHECK(quiet.months[0].signal == Signal::none);
  CHECK(std::isnan(quiet.months[0].index));
  const ControlChart one = control_chart(Counts{7}, Days{30});
  CHECK(one.months[0].index == 1.0);
  CHECK(one.months[0].signal == Signal::none);
}

}  // namespace control_chart_test
}  // namespace hotward::trend
