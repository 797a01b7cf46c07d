#include "engine/methods/evaluation/relative_effect.hpp"

#include <cmath>

#include "engine/core/check.hpp"
#include "engine/stats/distributions.hpp"

namespace hotward::evaluation {

RelativeEffect relative_effect(const BeforeAfter& target, const BeforeAfter& control, double phi,
                               double level) {
  HOTWARD_EXPECTS(phi >= 1.0 && level > 0.0 && level < 1.0);
  const auto half_more = [](std::int64_t count) { return static_cast<double>(count) + 0.5; };
  const double t0 = half_more(target.before);
  const double t1 = half_more(target.after);
  const double c0 = half_more(control.before);
  const double c1 = half_more(control.after);
  const double log_ratio = std::log(t1 / t0) - std::log(c1 / c0);
  RelativeEffect found;
  found.ratio = std::exp(log_ratio);
  found.standard_error = std::sqrt(phi * (1.0 / t0 + 1.0 / t1 + 1.0 / c0 + 1.0 / c1));
  const double reach = stats::normal_quantile(0.5 + level / 2.0) * found.standard_error;
  found.interval = {std::exp(log_ratio - reach), std::exp(log_ratio + reach)};
  found.z = log_ratio / found.standard_error;
  found.p_value = stats::two_sided_p_value(found.z);
  return found;
}

}  // namespace hotward::evaluation
