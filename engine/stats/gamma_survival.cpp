#include "engine/stats/gamma_survival.hpp"

#include <cmath>
#include <numbers>

#include <boost/math/policies/policy.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include "engine/core/check.hpp"
#include "engine/stats/distributions.hpp"

namespace hotward::stats {
namespace {

namespace bm = boost::math;
namespace bp = boost::math::policies;

// As in distributions.cpp: in double, and nothing is thrown.
using TailPolicy =
    bp::policy<bp::promote_double<false>, bp::overflow_error<bp::ignore_error>,
               bp::underflow_error<bp::ignore_error>, bp::evaluation_error<bp::ignore_error>>;
constexpr TailPolicy tail_policy;

// Below 32 the law is skew and wide in y; above it is nearly normal there.
std::size_t steps_for(double shape) { return shape < 32.0 ? 512 : 192; }

constexpr double least = 1e-9;  // what is cut off at each end

/// S at e^y, and its slope by y.
struct Survival {
  double value;
  double slope;
};

/// The law itself, where the incomplete gamma function is quick.
struct Exact {
  double shape;

  [[nodiscard]] double log_quantile(double p) const { return std::log(gamma_quantile(p, shape)); }
  [[nodiscard]] Survival at(double y) const {
    const double x = std::exp(y);
    return {bm::gamma_q(shape, x, tail_policy), -x * bm::gamma_p_derivative(shape, x, tail_policy)};
  }
};

/// The cube root of a gamma variate is normal, nearly: with z the standard normal,
///   (G / shape)^(1/3) = 1 - c + z sqrt(c),  c = 1 / (9 shape)
struct CubeRoot {
  double shape;
  double c = 1.0 / (9.0 * shape);

  [[nodiscard]] double log_quantile(double p) const {
    return std::log(shape) + 3.0 * std::log(1.0 - c + std::sqrt(c) * normal_quantile(p));
  }
  [[nodiscard]] Survival at(double y) const {
    const double root = std::exp((y - std::log(shape)) / 3.0);
    const double z = (root - 1.0 + c) / std::sqrt(c);
    const double density = std::exp(-0.5 * z * z) / std::sqrt(2.0 * std::numbers::pi);
    return {normal_cdf(-z), -density * root / (3.0 * std::sqrt(c))};
  }
};

}  // namespace

GammaSurvival::GammaSurvival(double shape) {
  HOTWARD_EXPECTS(shape > 0.0);
  // Boost sums as many terms as the law is wide; from here on the cube root is within 1e-6.
  constexpr double large = 5000.0;
  if (shape < large) {
    fill(Exact{shape}, steps_for(shape));
  } else {
    fill(CubeRoot{shape}, steps_for(shape));
  }
}

template <class Law>
void GammaSurvival::fill(const Law& law, std::size_t steps) {
  low_ = law.log_quantile(least);
  high_ = law.log_quantile(1.0 - least);
  const double step = (high_ - low_) / static_cast<double>(steps);
  knots_per_unit_ = 1.0 / step;
  knots_.reserve(steps + 1);
  for (std::size_t k = 0; k <= steps; ++k) {
    const Survival here = law.at(low_ + step * static_cast<double>(k));
    knots_.push_back({here.value, step * here.slope});
  }
}

}  // namespace hotward::stats
