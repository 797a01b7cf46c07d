// Place layer: the map points on which a theme's incidents lie, each with how many.
#pragma once

#include <vector>

#include "engine/analyses/places/place_counts.hpp"
#include "engine/study/study.hpp"
#include "engine/study/themes.hpp"
#include "engine/table/layer.hpp"

namespace hotward::analyses {

/// One point per place, in their order. Columns: place_id (1 the busiest), street, count,
/// share_pct, main_type, type_count, area_code, area_name.
///
/// For the public main_type is empty where fewer than five are of it, and type_count null there,
/// where those of the other types are one to four, and where it would give away how many of the
/// type an area has elsewhere; and `merged` is 1 for several places that are shown as one.
[[nodiscard]] table::Layer place_layer(const Study& study, const Theme& theme,
                                       const std::vector<PlaceCount>& counts);

}  // namespace hotward::analyses
