#include "engine/methods/trend/mann_kendall.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/core/check.hpp"
#include "engine/core/undefined.hpp"
#include "engine/stats/distributions.hpp"
#include "engine/stats/robust.hpp"

namespace hotward::trend {
namespace {

double ordered_pairs(double n) { return n * (n - 1.0) * (2.0 * n + 5.0); }

}  // namespace

MannKendall mann_kendall(std::span<const double> values) {
  if (values.size() < 2) return {0, undefined, undefined, undefined};
  std::int64_t s = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    HOTWARD_EXPECTS(std::isfinite(values[i]));
    for (std::size_t j = i + 1; j < values.size(); ++j) {
      if (values[j] > values[i]) ++s;
      if (values[j] < values[i]) --s;
    }
  }
  std::vector<double> sorted(values.begin(), values.end());
  std::ranges::sort(sorted);
  double sum = ordered_pairs(static_cast<double>(sorted.size()));
  for (auto it = sorted.begin(); it != sorted.end();) {
    const auto end = std::upper_bound(it, sorted.end(), *it);
    sum -= ordered_pairs(static_cast<double>(end - it));
    it = end;
  }
  const double variance = sum / 18.0;
  const double step = s > 0 ? 1.0 : s < 0 ? -1.0 : 0.0;
  const double z = s == 0 ? 0.0 : (static_cast<double>(s) - step) / std::sqrt(variance);
  return {s, variance, z, stats::two_sided_p_value(z)};
}

double theil_sen(std::span<const double> times, std::span<const double> values) {
  HOTWARD_EXPECTS(times.size() == values.size());
  std::vector<double> slopes;
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (std::size_t j = i + 1; j < values.size(); ++j) {
      HOTWARD_EXPECTS(times[j] > times[i]);
      slopes.push_back((values[j] - values[i]) / (times[j] - times[i]));
    }
  }
  return stats::median(slopes);
}

}  // namespace hotward::trend
