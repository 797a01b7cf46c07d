#include "engine/stats/intervals.hpp"

#include <algorithm>
#include <cmath>

#include "engine/core/check.hpp"
#include "engine/core/undefined.hpp"
#include "engine/stats/distributions.hpp"

namespace hotward::stats {
namespace {

bool is_level(double level) { return level > 0.0 && level < 1.0; }

double cube(double x) { return x * x * x; }

// 1 - (1 - level)/2 loses nothing for levels near 1: Sterbenz makes 1 - level exact from 0.5 on.
double normal_limit(double level) { return -normal_quantile((1.0 - level) / 2.0); }

}  // namespace

Interval poisson_exact(double count, double level) {
  HOTWARD_EXPECTS(!(count < 0.0) && is_level(level));
  if (std::isnan(count)) return {undefined, undefined};
  const double tail = (1.0 - level) / 2.0;
  return {count == 0.0 ? 0.0 : gamma_quantile(tail, count),
          gamma_quantile(1.0 - tail, count + 1.0)};
}

Interval poisson_byar(double count, double level) {
  HOTWARD_EXPECTS(!(count < 0.0) && is_level(level));
  if (std::isnan(count)) return {undefined, undefined};
  const double z = normal_limit(level);
  const double next = count + 1.0;
  const double upper = next * cube(1.0 - 1.0 / (9.0 * next) + z / (3.0 * std::sqrt(next)));
  if (count == 0.0) return {0.0, upper};
  const double lower = count * cube(1.0 - 1.0 / (9.0 * count) - z / (3.0 * std::sqrt(count)));
  return {std::max(0.0, lower), upper};
}

Interval poisson_interval(double count, double level) {
  return count < 10.0 ? poisson_exact(count, level) : poisson_byar(count, level);
}

Interval wilson(double successes, double trials, double level) {
  HOTWARD_EXPECTS(is_level(level));
  if (std::isnan(successes) || std::isnan(trials)) return {undefined, undefined};
  HOTWARD_EXPECTS(successes >= 0.0 && successes <= trials);
  if (trials == 0.0) return {undefined, undefined};
  const double z = normal_limit(level);
  const double middle = 2.0 * successes + z * z;
  const double half = z * std::sqrt(z * z + 4.0 * successes * (1.0 - successes / trials));
  const double scale = 2.0 * (trials + z * z);
  return {std::max(0.0, (middle - half) / scale), std::min(1.0, (middle + half) / scale)};
}

}  // namespace hotward::stats
