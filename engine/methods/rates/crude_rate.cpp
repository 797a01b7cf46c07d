#include "engine/methods/rates/crude_rate.hpp"

#include "engine/core/check.hpp"
#include "engine/core/undefined.hpp"
#include "engine/stats/intervals.hpp"

namespace hotward::rates {

CrudeRate crude_rate(std::span<const std::int64_t> counts, std::span<const double> population,
                     double per, double phi) {
  HOTWARD_EXPECTS(population.empty() || population.size() == counts.size());
  HOTWARD_EXPECTS(per > 0.0 && phi >= 1.0);
  CrudeRate result;
  result.per = per;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    HOTWARD_EXPECTS(counts[i] >= 0);
    const double people = population.empty() ? undefined : population[i];
    HOTWARD_EXPECTS(!(people < 0.0));
    // NaN fails the comparison too and makes everything below NaN.
    const double scale = people > 0.0 ? per / people : undefined;
    const auto count = static_cast<double>(counts[i]);
    const auto likely = stats::poisson_interval(count / phi, 0.95);
    const auto extreme = stats::poisson_interval(count / phi, 0.998);
    result.rate.push_back(scale * count);
    result.lower.push_back(scale * phi * likely.lower);
    result.upper.push_back(scale * phi * likely.upper);
    result.lower_998.push_back(scale * phi * extreme.lower);
    result.upper_998.push_back(scale * phi * extreme.upper);
  }
  return result;
}

std::vector<table::Column> columns(const CrudeRate& result, const std::string& population_label) {
  HOTWARD_EXPECTS(result.per == 1000.0);
  return {{"rate_1k", "per 1,000", "incidents per 1,000 " + population_label, result.rate},
          {"rate_lo", "per 1,000", "lower 95% limit of the rate", result.lower},
          {"rate_hi", "per 1,000", "upper 95% limit of the rate", result.upper},
          {"rate_lo998", "per 1,000", "lower 99.8% limit of the rate", result.lower_998},
          {"rate_hi998", "per 1,000", "upper 99.8% limit of the rate", result.upper_998}};
}

}  // namespace hotward::rates
