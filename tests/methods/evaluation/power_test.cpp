// Power: drawn against the closed form; the relative effect against its formula.
#include "engine/methods/evaluation/power.hpp"

#include <cmath>

#include "engine/methods/evaluation/relative_effect.hpp"
#include "tests/support/catch.hpp"

namespace hotward::evaluation {
namespace power_test {

TEST_CASE("power: drawn and computed lie within 2 points") {
  const PowerDraws draws{.seed = 5, .draws = 10000};
  for (const double phi : {1.0, 1.6, 3.0}) {
    for (const double target : {60.0 * phi, 250.0 * phi, 1000.0 * phi}) {
      for (const double controls : {1.0, 2.0}) {
        const PowerDesign design{.target = target, .control = controls * target, .phi = phi};
        for (const double effect : {0.0, 0.1, 0.2, 0.3, 0.5}) {
          CAPTURE(phi, target, controls, effect);
          CHECK(power_drawn(design, effect, draws) ==
                Approx(power_formula(design, effect)).margin(0.02));
        }
      }
    }
  }
}

TEST_CASE("power: what is not there is found in one of twenty at most") {
  for (const double target : {3.0, 10.0, 30.0, 300.0}) {
    for (const double phi : {1.0, 2.0}) {
      const PowerDesign design{.target = target, .control = target, .phi = phi};
      CAPTURE(target, phi);
      CHECK(power_drawn(design, 0.0) <= 0.06);
    }
  }
}

TEST_CASE("power: it grows with the effect, the incidents and the controls") {
  const PowerDesign design{.target = 200, .control = 200, .phi = 1.5};
  CHECK(power_drawn(design, 0.3) > power_drawn(design, 0.2));
  CHECK(power_drawn({.target = 400, .control = 400, .phi = 1.5}, 0.2) > power_drawn(design, 0.2));
  CHECK(power_drawn({.target = 200, .control = 800, .phi = 1.5}, 0.2) > power_drawn(design, 0.2));
  CHECK(power_drawn({.target = 200, .control = 200, .phi = 3.0}, 0.2) < power_drawn(design, 0.2));
}

TEST_CASE("power: the least effect that shows") {
  const PowerDesign design{.target = 500, .control = 500, .phi = 1.5};
  const double least = least_detectable(design);
  CHECK(power_drawn(design, least) >= 0.8);
  CHECK(power_drawn(design, least - 0.01) < 0.8);
  CHECK(power_formula(design, least) == Approx(0.8).margin(0.05));
  CHECK(std::isnan(least_detectable({.target = 2, .control = 2})));
}

TEST_CASE("relative_effect: its formula, and that target and controls change places") {
  const auto found = relative_effect({40, 25}, {90, 100}, 2.0, 0.95);
  const double log_ratio = std::log(25.5 / 40.5) - std::log(100.5 / 90.5);
  const double error = std::sqrt(2.0 * (1 / 40.5 + 1 / 25.5 + 1 / 90.5 + 1 / 100.5));
  CHECK(found.ratio == Approx(std::exp(log_ratio)));
  CHECK(found.standard_error == Approx(error));
  CHECK(found.z == Approx(log_ratio / error));
  CHECK(found.interval.lower == Approx(std::exp(log_ratio - 1.959964 * error)));
  CHECK(found.p_value == Approx(std::erfc(std::abs(found.z) / std::sqrt(2.0))));
  const auto turned = relative_effect({90, 100}, {40, 25}, 2.0, 0.95);
  CHECK(turned.ratio == Approx(1.0 / found.ratio));
  CHECK(turned.p_value == Approx(found.p_value));
}

TEST_CASE("relative_effect: no incident says nothing") {
  const auto found = relative_effect({0, 0}, {0, 0});
  CHECK(found.ratio == 1.0);
  CHECK(found.p_value == 1.0);
}

}  // namespace power_test
}  // namespace hotward::evaluation
