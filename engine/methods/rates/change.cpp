#include "engine/methods/rates/change.hpp"

#include "engine/core/check.hpp"
#include "engine/core/undefined.hpp"
#include "engine/stats/rate_ratio.hpp"

namespace hotward::rates {
namespace {

double percent(std::int64_t now, std::int64_t before) {
  if (before == 0) return undefined;
  return 100.0 * static_cast<double>(now - before) / static_cast<double>(before);
}

}  // namespace

Change change(std::span<const std::int64_t> counts, std::span<const std::int64_t> previous,
              const ComparedDays& days) {
  HOTWARD_EXPECTS(counts.size() == previous.size());
  HOTWARD_EXPECTS(days.now > 0 && days.before > 0);
  Change result;
  result.previous.assign(previous.begin(), previous.end());
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const bool known = previous[i] != table::null_integer;
    stats::RateRatio compared{undefined, {undefined, undefined}, undefined};
    if (known) {
      compared = stats::rate_ratio({counts[i], static_cast<double>(days.now)},
                                   {previous[i], static_cast<double>(days.before)}, 0.95);
    }
    result.change_pct.push_back(known ? percent(counts[i], previous[i]) : undefined);
    result.p_value.push_back(compared.p_value);
    result.ratio_per_day.push_back(compared.ratio);
    result.ratio_per_day_lower.push_back(compared.interval.lower);
    result.ratio_per_day_upper.push_back(compared.interval.upper);
  }
  return result;
}

std::vector<table::Column> columns(const Change& result) {
  return {{"prev", "incidents", "incidents in the period before", result.previous},
          {"chg_pct", "%", "change of the count since the period before", result.change_pct},
          {"chg_p", "1", "chance of a change as large where the daily rate stayed the same",
           result.p_value}};
}

}  // namespace hotward::rates
