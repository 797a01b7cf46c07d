// Months present: from when to when do the incidents run, and is a month missing between?
//
// A month that the file does not have looks like a month without crime in every chart, so it must
// be named. Only the months between the first and the last can be known to be missing.
//
// Edges: incidents without a time are counted apart. Time: O(incidents + months).
#pragma once

#include <cstdint>
#include <vector>

#include "engine/table/coded_column.hpp"
#include "engine/table/period.hpp"

namespace hotward::quality {

struct MonthsPresent {
  std::vector<table::Month> present;  ///< rising; empty where no incident has a time
  std::vector<std::int64_t> counts;   ///< incidents in each of them
  std::vector<table::Month> missing;  ///< between the first and the last, rising
  std::int64_t without_time = 0;
};

/// @param minutes  when each incident happened; table::no_time where that is not known
///
/// Example:
///   const MonthsPresent found = months_present(minutes);
///   const bool complete = found.missing.empty();
[[nodiscard]] MonthsPresent months_present(const table::CodedColumn<table::Minute>& minutes);

}  // namespace hotward::quality
