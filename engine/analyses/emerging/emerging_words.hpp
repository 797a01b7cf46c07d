// Emerging words: what was found, in sentences, as rows on the screen, and as JSON.
#pragma once

#include <string>

#include "engine/analyses/emerging/emerging_spots.hpp"
#include "engine/report/shown_table.hpp"
#include "engine/study/json.hpp"
#include "engine/study/study.hpp"
#include "engine/study/themes.hpp"

namespace hotward::analyses {

/// How it was looked for, for descriptions: two or three sentences.
[[nodiscard]] std::string method_text(const EmergingSpots& found, const EmergingOptions& options);

/// "since not all days are there: 2019-05"; empty where no month is left out.
[[nodiscard]] std::string left_out_text(const EmergingSpots& found);

[[nodiscard]] std::string emerging_text(const Study& study, const Theme& theme,
                                        const EmergingSpots& found, const EmergingOptions& options);

/// A row per pattern that was found.
[[nodiscard]] report::ShownTable emerging_table(const EmergingSpots& found);

[[nodiscard]] Json emerging_json(const EmergingSpots& found, const EmergingOptions& options);

}  // namespace hotward::analyses
