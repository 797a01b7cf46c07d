// Trend: is it rising or falling, when in the year does it happen, and may the change be chance?
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/analyses/trend/events.hpp"
#include "engine/study/analysis.hpp"

namespace hotward::analyses {

struct TrendOptions {
  /// What a row of the layer is.
  enum class By : std::uint8_t { month, year, type, area } by = By::month;
  std::string events;                 ///< a CSV file of events.hpp; or empty
  std::vector<Event> known_events{};  ///< what it holds
  std::string chart;                  ///< an .svg file to draw; or empty
};

/// Layer trend_<theme>; key `trend`. Needs a study whose request had `history` and `compare` for
/// the seasons and the change; without them it says what it can.
/// @param everything  a layer for each By, trend_years_<theme> and so on, and the chart
/// @return no_data where the incidents have no dates
[[nodiscard]] Result<Findings> trend_findings(const Study& study, const Theme& theme,
                                              const TrendOptions& options, bool everything = false);

/// `trend`.
[[nodiscard]] Analysis trend();

}  // namespace hotward::analyses
