// Change: did an area get more incidents than in the period before, and could that be chance?
//
//   change    = 100 (O1 - O0) / O0                  of the counts, in percent
//   per day   = (O1 / t1) / (O0 / t0)               O counts, t days (366 in a leap year)
//   p         exact conditional test of equal daily rates (engine/stats/rate_ratio.hpp)
//
// The percentage is of the counts, because that is what people subtract by hand; the test and the
// ratio know the days. A small p means that two Poisson processes of one rate would seldom differ
// by so much. Incidents come in bursts and waves, so true changes of nothing look significant more
// often than p suggests; and of 100 areas without any change, about five have p < 0.05.
//
// Sources: engine/stats/rate_ratio.hpp (Przyborowski, Wilenski 1940; Clopper, Pearson 1934).
//
// Edges: a count of 0 before has no percentage (NaN), but a p-value; 0 and 0 has neither. Where the
// count before is unknown, everything is null. Time: O(areas log n).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/table/column.hpp"

namespace hotward::rates {

/// Element i of each vector belongs to area i.
struct Change {
  std::vector<std::int64_t> previous;  ///< the counts before; table::null_integer where unknown
  std::vector<double> change_pct;      ///< of the counts
  std::vector<double> p_value;         ///< two-sided, of equal daily rates
  std::vector<double> ratio_per_day;   ///< now over before; infinite after a count of 0
  std::vector<double> ratio_per_day_lower;  ///< 95%, exact
  std::vector<double> ratio_per_day_upper;  ///< 95%, exact
};

/// How many days each of the two counts was gathered over, above 0.
struct ComparedDays {
  int now;
  int before;
};

/// @param counts    incidents per area in the period examined, at least 0
/// @param previous  in the period before it, at least 0, or table::null_integer
///
/// Example:
///   const Change found = change(counts, before, {.now = 365, .before = 365});
///   const double change_pct = found.change_pct[0];  // 50: from 20 to 30
[[nodiscard]] Change change(std::span<const std::int64_t> counts,
                            std::span<const std::int64_t> previous, const ComparedDays& days);

/// Of fewer incidents than this in both periods together a percentage is not
/// informative: two where one was are "+100%".
inline constexpr std::int64_t least_compared = 10;

/// True where both counts are known, and add up to fewer.
[[nodiscard]] inline bool too_few(std::int64_t now, std::int64_t before) {
  return now != table::null_integer && before != table::null_integer &&
         now + before < least_compared;
}

/// The layer's columns: prev, chg_pct, chg_p.
[[nodiscard]] std::vector<table::Column> columns(const Change& result);

}  // namespace hotward::rates
