// Aoristic: in which hours of the week does it happen, where only a span of time is known?
#pragma once

#include "engine/methods/aoristic/aoristic.hpp"
#include "engine/study/analysis.hpp"

namespace hotward::analyses {

/// The theme's incidents in areas by hour of the week, spans shared out over the hours they hold.
/// Layer aoristic_<theme>, a table without shapes: weekday hour weight share_pct known; key
/// `aoristic`.
/// @return no_data where no time of day is known.
[[nodiscard]] Result<Findings> aoristic_findings(const Study& study, const Theme& theme,
                                                 aoristic::LongSpans long_spans);

/// `aoristic`, with its options at their defaults.
[[nodiscard]] Analysis aoristic();

}  // namespace hotward::analyses
