#include "engine/stats/robust.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "engine/core/undefined.hpp"

namespace hotward::stats {
namespace {

// 1 / (the 75% quantile of the standard normal).
constexpr double normal_consistency = 1.4826022185056018;

}  // namespace

double median(std::span<const double> values) {
  // A NaN has no place in an order, so it is refused before the selection.
  if (values.empty() || std::ranges::any_of(values, [](double x) { return std::isnan(x); })) {
    return undefined;
  }
  std::vector<double> x(values.begin(), values.end());
  const auto middle = x.begin() + static_cast<std::ptrdiff_t>(x.size() / 2);
  std::ranges::nth_element(x, middle);
  if (x.size() % 2 == 1) return *middle;
  const double below = *std::max_element(x.begin(), middle);
  return below + (*middle - below) / 2.0;
}

double mad(std::span<const double> values) {
  const double centre = median(values);
  std::vector<double> distance(values.size());
  std::ranges::transform(values, distance.begin(),
                         [centre](double x) { return std::abs(x - centre); });
  return normal_consistency * median(distance);
}

}  // namespace hotward::stats
