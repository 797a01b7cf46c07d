// Trend words: a trend in sentences, as rows on the screen, and as JSON.
#pragma once

#include <string>
#include <vector>

#include "engine/analyses/trend/trend_series.hpp"
#include "engine/report/shown_table.hpp"
#include "engine/study/json.hpp"
#include "engine/study/themes.hpp"

namespace hotward::analyses {

[[nodiscard]] Json trend_json(const TrendSeries& series, const Study& study, const Theme& theme);

/// Months, years, types; and areas, where they were asked for.
[[nodiscard]] std::vector<report::ShownTable> trend_tables(const TrendSeries& series,
                                                           const Study& study, bool with_areas);

[[nodiscard]] std::string trend_text(const TrendSeries& series, const Study& study,
                                     const Theme& theme);

}  // namespace hotward::analyses
