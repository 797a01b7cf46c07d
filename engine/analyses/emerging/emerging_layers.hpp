// Emerging layers: a cell and its pattern each; a hot or cold cell of a period each.
#pragma once

#include "engine/analyses/emerging/emerging_spots.hpp"
#include "engine/study/study.hpp"
#include "engine/study/themes.hpp"
#include "engine/table/layer.hpp"

namespace hotward::analyses {

/// emerging_<theme>: cell_id, pattern, hot_n, cold_n, last_bin, mk_z, mk_p, count, why_none.
[[nodiscard]] table::Layer pattern_layer(const Study& study, const Theme& theme,
                                         const EmergingSpots& found,
                                         const EmergingOptions& options);

/// emerging_cube_<theme>: cell_id, start, end, gi_bin, gi_z, gi_q, count, of hot and cold bins
/// alone, by period and cell; QGIS's temporal controller plays it.
[[nodiscard]] table::Layer cube_layer(const Study& study, const Theme& theme,
                                      const EmergingSpots& found, const EmergingOptions& options);

}  // namespace hotward::analyses
