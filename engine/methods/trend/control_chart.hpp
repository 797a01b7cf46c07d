// Control chart: which months lie outside the range in which they usually vary?
//
//   u_t = O_t / d_t       u = sum O / sum d       limits u +- 3 sqrt(phi u / d_t), at least 0
//   index = u_t / u       its interval that of a Poisson count of O_t, 95%
//   Poisson-Z = 2 (sqrt O1 - sqrt(O0 d1 / d0)), of a month beside the same one a year before;
//               beyond 3 either way it is out of its usual range
//
// Months vary with the season too: what lies above the limits every August is no news. Beside the
// year before, the season drops out.
//
// Sources:
//   Montgomery (2009), Introduction to Statistical Quality Control, 6th ed., Wiley. The u chart.
//   Laney (2002), Improved control charts for attributes, Quality Engineering 14(4), 531-537.
//     doi:10.1081/QEN-120003555. Limits wider by sqrt(phi).
//   Wheeler (2016), Tables and graphs for monitoring temporal crime trends, International Journal
//     of Police Science and Management 18(3), 159-172. doi:10.1177/1461355716642781. The Poisson-Z.
//
// Edges: no month, or not one incident: everything is NaN or 0, and nothing lies outside.
// Time: O(months).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/stats/intervals.hpp"

namespace hotward::trend {

enum class Signal : std::int8_t { below = -1, none = 0, above = 1 };

struct ChartedMonth {
  double per_day;
  double index;            ///< 1 is the mean day
  stats::Interval spread;  ///< of the index, 95%
  stats::Interval limits;  ///< of per_day
  Signal signal;
};

struct ControlChart {
  double per_day;  ///< the mean
  std::vector<ChartedMonth> months;
};

/// Example:
///   const std::vector<std::int64_t> counts = {30, 31, 90};
///   const std::vector<double> days = {30, 31, 30};
///   const ControlChart chart = control_chart(counts, days);
///   const bool is_high = chart.months[2].signal == Signal::above;  // true: 90 where 50 are usual
///
/// @param counts  at least 0. @param days  above 0, one per count. @param phi  at least 1
[[nodiscard]] ControlChart control_chart(std::span<const std::int64_t> counts,
                                         std::span<const double> days, double phi = 1.0);

/// The most that Poisson-Z does by chance in all but some 3 of 1,000 months.
inline constexpr double usual_z = 3.0;

[[nodiscard]] double poisson_z(std::int64_t now, double days, std::int64_t then, double then_days);

}  // namespace hotward::trend
