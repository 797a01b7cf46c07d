#include "engine/methods/evaluation/displacement.hpp"

#include <cmath>

#include "engine/core/check.hpp"
#include "engine/core/undefined.hpp"
#include "engine/stats/distributions.hpp"

namespace hotward::evaluation {
namespace {

double of(std::int64_t count) { return static_cast<double>(count); }

double change(const BeforeAfter& group, double weight) {
  return of(group.after) - weight * of(group.before);
}

double variance(const BeforeAfter& group, double weight) {
  return of(group.after) + weight * weight * of(group.before);
}

}  // namespace

WeightedDifference weighted_difference(const Groups& groups, double weight, double level) {
  HOTWARD_EXPECTS(weight > 0.0 && level > 0.0 && level < 1.0);
  WeightedDifference found;
  found.wdd = change(groups.target, weight) - change(groups.control, weight) +
              change(groups.displacement, weight) - change(groups.displacement_control, weight);
  const double sum = variance(groups.target, weight) + variance(groups.control, weight) +
                     variance(groups.displacement, weight) +
                     variance(groups.displacement_control, weight);
  found.standard_error = std::sqrt(sum);
  const double reach = stats::normal_quantile(0.5 + level / 2.0) * found.standard_error;
  found.interval = {found.wdd - reach, found.wdd + reach};
  found.z = sum > 0.0 ? found.wdd / found.standard_error : undefined;
  found.p_value = sum > 0.0 ? stats::two_sided_p_value(found.z) : undefined;
  return found;
}

double displacement_quotient(const Groups& groups) {
  if (groups.control.before == 0 || groups.control.after == 0) return undefined;
  const auto against_control = [&](const BeforeAfter& group) {
    return of(group.after) / of(groups.control.after) -
           of(group.before) / of(groups.control.before);
  };
  const double success = against_control(groups.target);
  return success < 0.0 ? against_control(groups.displacement) / success : undefined;
}

double gross_effect(const Groups& groups, double weight) { return -change(groups.target, weight); }

double net_effect(const Groups& groups) {
  if (groups.control.before == 0) return undefined;
  const double moved = of(groups.control.after) / of(groups.control.before);
  return of(groups.target.before) * moved - of(groups.target.after) +
         of(groups.displacement.before) * moved - of(groups.displacement.after);
}

}  // namespace hotward::evaluation
