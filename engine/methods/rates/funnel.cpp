#include "engine/methods/rates/funnel.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "engine/core/check.hpp"
#include "engine/core/undefined.hpp"
#include "engine/stats/distributions.hpp"
#include "engine/stats/poisson_limits.hpp"
#include "engine/stats/summation.hpp"

namespace hotward::rates {
namespace {

// How many of k are moved at each end.
std::size_t moved(std::size_t k) { return k / 10; }

double winsorised_squares(std::vector<double> z) {
  std::ranges::sort(z);
  const std::size_t m = moved(z.size());
  stats::Sum sum;
  for (std::size_t i = 0; i < z.size(); ++i) {
    const double at = z[std::clamp(i, m, z.size() - 1 - m)];
    sum.add(at * at);
  }
  return sum.value();
}

// The mean of the same of k independent normal numbers, over k: the integral of z^2 over the law of
// the ordered ones that stay, the outermost m + 1 times. Of k - 1 others, j lie below z.
double expected_square(std::size_t k) {
  const auto others = static_cast<std::int64_t>(k) - 1;
  const auto m = static_cast<std::int64_t>(moved(k));
  if (m == 0) return 1.0;
  constexpr double step = 1.0 / 64.0;
  stats::Sum sum;
  for (int i = 1; i * step <= 9.0; ++i) {  // both sides alike
    const double z = i * step;
    const double p = stats::normal_cdf(z);
    const double inner =
        stats::binomial_cdf(others - m - 1, others, p) - stats::binomial_cdf(m, others, p);
    const double ends =
        stats::binomial_pmf(m, others, p) + stats::binomial_pmf(others - m, others, p);
    const double density = std::exp(-0.5 * z * z) / std::sqrt(2.0 * std::numbers::pi);
    sum.add(2.0 * step * density * z * z * (inner + static_cast<double>(m + 1) * ends));
  }
  return sum.value();
}

bool has_people(double people) { return people > 0.0; }

std::int64_t side_of(double rate, const FunnelLimits& limits) {
  if (std::isnan(limits.lower_95)) return table::null_integer;
  if (rate > limits.upper_998) return 2;
  if (rate < limits.lower_998) return -2;
  if (rate > limits.upper_95) return 1;
  return rate < limits.lower_95 ? -1 : 0;
}

// The deviation of true rates with which the areas vary as they do, each over its own variance.
double tau_of(Funnel funnel, const std::vector<double>& z, const std::vector<double>& people,
              double scale) {
  const auto left_over = [&](double tau) {
    funnel.tau = tau;
    std::vector<double> own = z;
    for (std::size_t i = 0; i < own.size(); ++i) own[i] /= std::sqrt(funnel.phi_at(people[i]));
    return winsorised_squares(std::move(own)) / scale;
  };
  if (left_over(0.0) <= 1.0) return 0.0;
  double low = 0.0;
  double high = funnel.target;
  while (left_over(high) > 1.0) high *= 2.0;
  for (int i = 0; i < 100; ++i) {
    const double middle = 0.5 * (low + high);
    (left_over(middle) > 1.0 ? low : high) = middle;
  }
  return high;
}

// phi and tau of the areas that have people.
void estimate(Funnel& funnel, const std::vector<double>& z, const std::vector<double>& people) {
  const auto k = static_cast<double>(z.size());
  const double squares = winsorised_squares(z);
  const double scale = expected_square(z.size()) * (k - 1.0);
  funnel.estimated = true;
  funnel.phi_winsorised = squares / k;
  funnel.phi = std::max(1.0, squares / scale);
  if (funnel.spread == FunnelSpread::additive) funnel.tau = tau_of(funnel, z, people, scale);
}

}  // namespace

double Funnel::phi_at(double people) const {
  if (spread == FunnelSpread::additive && target > 0.0) {
    return 1.0 + tau * tau * people / (target * per);
  }
  return spread == FunnelSpread::multiplicative ? phi : 1.0;
}

FunnelLimits Funnel::limits_at(double people) const {
  HOTWARD_EXPECTS(people > 0.0);
  if (!(target > 0.0)) return {undefined, undefined, undefined, undefined};
  const double times = phi_at(people);
  const double expected = target * people / per;
  const double scale = per / people;
  const auto likely = stats::overdispersed_limits(expected, times, 0.95);
  const auto extreme = stats::overdispersed_limits(expected, times, 0.998);
  return {scale * likely.lower, scale * likely.upper, scale * extreme.lower, scale * extreme.upper};
}

Funnel funnel(std::span<const std::int64_t> counts, std::span<const double> population,
              FunnelSpread spread, double per) {
  HOTWARD_EXPECTS(counts.size() == population.size() && per > 0.0);
  Funnel result;
  result.per = per;
  result.spread = spread;
  stats::Sum all_counts;
  stats::Sum all_people;
  std::vector<double> people;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    HOTWARD_EXPECTS(counts[i] >= 0 && !(population[i] < 0.0));
    if (!has_people(population[i])) continue;
    people.push_back(population[i]);
    all_counts.add(static_cast<double>(counts[i]));
    all_people.add(population[i]);
  }
  result.areas = people.size();
  result.target = people.empty() ? 0.0 : per * all_counts.value() / all_people.value();
  const auto z_of = [&](std::size_t i) {
    const double expected = result.target * population[i] / per;
    return expected > 0.0 ? (static_cast<double>(counts[i]) - expected) / std::sqrt(expected)
                          : undefined;
  };
  std::vector<double> z;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (has_people(population[i])) z.push_back(z_of(i));
  }
  if (spread != FunnelSpread::poisson && z.size() >= least_funnel_areas && result.target > 0.0) {
    estimate(result, z, people);
  }
  constexpr FunnelLimits none{undefined, undefined, undefined, undefined};
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const bool known = has_people(population[i]);
    result.z.push_back(known ? z_of(i) / std::sqrt(result.phi_at(population[i])) : undefined);
    result.limits.push_back(known ? result.limits_at(population[i]) : none);
    const double rate = known ? per * static_cast<double>(counts[i]) / population[i] : undefined;
    result.side.push_back(side_of(rate, result.limits.back()));
  }
  return result;
}

const char* side_text(std::int64_t side) {
  switch (side) {
    case 2:
      return "above 99.8%";
    case 1:
      return "above 95%";
    case 0:
      return "within";
    case -1:
      return "below 95%";
    case -2:
      return "below 99.8%";
    default:
      return "";
  }
}

std::vector<table::Column> columns(const Funnel& result) {
  HOTWARD_EXPECTS(result.per == 1000.0);
  table::Column::Texts side;
  table::Column::Reals lower_95, upper_95, lower_998, upper_998;
  for (std::size_t i = 0; i < result.z.size(); ++i) {
    side.emplace_back(side_text(result.side[i]));
    lower_95.push_back(result.limits[i].lower_95);
    upper_95.push_back(result.limits[i].upper_95);
    lower_998.push_back(result.limits[i].lower_998);
    upper_998.push_back(result.limits[i].upper_998);
  }
  return {{"fun_side", "", "where the rate lies beside the limits of the funnel", side},
          {"fun_z", "1", "standard deviations from the rate of all together", result.z},
          {"fun_lo95", "per 1,000", "lower 95% limit for an area of that size", lower_95},
          {"fun_hi95", "per 1,000", "upper 95% limit for an area of that size", upper_95},
          {"fun_lo998", "per 1,000", "lower 99.8% limit for an area of that size", lower_998},
          {"fun_hi998", "per 1,000", "upper 99.8% limit for an area of that size", upper_998}};
}

}  // namespace hotward::rates
