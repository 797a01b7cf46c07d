#include "engine/methods/quality/months_present.hpp"

#include <map>
#include <unordered_map>

namespace hotward::quality {

MonthsPresent months_present(std::span<const table::Minute> minutes) {
  MonthsPresent result;
  // Few days, many incidents: the calendar is asked once a day.
  std::unordered_map<std::int64_t, std::int64_t> by_day;
  for (const table::Minute minute : minutes) {
    if (minute == table::no_time) {
      ++result.without_time;
    } else {
      ++by_day[table::day_of(minute).time_since_epoch().count()];
    }
  }
  std::map<table::Month, std::int64_t> counts;
  for (const auto& [day, count] : by_day) {
    counts[table::month_of(table::Day{std::chrono::days{day}})] += count;
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
