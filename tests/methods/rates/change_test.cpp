#include "engine/methods/rates/change.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include "engine/core/random.hpp"
#include "tests/support/close.hpp"

namespace hotward::rates {
namespace change_test {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
using Counts = std::vector<std::int64_t>;

// 521 more than 5,502 is 9.47%; per day, over 366 after 365 days, 9.17% (5.23% to 13.25%), p
// = 2.5e-6 by R's poisson.test.
TEST_CASE("change: anti-social behaviour in Medway", "[oracle]") {
  const auto c = change(Counts{6023}, Counts{5502}, {366, 365});
  check_close(c.change_pct, {100.0 * 521 / 5502}, 1e-13);
  check_close(c.change_pct, {9.47}, 5e-3);
  check_close(c.ratio_per_day, {1.0917}, 5e-5);
  check_close(c.ratio_per_day_lower, {1.0523}, 5e-5);
  check_close(c.ratio_per_day_upper, {1.1325}, 5e-5);
  check_close(c.p_value, {2.5e-6}, 5e-8);
}

TEST_CASE("change: longer periods of the same daily rate are no change", "[property]") {
  const auto c = change(Counts{100, 200}, Counts{50, 100}, {60, 30});
  check_close(c.change_pct, {100.0, 100.0}, 0.0);
  check_close(c.ratio_per_day, {1.0, 1.0}, 1e-15);
  check_close(c.p_value, {1.0, 1.0}, 0.0);
}

TEST_CASE("change: nothing before, nothing at all, not known", "[edge]") {
  const auto c = change(Counts{4, 0, 9, 0}, Counts{0, 0, table::null_integer, 4}, {365, 365});
  check_close(c.change_pct, {nan, nan, nan, -100.0}, 0.0);
  check_close(c.p_value, {0.125, nan, nan, 0.125}, 1e-15);
  CHECK(c.ratio_per_day[0] == std::numeric_limits<double>::infinity());
  CHECK(std::isnan(c.ratio_per_day[1]));
  CHECK(std::isnan(c.ratio_per_day_upper[2]));
  CHECK(c.previous == Counts{0, 0, table::null_integer, 4});
  CHECK(change({}, {}, {1, 1}).p_value.empty());
}

// Two Poisson counts of one rate; an exact test is conservative, so at most 5 in 100 reach 5%. With
// 4,000 pairs the standard error is 0.0034; three of them.
TEST_CASE("change: false alarms where nothing changed", "[statistical]") {
  Counts now;
  Counts before;
  Random random(1, Stream::test);
  const auto poisson = [&](double mean) {
    std::int64_t k = -1;
    for (double left = mean; left > 0.0; ++k) left += std::log(random.uniform());
    return k;
  };
  for (int i = 0; i < 4000; ++i) {
    now.push_back(poisson(36.6));
    before.push_back(poisson(36.5));
  }
  const auto c = change(now, before, {366, 365});
  const auto alarms = std::ranges::count_if(c.p_value, [](double p) { return p <= 0.05; });
  CHECK(static_cast<double>(alarms) / 4000.0 < 0.05 + 3 * 0.0034);
  CHECK(static_cast<double>(alarms) / 4000.0 > 0.02);
}

TEST_CASE("columns: prev, chg_pct, chg_p", "[property]") {
  const auto c = columns(change(Counts{1}, Counts{2}, {1, 1}));
  REQUIRE(c.size() == 3);
  CHECK(c[0].name == "prev");
  CHECK(c[1].name == "chg_pct");
  CHECK(c[2].name == "chg_p");
  for (const auto& column : c) CHECK(column.size() == 1);
}

}  // namespace change_test
}  // namespace hotward::rates
