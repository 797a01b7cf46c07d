#include "engine/methods/evaluation/displacement.hpp"

#include <cmath>

#include "engine/core/random.hpp"
#include "engine/stats/poisson_draw.hpp"
#include "tests/support/catch.hpp"

namespace hotward::evaluation {
namespace displacement_test {

TEST_CASE("displacement: WDD as ptools prints it", "[oracle]") {
  const Groups groups{.target = {20, 10}, .control = {20, 20}};
  const WeightedDifference found = weighted_difference(groups, 1.0, 0.90);
  CHECK(found.wdd == -10.0);
  CHECK(found.standard_error == Approx(8.366600));
  CHECK(found.z == Approx(-1.195229));
  CHECK(found.interval.lower == Approx(-23.761833));
  CHECK(found.interval.upper == Approx(3.761833));
}

TEST_CASE("displacement: twice the days after, half as many a day") {
  const Groups groups{.target = {20, 20}, .control = {20, 40}};
  const WeightedDifference found = weighted_difference(groups, 2.0, 0.95);
  CHECK(found.wdd == -20.0);
  CHECK(found.standard_error == Approx(std::sqrt(20.0 + 40.0 + 4.0 * 40.0)));
  CHECK(gross_effect(groups, 2.0) == 20.0);
}

TEST_CASE("displacement: the quotient's four answers") {
  const BeforeAfter control{100, 100};
  const BeforeAfter target{50, 30};
  const auto quotient = [&](BeforeAfter displacement) {
    return displacement_quotient(
        {.target = target, .control = control, .displacement = displacement});
  };
  CHECK(quotient({40, 30}) == Approx(0.5));   // the benefit spread
  CHECK(quotient({40, 40}) == 0.0);           // nothing moved
  CHECK(quotient({40, 50}) == Approx(-0.5));  // half of it moved
  CHECK(quotient({40, 70}) == Approx(-1.5));  // more moved than was saved
  CHECK(std::isnan(displacement_quotient({.target = {50, 55}, .control = control})));
  CHECK(std::isnan(displacement_quotient({.target = target, .control = {0, 0}})));
}

TEST_CASE("displacement: the net effect is against what the control did") {
  const Groups groups{.target = {50, 30}, .control = {100, 80}, .displacement = {40, 36}};
  CHECK(net_effect(groups) == Approx((50 * 0.8 - 30) + (40 * 0.8 - 36)));
  CHECK(std::isnan(net_effect({.target = {50, 30}, .control = {0, 80}})));
}

TEST_CASE("displacement: WDD holds its level under no effect", "[calibration]") {
  const stats::PoissonDraw draw(30.0);
  int small = 0;
  constexpr int maps = 4000;
  for (std::uint32_t i = 0; i < maps; ++i) {
    Random random(5, Stream::test, i);
    const auto count = [&] { return draw(random); };
    Groups groups;
    for (BeforeAfter* group : {&groups.target, &groups.control, &groups.displacement}) {
      *group = {count(), count()};
    }
    groups.displacement_control = {count(), count()};
    small += weighted_difference(groups, 1.0, 0.95).p_value <= 0.05 ? 1 : 0;
  }
  CHECK(small / static_cast<double>(maps) == Approx(0.05).margin(0.012));
}

TEST_CASE("displacement: of nothing there is no test") {
  const WeightedDifference found = weighted_difference({}, 1.0, 0.95);
  CHECK(found.wdd == 0.0);
  CHECK(std::isnan(found.z));
}

}  // namespace displacement_test
}  // namespace hotward::evaluation
