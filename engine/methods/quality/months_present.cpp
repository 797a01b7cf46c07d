#include "engine/methods/quality/months_present.hpp"

#include <algorithm>
#include <map>

namespace hotward::quality {

MonthsPresent months_present(const table::CodedColumn<table::Minute>& minutes) {
  MonthsPresent result;
  table::Minute low = INT32_MAX;
  table::Minute high = table::no_time;
  for (const table::Minute minute : minutes) {
    if (minute == table::no_time) {
      ++result.without_time;
    } else {
      low = std::min(low, minute);
      high = std::max(high, minute);
    }
  }
  if (high == table::no_time) return result;
  // Few days, many incidents: the calendar is asked once a day.
  const table::Day first = table::day_of(low);
  std::vector<std::int64_t> by_day(
      static_cast<std::size_t>((table::day_of(high) - first).count()) + 1, 0);
  for (const table::Minute minute : minutes) {
    if (minute == table::no_time) continue;
    ++by_day[static_cast<std::size_t>((table::day_of(minute) - first).count())];
  }
  std::map<table::Month, std::int64_t> counts;
  for (std::size_t day = 0; day < by_day.size(); ++day) {
    if (by_day[day] == 0) continue;
    counts[table::month_of(first + std::chrono::days{day})] += by_day[day];
  }
  for (const auto& [month, count] : counts) {
    if (!result.present.empty()) {
      for (auto m = result.present.back() + std::chrono::months(1); m < month;
           m += std::chrono::months(1)) {
        result.missing.push_back(m);
      }
    }
    result.present.push_back(month);
    result.counts.push_back(count);
  }
  return result;
}

}  // namespace hotward::quality
