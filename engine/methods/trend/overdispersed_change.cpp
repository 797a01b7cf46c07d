#include "engine/methods/trend/overdispersed_change.hpp"

#include <cmath>

#include "engine/core/check.hpp"
#include "engine/core/undefined.hpp"
#include "engine/stats/distributions.hpp"

namespace hotward::trend {
namespace {

// P(|T| >= |t|) of Student's law.
double student_p_value(double t, double degrees) {
  // Each way keeps the digits of what it is small in.
  if (t * t < 1.0) return 1.0 - stats::beta_cdf(t * t / (degrees + t * t), 0.5, degrees / 2.0);
  return stats::beta_cdf(degrees / (degrees + t * t), degrees / 2.0, 0.5);
}

// The t that |T| passes with this chance.
double student_limit(double chance, double degrees) {
  const double x = stats::beta_quantile(chance, degrees / 2.0, 0.5);
  return std::sqrt(degrees * (1.0 - x) / x);
}

}  // namespace

OverdispersedChange overdispersed_change(const stats::ExposedCount& now,
                                         const stats::ExposedCount& then, double phi,
                                         double degrees, double level) {
  HOTWARD_EXPECTS(now.count >= 0 && then.count >= 0 && now.exposure > 0.0 && then.exposure > 0.0);
  HOTWARD_EXPECTS(phi >= 1.0 && degrees > 0.0 && level > 0.0 && level < 1.0);
  const auto a = static_cast<double>(now.count);
  const auto b = static_cast<double>(then.count);
  if (now.count == 0 && then.count == 0) return {{undefined, undefined}, undefined};
  if (now.count == 0 || then.count == 0) {
    const double part = now.exposure / (now.exposure + then.exposure);
    const double apart = a - (a + b) * part;
    const double error = std::sqrt(phi * (a + b) * part * (1.0 - part));
    return {{undefined, undefined}, student_p_value(apart / error, degrees)};
  }
  const double change = std::log(a / now.exposure) - std::log(b / then.exposure);
  const double error = std::sqrt(phi * (1.0 / a + 1.0 / b));
  const double reach = student_limit(1.0 - level, degrees) * error;
  return {{std::exp(change - reach), std::exp(change + reach)},
          student_p_value(change / error, degrees)};
}

}  // namespace hotward::trend
