// The layers of near repeats: what followed what, each incident, and the table of bands.
#pragma once

#include "engine/analyses/near_repeat/near_repeat_found.hpp"
#include "engine/study/themes.hpp"
#include "engine/table/layer.hpp"

namespace hotward::analyses {

/// near_repeat_<theme>: a line from each incident of a chain to the one that follows it elsewhere.
[[nodiscard]] table::Layer links_layer(const FoundNearRepeat& found, const Theme& theme);

/// near_repeat_points_<theme>: every incident with its role, its chain and its own count.
[[nodiscard]] table::Layer incidents_layer(const FoundNearRepeat& found, const Theme& theme);

/// near_repeat_bands_<theme>: a row per band of distance and of time, without shapes.
[[nodiscard]] table::Layer bands_layer(const FoundNearRepeat& found, const Theme& theme);

}  // namespace hotward::analyses
