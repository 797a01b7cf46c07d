#include "engine/methods/concentration/count_law.hpp"

#include <algorithm>
#include <cmath>

#include "engine/core/check.hpp"
#include "engine/stats/summation.hpp"

namespace hotward::concentration {
namespace {

constexpr double negligible = 1e-17;

// A law before zeros are taken away, in logarithms: P(0) may be smaller than any double.
struct Untruncated {
  double mean;
  double dispersion;

  [[nodiscard]] bool is_poisson() const { return dispersion == 1.0; }
  [[nodiscard]] double size() const { return mean / (dispersion - 1.0); }
  [[nodiscard]] double log_none() const {
    return is_poisson() ? -mean : -size() * std::log(dispersion);
  }
  // P(k + 1) / P(k)
  [[nodiscard]] double step(double k) const {
    return (is_poisson() ? mean : (k + size()) * (1.0 - 1.0 / dispersion)) / (k + 1.0);
  }
  [[nodiscard]] double mean_without_zeros() const { return mean / -std::expm1(log_none()); }
};

// The law whose mean without zeros is this one; the mean grows with that before.
double untruncated_mean(double mean, double dispersion) {
  double low = 0.0;
  double high = mean;
  for (int i = 0; i < 2000; ++i) {
    const double middle = low + (high - low) / 2.0;
    if (middle <= low || middle >= high) break;
    (Untruncated{middle, dispersion}.mean_without_zeros() < mean ? low : high) = middle;
  }
  return high;
}

CountLaw made(const Untruncated& law, Seen seen) {
  CountLaw result;
  result.first = seen == Seen::all_places ? 0 : 1;
  double log_chance = law.log_none();
  stats::Sum sum;
  for (double k = 0.0;; k += 1.0) {
    const double chance = std::exp(log_chance);
    if (k >= static_cast<double>(result.first)) {
      result.chances.push_back(chance);
      sum.add(chance);
    }
    const double step = law.step(k);
    // Beyond the mean the steps fall, so a geometric series bounds what is left.
    if (k > law.mean && step < 1.0 && chance < negligible * (1.0 - step)) break;
    log_chance += std::log(step);
  }
  for (double& chance : result.chances) chance /= sum.value();
  // Far below a large mean nothing ever happens.
  const auto lead =
      std::ranges::find_if(result.chances, [](double p) { return p > 1e-3 * negligible; });
  result.first += lead - result.chances.begin();
  result.chances.erase(result.chances.begin(), lead);
  return result;
}

}  // namespace

double mean_with_zeros(double mean) {
  HOTWARD_EXPECTS(mean >= 1.0);
  return mean == 1.0 ? 0.0 : untruncated_mean(mean, 1.0);
}

std::optional<CountLaw> law_of_mean(double mean, double dispersion, Seen seen) {
  HOTWARD_EXPECTS(mean > 0.0 && std::isfinite(mean) && dispersion >= 1.0 &&
                  std::isfinite(dispersion));
  if (seen == Seen::all_places) return made({mean, dispersion}, seen);
  HOTWARD_EXPECTS(mean >= 1.0);
  if (dispersion == 1.0) {
    if (mean == 1.0) return CountLaw{1, {1.0}};
  } else if (mean <= (dispersion - 1.0) / std::log(dispersion)) {
    return {};
  }
  return made({untruncated_mean(mean, dispersion), dispersion}, seen);
}

double gini(const CountLaw& law) {
  stats::Sum mean;
  stats::Sum apart;  // E|X - Y| / 2 = the sum of P(X <= k) P(X > k)
  double below = 0.0;
  for (std::size_t i = 0; i < law.chances.size(); ++i) {
    mean.add(static_cast<double>(law.first + static_cast<std::int64_t>(i)) * law.chances[i]);
    below += law.chances[i];
    apart.add(below * std::max(0.0, 1.0 - below));
  }
  return apart.value() / mean.value();
}

}  // namespace hotward::concentration
