// Month season: what the time of the year does to a series, where a few of its months may be wrong.
//
//   x_t = a + b t + c1 cos w t + s1 sin w t + c2 cos 2 w t + s2 sin 2 w t,   w = 2 pi a year
//
// fitted so that months far off count for nothing (Huber's weights, then Tukey's biweight with
// 4.685 times the scale, the median absolute residual over 0.6745 and at least 0.05). Two waves,
// and not a level for each month of the year: of two years each such level would be the mean of two
// months, and a wrong one could not be told from its twin.
//
// Source:
//   Holland, Welsch (1977), Robust regression using iteratively reweighted least-squares,
//     Communications in Statistics A 6(9), 813-827. doi:10.1080/03610927708827533
//
// Only for this room's files.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/table/period.hpp"

namespace hotward::quality {

/// Fewer months say nothing of a season.
inline constexpr std::size_t least_season_months = 24;

/// @param levels  one per month, finite
/// @return what the season adds to each month's level; empty for fewer than 24 months. Time:
///         O(months).
[[nodiscard]] std::vector<double> month_season(std::span<const table::Month> months,
                                               std::span<const double> levels);

}  // namespace hotward::quality
