// Place layer: the map points on which a theme's incidents lie, each with how many.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/study/study.hpp"
#include "engine/study/themes.hpp"
#include "engine/table/layer.hpp"

namespace hotward::analyses {

/// One point per place inside an area with an incident of the theme in the period; the busiest
/// first, then by coordinates, so that the order of the input's rows changes nothing. Columns:
/// place_id (1 the busiest), count, share_pct, main_type, type_count, area_code, area_name.
///
/// For the public, places with fewer than five are left out; main_type is empty where fewer are of
/// it, and type_count null there, where those of the other types are one to four, and where it
/// would give away how many of the type an area has elsewhere.
/// @param may_be_shown  per place of the study; none: all may
[[nodiscard]] table::Layer place_layer(const Study& study, const Theme& theme,
                                       const std::vector<std::uint8_t>* may_be_shown = nullptr);

}  // namespace hotward::analyses
