// DatesSeen: when anything was dated in the input, whatever its type.
//
// A month without a burglary, but with other rows, is a quiet month of burglaries; a month without
// any row is missing. What is left after choosing a type does not distinguish the two.
#pragma once

#include <algorithm>
#include <optional>
#include <set>

#include "engine/table/period.hpp"

namespace hotward::table {

struct DatesSeen {
  std::set<Month> months;
  std::optional<Period> span;  ///< from the first to the last day

  void add(Minute minute) {
    months.insert(month_of(minute));
    widen({day_of(minute), day_of(minute)});
  }
  void add(const DatesSeen& other) {
    months.insert(other.months.begin(), other.months.end());
    if (other.span) widen(*other.span);
  }

 private:
  void widen(const Period& days) {
    if (!span) span = days;
    span->first = std::min(span->first, days.first);
    span->last = std::max(span->last, days.last);
  }
};

}  // namespace hotward::table
