// Series break: which months' counts do not belong to the series around them?
//
// For group g and month t with O incidents in d days, x_t = ln((O + 1/2) / d). The other months of
// the group that lie at most 6 months away give what was to be expected:
//   m_t = med x_u        s_t = max(MAD x_u, 0.10)        z_t = (x_t - m_t) / sqrt(s_t^2 + v_t)
// with v_t = 1 / (d e^m + 1/2), the Poisson variance of a log count. Then
//   1. a month is suspect where |z_t| >= 3.5 and at least 4 other months are there to judge by;
//   2. suspect months that follow each other, to the same side, make a run (a month that is missing
//      between them does not part them). It breaks the series where
//      it begins and ends with a jump: from the nearest month before and from the nearest after
//      (one of them at the end of the series) x differs by at least
//        0.40 + 2 sqrt(1 / (O_1 + 1/2) + 1 / (O_2 + 1/2))
//      the second term being two standard errors of such a difference;
//   3. recording faults come in runs, so a month next to a broken one breaks it too where its z,
//      made without the months already found, is at least 2 to the same side, 3 other months
//      remain, and a jump of half the size (0.20) parts it from the month on its other side. This
//      is repeated until nothing is added.
//
// Why so: median and MAD stand when nearly half of the months are wrong. Logarithms make a fall to
// a third weigh as much as a rise to three times. The floor of 0.10 is what ordinary months do from
// one to the next; without it, five months that happen to agree would condemn the sixth for a
// trifle. Seasons go up and down, but by steps: a season of +-35% changes x by at most 0.20 from
// one month to the next, so the jump keeps its trough from being taken for a fault. A level that
// changes for good is no break in this sense, since it does not come back.
//
// From 24 months on the season is known (month_season.hpp): rules 1 to 3 are then asked a second
// time of x less the season, with a jump of 0.25 in place of 0.40, and what that finds is added. A
// halved month is found so that a season of +-35% would hide.
//
// A break in crime that anti-social behaviour of the same months does not share points to how
// crimes were recorded, not to what happened.
//
// Sources:
//   Davies, Gather (1993), The identification of multiple outliers, Journal of the American
//     Statistical Association 88(423), 782-792. doi:10.1080/01621459.1993.10476339. The Hampel
//     identifier: median, MAD, a multiple of it.
//   Iglewicz, Hoaglin (1993), How to Detect and Handle Outliers, ASQC Quality Press. The 3.5.
//   Canny (1986), A computational approach to edge detection, IEEE Transactions on Pattern Analysis
//     and Machine Intelligence 8(6), 679-698. doi:10.1109/TPAMI.1986.4767851. Two thresholds, the
//     lower one for what touches a find.
// The floor, the window, the jump and the lower threshold are choices of this program.
//
// Edges: fewer than 4 other months within the window: not judged, and listed. Time: O(groups
// months).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/table/period.hpp"

namespace hotward::quality {

/// Counts of one group ("crime", "asb"), one per month.
struct MonthlyCounts {
  std::string group;
  std::vector<std::int64_t> counts;  ///< at least 0
};

struct SeriesBreakOptions {
  double threshold = 3.5;        ///< |z| of a suspect month
  double jump = 0.40;            ///< least change of x into and out of a run; half of it beside one
  double jump_in_season = 0.25;  ///< the same, once the season is taken off
  double next_to_break = 2.0;    ///< |z| of a month beside a break
  double least_spread = 0.10;    ///< floor of s_t
  int window_months = 6;         ///< how far away a month may lie to be compared
  int least_others = 4;          ///< months to judge by; one fewer beside a break
};

struct SeriesBreak {
  std::size_t group;  ///< index into the groups given
  std::size_t month;  ///< index into the months given
  double expected;    ///< incidents, had the month been like those around it
  double change_pct;  ///< counted against expected, in percent: -67 for a fall to a third
  double z_score;
  bool beside_break;  ///< found by rule 3
};

struct SeriesBreaks {
  std::vector<SeriesBreak> breaks;      ///< by group, then by month
  std::vector<std::size_t> not_judged;  ///< months with too few others around them

  [[nodiscard]] std::size_t count(std::size_t group) const;
};

/// A series of which most months do not fit the others has no level to break: nothing can be told
/// of it month by month. @param months  how many the series has
[[nodiscard]] bool too_uneven(const SeriesBreaks& found, std::size_t group, std::size_t months);

/// Fewer than 200 incidents in the usual month: then chance alone often makes months that do not
/// fit, and one that lost half of its records is often not found (docs/calibration.md).
[[nodiscard]] bool few_a_month(const MonthlyCounts& series);

/// @param months  strictly rising; months missing between them are simply not there
/// @param groups  each with one count per month
///
/// Example:
///   const std::vector<MonthlyCounts> groups = {{"crime", {980, 1010, 310, 990, 1000, 1020}}};
///   for (const SeriesBreak& b : series_breaks(months, groups).breaks) {
///     broken.push_back(months[b.month]);
///   }
[[nodiscard]] SeriesBreaks series_breaks(std::span<const table::Month> months,
                                         std::span<const MonthlyCounts> groups,
                                         const SeriesBreakOptions& options = {});

}  // namespace hotward::quality
