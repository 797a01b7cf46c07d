#include "engine/methods/autocorrelation/eb_rates.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/core/undefined.hpp"
#include "engine/stats/summation.hpp"

namespace hotward::autocorrelation {
namespace {

Result<void> check_counts(std::span<const double> counts) {
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] < 0.0 || std::isinf(counts[i])) {
      return fail(ErrorCode::bad_value, fmt::format("the count of site {} is {}", i, counts[i]));
    }
  }
  return {};
}

}  // namespace

Result<EbRates> eb_rates(std::span<const double> counts, std::span<const double> population) {
  HOTWARD_EXPECTS(counts.size() == population.size());
  if (const auto checked = check_counts(counts); !checked) return fail(checked.error());
  EbRates result;
  stats::Sum incidents;
  stats::Sum people;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const bool defined = std::isfinite(population[i]) && population[i] > 0.0;
    result.rate.push_back(defined ? counts[i] / population[i] : undefined);
    if (std::isnan(result.rate.back())) {
      ++result.undefined;
      continue;
    }
    incidents.add(counts[i]);
    people.add(population[i]);
  }
  const std::size_t areas = counts.size() - result.undefined;
  if (areas == 0) return fail(ErrorCode::no_data, "rates: no area has a population");
  if (incidents.value() <= 0.0) {
    return fail(ErrorCode::constant_values, "rates: no incident fell in an area with a population");
  }
  const double b = incidents.value() / people.value();
  stats::Sum squares;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double p = result.rate[i];
    if (!std::isnan(p)) squares.add(population[i] * (p - b) * (p - b));
  }
  const double per_area = people.value() / static_cast<double>(areas);
  const double a = std::max(0.0, squares.value() / people.value() - b / per_area);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double p = result.rate[i];
    const bool defined = !std::isnan(p);
    const double variance = defined ? a + b / population[i] : undefined;
    result.standardized.push_back(defined ? (p - b) / std::sqrt(variance) : undefined);
    result.smoothed.push_back(defined ? b + a * (p - b) / variance : undefined);
  }
  result.mean_rate = b;
  result.variance = a;
  return result;
}

}  // namespace hotward::autocorrelation
