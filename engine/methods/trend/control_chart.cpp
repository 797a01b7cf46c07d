#include "engine/methods/trend/control_chart.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/core/check.hpp"
#include "engine/core/undefined.hpp"

namespace hotward::trend {

ControlChart control_chart(std::span<const std::int64_t> counts, std::span<const double> days,
                           double phi) {
  HOTWARD_EXPECTS(counts.size() == days.size() && phi >= 1.0);
  const auto all =
      static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::int64_t{0}));
  const double time = std::accumulate(days.begin(), days.end(), 0.0);
  ControlChart chart{counts.empty() ? undefined : all / time, {}};
  for (std::size_t i = 0; i < counts.size(); ++i) {
    HOTWARD_EXPECTS(counts[i] >= 0 && days[i] > 0.0);
    const auto count = static_cast<double>(counts[i]);
    const double rate = count / days[i];
    const double reach = 3.0 * std::sqrt(phi * chart.per_day / days[i]);
    const stats::Interval limits{std::max(0.0, chart.per_day - reach), chart.per_day + reach};
    const stats::Interval about = stats::poisson_interval(count, 0.95);
    const double usual = chart.per_day * days[i];
    const bool any = all > 0.0;
    chart.months.push_back(
        {rate,
         any ? count / usual : undefined,
         {any ? about.lower / usual : undefined, any ? about.upper / usual : undefined},
         limits,
         rate > limits.upper   ? Signal::above
         : rate < limits.lower ? Signal::below
                               : Signal::none});
  }
  return chart;
}

double poisson_z(std::int64_t now, double days, std::int64_t then, double then_days) {
  HOTWARD_EXPECTS(now >= 0 && then >= 0 && days > 0.0 && then_days > 0.0);
  return 2.0 * (std::sqrt(static_cast<double>(now)) -
                std::sqrt(static_cast<double>(then) * days / then_days));
}

}  // namespace hotward::trend
