// Grid part: counts per square or hexagon.
#pragma once

#include <string>

#include "engine/geometry/grid.hpp"
#include "engine/join/grid_join.hpp"
#include "tools/parts/part.hpp"

namespace hotward::tools {

/// The cells an analysis works on.
struct CellOptions {
  std::string cell = "150m";
  geometry::CellShape shape = geometry::CellShape::hexagon;
};

/// Declares --cell and --shape. An empty cell stands for the areas themselves.
void add(CommandLine& line, CellOptions& options);

/// A grid over the study's areas, and the theme's incidents in each cell.
struct CellCounts {
  geometry::Grid grid;
  join::GridCounts counts;
};

/// @return usage for a cell without unit, too small or too large (geometry::grid_over).
[[nodiscard]] Result<CellCounts> count_cells(const Study& study, const Theme& theme,
                                             const CellOptions& options);

/// cell_id count dens_km2 area_km2, a value per cell.
[[nodiscard]] std::vector<table::Column> cell_columns(const CellCounts& cells, const Theme& theme);

/// The cells' shapes.
[[nodiscard]] table::Layer::Shapes cell_shapes(const geometry::Grid& grid);

/// "hex", "square"
[[nodiscard]] std::string shape_name(geometry::CellShape shape);

/// Layer grid_<theme>; key `grid`.
[[nodiscard]] Result<Part> grid_part(const Study& study, const Theme& theme,
                                     const CellOptions& options);

}  // namespace hotward::tools
