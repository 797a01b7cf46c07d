// Given features: numbers of the areas that the user wants beside the counts: IMD, say.
#pragma once

#include <string>
#include <vector>

#include "engine/methods/evaluation/matched_controls.hpp"
#include "engine/study/study.hpp"

namespace hotward::analyses {

/// One number per area each, in the order of the study's; NaN where not known.
/// @param words  "COL", "FILE.csv:COL" each
/// @return errors as read_areas and read_population, after "--features: "; usage for one asked for
///         twice
[[nodiscard]] Result<std::vector<evaluation::Feature>> given_features(
    Study& study, const AreasRequest& request, const std::vector<std::string>& words);

}  // namespace hotward::analyses
