#include "engine/stats/moments.hpp"

#include <algorithm>
#include <cstddef>

#include "engine/core/undefined.hpp"
#include "engine/stats/summation.hpp"

namespace hotward::stats {

Moments moments(std::span<const double> values) {
  if (values.empty()) return {undefined, undefined};
  const auto n = static_cast<double>(values.size());
  const double mean = sum(values) / n;
  Sum squares;
  Sum rest;  // what the rounding of the mean left: zero in exact arithmetic
  for (const double x : values) {
    squares.add((x - mean) * (x - mean));
    rest.add(x - mean);
  }
  const double variance = (squares.value() - rest.value() * rest.value() / n) / n;
  // Written so that a NaN stays one.
  return {mean, variance < 0.0 ? 0.0 : variance};
}

std::vector<double> centred(std::span<const double> values) {
  const double mean = moments(values).mean;
  std::vector<double> result(values.size());
  std::ranges::transform(values, result.begin(), [mean](double x) { return x - mean; });
  return result;
}

}  // namespace hotward::stats
