#include "engine/methods/quality/months_present.hpp"

#include <map>

namespace hotward::quality {

MonthsPresent months_present(std::span<const table::Minute> minutes) {
  MonthsPresent result;
  std::map<table::Month, std::int64_t> counts;
  for (const table::Minute minute : minutes) {
    if (minute == table::no_time) {
      ++result.without_time;
    } else {
      ++counts[table::month_of(minute)];
    }
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
