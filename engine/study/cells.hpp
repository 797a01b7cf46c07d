// Cells: a grid of squares or hexagons over the study's areas, and the incidents in each.
#pragma once

#include <string>
#include <vector>

#include "engine/geometry/grid.hpp"
#include "engine/join/grid_join.hpp"
#include "engine/parameter/parameter.hpp"
#include "engine/study/study.hpp"
#include "engine/study/themes.hpp"
#include "engine/table/layer.hpp"

namespace hotward {

/// The cells an analysis works on.
struct CellOptions {
  double cell_m = 150.0;  ///< a square's side; of a hexagon from flat to flat
  geometry::CellShape shape = geometry::CellShape::hexagon;
};

[[nodiscard]] parameter::List parameters(CellOptions& options);

/// A grid over the study's areas, and the theme's incidents in each cell.
struct CellCounts {
  geometry::Grid grid;
  join::GridCounts counts;
};

/// @return usage for cells that are too small or too large (geometry::grid_over).
[[nodiscard]] Result<CellCounts> count_cells(const Study& study, const Theme& theme,
                                             const CellOptions& options);

/// The cells' shapes.
[[nodiscard]] table::Layer::Shapes cell_shapes(const geometry::Grid& grid);

}  // namespace hotward
