// The examples of the headers, line by line as they stand there (the test `examples` compares).
#include <cstdint>
#include <vector>

#include "engine/methods/trend/control_chart.hpp"
#include "engine/methods/trend/emerging_pattern.hpp"
#include "engine/methods/trend/mann_kendall.hpp"
#include "engine/methods/trend/overdispersed_change.hpp"
#include "engine/methods/trend/persistence.hpp"
#include "engine/methods/trend/seasonal_line.hpp"
#include "tests/support/catch.hpp"

namespace hotward::trend {
namespace examples_test {

TEST_CASE("control_chart: the example", "[example]") {
  const std::vector<std::int64_t> counts = {30, 31, 90};
  const std::vector<double> days = {30, 31, 30};
  const ControlChart chart = control_chart(counts, days);
  const bool is_high = chart.months[2].signal == Signal::above;  // true: 90 where 50 are usual
  CHECK(is_high);
}

TEST_CASE("mann_kendall: the example", "[example]") {
  const std::vector<double> values = {5, 7, 6, 9, 12};
  const MannKendall found = mann_kendall(values);
  const bool rises = found.s > 0;  // true: 9 of 10 pairs rise, so S is 8
  CHECK(rises);
  CHECK(found.s == 8);
}

TEST_CASE("emerging_pattern: the example", "[example]") {
  const std::vector<std::int8_t> signs = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1};
  const Pattern found = emerging_pattern(signs, 0);  // consecutive_hot: hot twice, and still
  CHECK(found == Pattern::consecutive_hot);
}

TEST_CASE("overdispersed_change: the example", "[example]") {
  const auto found = overdispersed_change({60, 365.0}, {40, 365.0}, 3.0, 11.0);
  const bool is_sure = found.p_value <= 0.05;  // false: months that vary so make as much of it
  CHECK_FALSE(is_sure);
}

TEST_CASE("persistence: the example", "[example]") {
  const std::vector<std::int64_t> counts = {9, 4, 4, 0};
  const std::vector<double> hot = hot_cells(counts, 2.0);  // 1, 0.5, 0.5, 0
  CHECK(hot == std::vector<double>{1.0, 0.5, 0.5, 0.0});
}

TEST_CASE("seasonal_line: the example", "[example]") {
  std::vector<int> months;
  for (int i = 0; i < 24; ++i) months.push_back(2019 * 12 + i);
  const std::vector<std::int64_t> counts(24, 100);
  const std::vector<double> days(24, 30.0);
  const auto line = seasonal_line({months, counts, days});
  const double times_poisson = line->phi;  // 1 where months vary as Poisson counts do
  CHECK(times_poisson == 1.0);
}

}  // namespace examples_test
}  // namespace hotward::trend
