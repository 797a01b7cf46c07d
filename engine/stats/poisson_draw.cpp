#include "engine/stats/poisson_draw.hpp"

#include <array>
#include <cmath>

#include "engine/core/check.hpp"

namespace hotward::stats {
namespace {

constexpr double rejection_from = 10.0;

// ln k!, without the C library's lgamma, which writes to a global variable: by a table, and from 16
// on by Stirling's series, whose next term is below 1e-12 there.
double log_factorial(double k) {
  static const std::array<double, 16> table = [] {
    std::array<double, 16> logs{};
    for (std::size_t i = 2; i < logs.size(); ++i) {
      logs[i] = logs[i - 1] + std::log(static_cast<double>(i));
    }
    return logs;
  }();
  if (k < 16.0) return table[static_cast<std::size_t>(k)];
  constexpr double half_log_two_pi = 0.91893853320467274178;
  const double n = k + 1.0;
  const double n2 = n * n;
  return (n - 0.5) * std::log(n) - n + half_log_two_pi +
         (1.0 / 12.0 - (1.0 / 360.0 - 1.0 / (1260.0 * n2)) / n2) / n;
}

}  // namespace

PoissonDraw::PoissonDraw(double mean) : mean_(mean) {
  HOTWARD_EXPECTS(mean >= 0.0 && mean < 0x1p30);
  none_ = std::exp(-mean);
  if (mean < rejection_from) return;
  log_mean_ = std::log(mean);
  b_ = 0.931 + 2.53 * std::sqrt(mean);
  a_ = -0.059 + 0.02483 * b_;
  inverse_alpha_ = 1.1239 + 1.1328 / (b_ - 3.4);
  squeeze_ = 0.9277 - 3.6224 / (b_ - 2.0);
}

std::int64_t PoissonDraw::operator()(Random& random) const {
  return mean_ < rejection_from ? by_inversion(random) : by_rejection(random);
}

std::int64_t PoissonDraw::by_inversion(Random& random) const {
  double left = random.uniform() - none_;
  double chance = none_;
  std::int64_t k = 0;
  // Beyond 100 the chance is below 1e-60: what rounding leaves of the sum must not go on for ever.
  while (left > 0.0 && k < 100) {
    ++k;
    chance *= mean_ / static_cast<double>(k);
    left -= chance;
  }
  return k;
}

std::int64_t PoissonDraw::by_rejection(Random& random) const {
  for (;;) {
    const double u = random.uniform() - 0.5;
    const double v = random.uniform();
    const double us = 0.5 - std::abs(u);
    const double k = std::floor((2.0 * a_ / us + b_) * u + mean_ + 0.43);
    if (us >= 0.07 && v <= squeeze_) return static_cast<std::int64_t>(k);
    if (k < 0.0 || (us < 0.013 && v > us)) continue;
    if (std::log(v * inverse_alpha_ / (a_ / (us * us) + b_)) <=
        k * log_mean_ - mean_ - log_factorial(k)) {
      return static_cast<std::int64_t>(k);
    }
  }
}

}  // namespace hotward::stats
