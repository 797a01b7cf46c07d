// Grid table: the busiest cells for people, each by the area that its middle lies in.
#pragma once

#include "engine/report/shown_table.hpp"
#include "engine/study/cells.hpp"
#include "engine/table/layer.hpp"

namespace hotward::analyses {

/// The cells that have an incident, the busiest first; of equally busy ones by their number. A cell
/// whose count is hidden is no row.
/// @param layer  of the cells, in the grid's order
[[nodiscard]] report::ShownTable grid_table(const Study& study, const geometry::Grid& grid,
                                            const table::Layer& layer);

}  // namespace hotward::analyses
