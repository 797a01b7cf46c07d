// DatesSeen: when anything was dated in the input, whatever its type.
//
// A month without a burglary, but with other rows, is a quiet month of burglaries; a month without
// any row is missing. What is left after choosing a type does not distinguish the two.
#pragma once

#include <algorithm>
#include <map>
#include <optional>

#include "engine/table/period.hpp"

namespace hotward::table {

struct DatesSeen {
  std::map<Month, Period> months;  ///< of each, from its first to its last day that has a row
  std::optional<Period> span;      ///< from the first to the last day

  void add(Minute minute) {
    const Day day = day_of(minute);
    add(month_of(day), {day, day});
  }
  void add(const DatesSeen& other) {
    for (const auto& [month, days] : other.months) add(month, days);
  }

 private:
  void add(Month month, const Period& days) {
    widen(months.try_emplace(month, days).first->second, days);
    if (!span) span = days;
    widen(*span, days);
  }
  static void widen(Period& known, const Period& days) {
    known.first = std::min(known.first, days.first);
    known.last = std::max(known.last, days.last);
  }
};

}  // namespace hotward::table
