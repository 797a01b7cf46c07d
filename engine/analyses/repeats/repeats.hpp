// Repeats: which places see it again and again, and is it more than chance puts there?
#pragma once

#include <cstdint>

#include "engine/study/analysis.hpp"

namespace hotward::analyses {

struct RepeatsSettings {
  std::uint32_t least = 2;  ///< incidents of a place that is listed
};

/// Layer repeats_<theme>, a point per place that is listed, the busiest first, then by coordinates:
/// place_id street count share_pct p q area_code area_name; key `repeats`. Places are called map
/// points where they are data.police.uk's.
[[nodiscard]] Findings repeats_findings(const Study& study, const Theme& theme,
                                        const RepeatsSettings& settings);

/// `repeats`, with its options at their defaults.
[[nodiscard]] Analysis repeats();

}  // namespace hotward::analyses
