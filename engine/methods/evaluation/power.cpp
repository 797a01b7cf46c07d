#include "engine/methods/evaluation/power.hpp"

#include <cmath>

#include "engine/core/check.hpp"
#include "engine/core/undefined.hpp"
#include "engine/methods/evaluation/relative_effect.hpp"
#include "engine/stats/distributions.hpp"
#include "engine/stats/gamma_draw.hpp"
#include "engine/stats/poisson_draw.hpp"

namespace hotward::evaluation {
namespace {

std::int64_t count_draw(Random& random, double mean, double phi) {
  if (phi <= 1.0) return stats::PoissonDraw(mean)(random);
  const double spread = phi - 1.0;
  return stats::PoissonDraw(spread * stats::gamma_draw(random, mean / spread))(random);
}

void check(const PowerDesign& design) {
  HOTWARD_EXPECTS(design.target > 0.0 && design.control > 0.0 && design.phi >= 1.0);
  HOTWARD_EXPECTS(design.alpha > 0.0 && design.alpha < 1.0);
}

double power_of_percent(const PowerDesign& design, std::uint32_t percent, const PowerDraws& draws) {
  const double after = design.target * (1.0 - percent / 100.0);
  std::uint32_t found = 0;
  for (std::uint32_t r = 0; r < draws.draws; ++r) {
    Random random(draws.seed, power_stream, percent, r);
    BeforeAfter target;
    BeforeAfter control;
    target.before = count_draw(random, design.target, design.phi);
    target.after = count_draw(random, after, design.phi);
    control.before = count_draw(random, design.control, design.phi);
    control.after = count_draw(random, design.control, design.phi);
    if (relative_effect(target, control, design.phi).p_value <= design.alpha) ++found;
  }
  return static_cast<double>(found) / draws.draws;
}

}  // namespace

double power_formula(const PowerDesign& design, double effect) {
  check(design);
  HOTWARD_EXPECTS(effect >= 0.0 && effect < 1.0);
  const double t = design.target;
  const double error =
      std::sqrt(design.phi * (1.0 / t + 1.0 / (t * (1.0 - effect)) + 2.0 / design.control));
  const double z = stats::normal_quantile(1.0 - design.alpha / 2.0);
  const double delta = -std::log1p(-effect) / error;
  return stats::normal_cdf(delta - z) + stats::normal_cdf(-delta - z);
}

double power_drawn(const PowerDesign& design, double effect, const PowerDraws& draws) {
  check(design);
  HOTWARD_EXPECTS(effect >= 0.0 && effect < 1.0 && draws.draws > 0);
  return power_of_percent(design, static_cast<std::uint32_t>(std::lround(100.0 * effect)), draws);
}

double least_detectable(const PowerDesign& design, double wanted, const PowerDraws& draws) {
  check(design);
  HOTWARD_EXPECTS(wanted > 0.0 && wanted < 1.0 && draws.draws > 0);
  std::uint32_t too_small = 0;
  std::uint32_t enough = 99;
  if (power_of_percent(design, enough, draws) < wanted) return undefined;
  while (enough - too_small > 1) {
    const std::uint32_t middle = (enough + too_small) / 2;
    (power_of_percent(design, middle, draws) >= wanted ? enough : too_small) = middle;
  }
  return enough / 100.0;
}

}  // namespace hotward::evaluation
