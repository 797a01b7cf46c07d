#include "engine/stats/rate_ratio.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/core/check.hpp"
#include "engine/core/undefined.hpp"
#include "engine/stats/distributions.hpp"
#include "engine/stats/summation.hpp"

namespace hotward::stats {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

// Two chances, or two statistics, that differ by less than rounding can make are equal.
constexpr double tie = 1e-7;

bool sound(const ExposedCount& x) {
  return x.count >= 0 && x.exposure > 0.0 && std::isfinite(x.exposure);
}

/// The first k in [low, high] that `holds`, or high + 1; once true, it stays true.
template <class Holds>
std::int64_t first_where(std::int64_t low, std::int64_t high, const Holds& holds) {
  std::int64_t end = high + 1;
  while (low < end) {
    const std::int64_t middle = low + (end - low) / 2;
    if (holds(middle)) {
      end = middle;
    } else {
      low = middle + 1;
    }
  }
  return end;
}

double exact_p_value(std::int64_t k, std::int64_t trials, double p) {
  const double limit = binomial_pmf(k, trials, p) * (1.0 + tie);
  const auto no_likelier = [&](std::int64_t i) { return binomial_pmf(i, trials, p) <= limit; };
  // The law rises up to its mode and falls from there on.
  const auto mode = std::min(
      trials, static_cast<std::int64_t>(std::floor((static_cast<double>(trials) + 1.0) * p)));
  if (k == mode) return 1.0;
  if (k < mode) {
    const std::int64_t other = first_where(mode, trials, no_likelier);
    return std::min(1.0, binomial_cdf(k, trials, p) + binomial_sf(other - 1, trials, p));
  }
  const std::int64_t last =
      first_where(0, mode - 1, [&](std::int64_t i) { return !no_likelier(i); }) - 1;
  return std::min(1.0, binomial_cdf(last, trials, p) + binomial_sf(k - 1, trials, p));
}

/// p / (1 - p) of the beta quantile; 1 - p is found as itself, since p may be close to 1.
double odds(double tail, double a, double b) {
  return beta_quantile(tail, a, b) / beta_quantile(1.0 - tail, b, a);
}

double e_statistic(double now, double then, double now_exposure, double then_exposure) {
  const double difference = now / now_exposure - then / then_exposure;
  const double variance =
      now / (now_exposure * now_exposure) + then / (then_exposure * then_exposure);
  return variance == 0.0 ? 0.0 : difference / std::sqrt(variance);
}

/// Counts between which a Poisson law has all but 1e-20 of its mass.
struct Reach {
  std::int64_t first;
  std::int64_t last;
};

Reach reach(double mean) {
  const double width = 10.0 * std::sqrt(mean) + 50.0;
  return {static_cast<std::int64_t>(std::max(0.0, std::floor(mean - width))),
          static_cast<std::int64_t>(std::ceil(mean + width))};
}

}  // namespace

RateRatio rate_ratio(const ExposedCount& now, const ExposedCount& then, double level) {
  HOTWARD_EXPECTS(sound(now) && sound(then) && level > 0.0 && level < 1.0);
  const std::int64_t trials = now.count + then.count;
  if (trials == 0) return {undefined, {undefined, undefined}, undefined};
  const auto a = static_cast<double>(now.count);
  const auto b = static_cast<double>(then.count);
  const double scale = then.exposure / now.exposure;
  const double tail = (1.0 - level) / 2.0;
  RateRatio result{};
  result.ratio = then.count == 0 ? infinite : a / b * scale;
  result.interval.lower = now.count == 0 ? 0.0 : odds(tail, a, b + 1.0) * scale;
  result.interval.upper = then.count == 0 ? infinite : odds(1.0 - tail, a + 1.0, b) * scale;
  result.p_value = exact_p_value(now.count, trials, now.exposure / (now.exposure + then.exposure));
  return result;
}

ETest e_test(const ExposedCount& now, const ExposedCount& then) {
  HOTWARD_EXPECTS(sound(now) && sound(then));
  const auto total = static_cast<double>(now.count + then.count);
  if (total == 0.0) return {undefined, undefined};
  const auto statistic = [&](std::int64_t x, std::int64_t y) {
    return e_statistic(static_cast<double>(x), static_cast<double>(y), now.exposure, then.exposure);
  };
  const double seen = statistic(now.count, then.count);
  const double limit = std::abs(seen) * (1.0 - tie);
  if (limit == 0.0) return {seen, 1.0};

  const double rate = total / (now.exposure + then.exposure);
  const double now_mean = rate * now.exposure;
  const double then_mean = rate * then.exposure;
  const Reach x = reach(now_mean);
  const Reach y = reach(then_mean);
  Sum p;
  for (std::int64_t j = y.first; j <= y.last; ++j) {
    // T rises with x, so what counts as extreme lies below one x and above another.
    const auto inside =
        first_where(x.first, x.last, [&](std::int64_t i) { return statistic(i, j) > -limit; });
    const auto above =
        first_where(x.first, x.last, [&](std::int64_t i) { return statistic(i, j) >= limit; });
    p.add(poisson_pmf(j, then_mean) *
          (poisson_cdf(inside - 1, now_mean) + poisson_sf(above - 1, now_mean)));
  }
  return {seen, std::min(1.0, p.value())};
}

}  // namespace hotward::stats
