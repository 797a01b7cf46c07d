#include "engine/stats/poisson_limits.hpp"

#include <algorithm>
#include <cmath>

#include <boost/math/policies/policy.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include "engine/core/check.hpp"
#include "engine/core/undefined.hpp"

namespace hotward::stats {

Interval poisson_limits(double expected, double level) {
  HOTWARD_EXPECTS(!(expected < 0.0) && level > 0.0 && level < 1.0);
  if (std::isnan(expected)) return {undefined, undefined};
  if (expected == 0.0) return {0.0, 0.0};
  namespace bp = boost::math::policies;
  constexpr bp::policy<bp::promote_double<false>, bp::evaluation_error<bp::ignore_error>> policy;
  const double tail = (1.0 - level) / 2.0;
  // P(X <= L) = Q(L + 1, E) and P(X >= U) = P(U, E), of the regularised gamma functions.
  const bool none_is_low = std::exp(-expected) >= tail;
  const double lower = none_is_low ? 0.0 : boost::math::gamma_q_inva(expected, tail, policy) - 1.0;
  return {std::max(0.0, lower), boost::math::gamma_p_inva(expected, tail, policy)};
}

}  // namespace hotward::stats
