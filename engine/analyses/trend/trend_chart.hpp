// Trend chart: months as a drawing (SVG): the count a day, the year before beside it, the range of
// ordinary months, what is missing, what breaks the series, and what happened meanwhile.
#pragma once

#include <string>

#include "engine/analyses/trend/trend_series.hpp"
#include "engine/study/themes.hpp"

namespace hotward::analyses {

/// A whole SVG document. Time: O(months).
[[nodiscard]] std::string trend_chart(const TrendSeries& series, const Theme& theme);

}  // namespace hotward::analyses
