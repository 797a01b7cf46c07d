#include "engine/stats/poisson_difference.hpp"

#include <cmath>
#include <numbers>

#include <boost/math/policies/policy.hpp>
#include <boost/math/special_functions/bessel.hpp>

#include "engine/core/check.hpp"
#include "engine/core/undefined.hpp"

namespace hotward::stats {
namespace {

namespace bp = boost::math::policies;

// In double throughout: the same digits where long double is no wider.
constexpr bp::policy<bp::promote_double<false>> policy;

constexpr double series_from = 500.0;

// e^-x I_order(x), for large x.
double scaled_bessel(int order, double x) {
  const double mu = 4.0 * order * order;
  double term = 1.0;
  double sum = 1.0;
  for (int k = 1; k <= 8; ++k) {
    const double odd = 2.0 * k - 1.0;
    term *= -(mu - odd * odd) / (k * 8.0 * x);
    sum += term;
  }
  return sum / std::sqrt(2.0 * std::numbers::pi * x);
}

}  // namespace

double poisson_gini(double mean) {
  if (std::isnan(mean)) return undefined;
  HOTWARD_EXPECTS(mean >= 0.0);
  if (std::isinf(mean)) return 0.0;
  const double x = 2.0 * mean;
  if (x > series_from) return scaled_bessel(0, x) + scaled_bessel(1, x);
  return std::exp(-x) *
         (boost::math::cyl_bessel_i(0, x, policy) + boost::math::cyl_bessel_i(1, x, policy));
}

}  // namespace hotward::stats
