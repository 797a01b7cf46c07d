#include "engine/stats/distributions.hpp"

#include <cmath>
#include <limits>
#include <numbers>

#include <boost/math/policies/policy.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include "engine/core/check.hpp"
#include "engine/core/undefined.hpp"

namespace hotward::stats {
namespace {

namespace bm = boost::math;
namespace bp = boost::math::policies;

// Every argument is checked here, so nothing is thrown for it; overflow becomes infinity. Staying
// in double, and not long double, gives the same digits where long double is no wider.
using Policy =
    bp::policy<bp::promote_double<false>, bp::domain_error<bp::ignore_error>,
               bp::pole_error<bp::ignore_error>, bp::overflow_error<bp::ignore_error>,
               bp::underflow_error<bp::ignore_error>, bp::evaluation_error<bp::ignore_error>>;
constexpr Policy policy;

constexpr double infinite = std::numeric_limits<double>::infinity();

// A NaN passes: it is answered with NaN, not taken for a fault.
bool in_unit(double p) { return !(p < 0.0) && !(p > 1.0); }
bool positive(double x) { return !(x <= 0.0); }

}  // namespace

double normal_cdf(double z) {
  if (std::isnan(z)) return undefined;
  return 0.5 * std::erfc(-z / std::numbers::sqrt2);
}

double normal_quantile(double p) {
  HOTWARD_EXPECTS(in_unit(p));
  if (std::isnan(p)) return undefined;
  if (p == 0.0) return -infinite;
  if (p == 1.0) return infinite;
  return -std::numbers::sqrt2 * bm::erfc_inv(2.0 * p, policy);
}

double two_sided_p_value(double z) { return std::erfc(std::abs(z) / std::numbers::sqrt2); }

double poisson_pmf(std::int64_t k, double mean) {
  HOTWARD_EXPECTS(!(mean < 0.0));
  if (std::isnan(mean)) return undefined;
  if (k < 0) return 0.0;
  if (mean == 0.0) return k == 0 ? 1.0 : 0.0;
  // The gamma density at the mean: it keeps its digits where mean^k and k! overflow.
  return bm::gamma_p_derivative(static_cast<double>(k) + 1.0, mean, policy);
}

double poisson_cdf(std::int64_t k, double mean) {
  HOTWARD_EXPECTS(!(mean < 0.0));
  if (std::isnan(mean)) return undefined;
  if (k < 0) return 0.0;
  return bm::gamma_q(static_cast<double>(k) + 1.0, mean, policy);
}

double poisson_sf(std::int64_t k, double mean) {
  HOTWARD_EXPECTS(!(mean < 0.0));
  if (std::isnan(mean)) return undefined;
  if (k < 0) return 1.0;
  return bm::gamma_p(static_cast<double>(k) + 1.0, mean, policy);
}

double binomial_pmf(std::int64_t k, std::int64_t trials, double p) {
  HOTWARD_EXPECTS(trials >= 0 && in_unit(p));
  if (std::isnan(p)) return undefined;
  if (k < 0 || k > trials) return 0.0;
  if (p == 0.0) return k == 0 ? 1.0 : 0.0;
  if (p == 1.0) return k == trials ? 1.0 : 0.0;
  const auto n = static_cast<double>(trials);
  const auto successes = static_cast<double>(k);
  return bm::ibeta_derivative(successes + 1.0, n - successes + 1.0, p, policy) / (n + 1.0);
}

double binomial_cdf(std::int64_t k, std::int64_t trials, double p) {
  HOTWARD_EXPECTS(trials >= 0 && in_unit(p));
  if (std::isnan(p)) return undefined;
  if (k < 0) return 0.0;
  if (k >= trials) return 1.0;
  const auto successes = static_cast<double>(k);
  return bm::ibetac(successes + 1.0, static_cast<double>(trials - k), p, policy);
}

double binomial_sf(std::int64_t k, std::int64_t trials, double p) {
  HOTWARD_EXPECTS(trials >= 0 && in_unit(p));
  if (std::isnan(p)) return undefined;
  if (k < 0) return 1.0;
  if (k >= trials) return 0.0;
  const auto successes = static_cast<double>(k);
  return bm::ibeta(successes + 1.0, static_cast<double>(trials - k), p, policy);
}

double chi_square_quantile(double p, double degrees) {
  return 2.0 * gamma_quantile(p, degrees / 2.0);
}

double gamma_quantile(double p, double shape) {
  HOTWARD_EXPECTS(in_unit(p) && positive(shape));
  if (std::isnan(p) || std::isnan(shape)) return undefined;
  if (p == 0.0) return 0.0;
  if (p == 1.0) return infinite;
  return bm::gamma_p_inv(shape, p, policy);
}

double beta_cdf(double x, double a, double b) {
  HOTWARD_EXPECTS(in_unit(x) && positive(a) && positive(b));
  if (std::isnan(x) || std::isnan(a) || std::isnan(b)) return undefined;
  return bm::ibeta(a, b, x, policy);
}

double beta_quantile(double p, double a, double b) {
  HOTWARD_EXPECTS(in_unit(p) && positive(a) && positive(b));
  if (std::isnan(p) || std::isnan(a) || std::isnan(b)) return undefined;
  return bm::ibeta_inv(a, b, p, policy);
}

}  // namespace hotward::stats
