// Grid: how many incidents are there in each square or hexagon?
#pragma once

#include <vector>

#include "engine/study/analysis.hpp"
#include "engine/study/cells.hpp"

namespace hotward::analyses {

/// cell_id, beahiv where there is one, count dens_km2 area_km2: a value per cell.
[[nodiscard]] std::vector<table::Column> cell_columns(const CellCounts& cells, const Theme& theme);

/// Layer grid_<theme>; key `grid`. Errors as count_cells.
/// @param plan  where it is published beside other layers
[[nodiscard]] Result<Findings> grid_findings(const Study& study, const Theme& theme,
                                             const CellOptions& options,
                                             const JointPlan* plan = nullptr);
/// The same of cells that are counted already. @param cells  by count_cells
[[nodiscard]] Result<Findings> grid_findings(const Study& study, const Theme& theme,
                                             const CellCounts& cells,
                                             const JointPlan* plan = nullptr);

/// `grid`, with its options at their defaults.
[[nodiscard]] Analysis grid();

}  // namespace hotward::analyses
