// Cells: a grid of squares or hexagons over the study's areas, and the incidents in each.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/geometry/grid.hpp"
#include "engine/join/grid_join.hpp"
#include "engine/parameter/parameter.hpp"
#include "engine/study/json.hpp"
#include "engine/study/kept_grids.hpp"
#include "engine/study/study.hpp"
#include "engine/study/themes.hpp"
#include "engine/table/layer.hpp"

namespace hotward {

/// The cells an analysis works on.
struct CellOptions {
  double cell_m = 150.0;  ///< a square's side; of a hexagon from flat to flat
  geometry::CellShape shape = geometry::CellShape::hexagon;
  std::optional<double> side_m = {};  ///< of hexagons, in place of cell_m
};

[[nodiscard]] parameter::List parameters(CellOptions& options);

/// `shape` and `side`, for lists that declare `cell` themselves.
void declare_shape_and_side(parameter::List& list, geometry::CellShape& shape,
                            std::optional<double>& side_m);

/// A grid over the study's areas, and the theme's incidents in each cell.
struct CellCounts {
  KeptGrids::Shared grid;
  join::GridCounts counts;
};

/// @return usage for cells that are too small or too large (geometry::grid_over).
[[nodiscard]] Result<CellCounts> count_cells(const Study& study, const Theme& theme,
                                             const CellOptions& options);

/// "hexagons of 150 m", "hexagons of 202 m a side"
[[nodiscard]] std::string cells_text(const geometry::Lattice& lattice);
/// "1 hexagon of 150 m"
[[nodiscard]] std::string counted_cells(std::size_t cells, const geometry::Lattice& lattice);
/// cell_m, side_m where it was declared, shape.
void put_cells(Json& json, const geometry::Lattice& lattice);

/// cell_id and, of hexagons with a whole side, beahiv: the number by which others know them.
[[nodiscard]] std::vector<table::Column> cell_id_columns(const geometry::Grid& grid);

}  // namespace hotward
