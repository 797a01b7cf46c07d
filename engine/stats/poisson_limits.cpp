#include "engine/stats/poisson_limits.hpp"

#include <algorithm>
#include <cmath>

#include <boost/math/policies/policy.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include "engine/core/check.hpp"
#include "engine/core/undefined.hpp"

namespace hotward::stats {
namespace {

namespace bp = boost::math::policies;
constexpr bp::policy<bp::promote_double<false>, bp::evaluation_error<bp::ignore_error>>
    quiet_policy;

// Of the negative binomial law with mean `expected` and phi times it as variance.
Interval mixed_limits(double expected, double phi, double tail) {
  const double r = expected / (phi - 1.0);
  const bool none_is_low = -r * std::log(phi) >= std::log(tail);
  // P(X <= L) = I_1/phi(r, L + 1) and P(X >= U) = I_(1 - 1/phi)(U, r).
  const double lower =
      none_is_low ? 0.0 : boost::math::ibeta_invb(r, 1.0 / phi, tail, quiet_policy) - 1.0;
  return {std::max(0.0, lower), boost::math::ibeta_inva(r, 1.0 - 1.0 / phi, tail, quiet_policy)};
}

}  // namespace

Interval poisson_limits(double expected, double level) {
  HOTWARD_EXPECTS(!(expected < 0.0) && level > 0.0 && level < 1.0);
  if (std::isnan(expected)) return {undefined, undefined};
  if (expected == 0.0) return {0.0, 0.0};
  const double tail = (1.0 - level) / 2.0;
  // P(X <= L) = Q(L + 1, E) and P(X >= U) = P(U, E), of the regularised gamma functions.
  const bool none_is_low = std::exp(-expected) >= tail;
  const double lower =
      none_is_low ? 0.0 : boost::math::gamma_q_inva(expected, tail, quiet_policy) - 1.0;
  return {std::max(0.0, lower), boost::math::gamma_p_inva(expected, tail, quiet_policy)};
}

Interval overdispersed_limits(double expected, double phi, double level) {
  HOTWARD_EXPECTS(phi >= 1.0 && std::isfinite(phi));
  const Interval alike = poisson_limits(expected / phi, level);
  const Interval bunched{phi * alike.lower, phi * alike.upper};
  // Nearer to 1 the two laws are one, and r beyond what the beta function can tell.
  constexpr double least_phi = 1.001;
  if (phi < least_phi || !(expected > 0.0)) return bunched;
  const Interval mixed = mixed_limits(expected, phi, (1.0 - level) / 2.0);
  return {std::min(bunched.lower, mixed.lower), std::max(bunched.upper, mixed.upper)};
}

}  // namespace hotward::stats
