#include "engine/study/cells.hpp"

#include "engine/study/selection.hpp"

namespace hotward {

parameter::List parameters(CellOptions& options) {
  parameter::List list("Grid");
  list.length("cell", options.cell_m,
              "Width of a cell: a square's side, a hexagon from flat to flat");
  list.choice("shape", options.shape, geometry::cell_shape_names,
              "Shape of the cells: hex or square")
      .as("SHAPE");
  return list;
}

Result<CellCounts> count_cells(const Study& study, const Theme& theme, const CellOptions& options) {
  auto grid = geometry::grid_over(study.areas().shapes, {options.shape, options.cell_m});
  if (!grid) return fail(grid.error());
  const auto weights = incidents_at_places(study, theme);
  auto counts = join::grid_counts(study.incidents().places, weights, study.join, *grid);
  counts.left_out += incidents_outside(study, theme);
  return CellCounts{std::move(*grid), std::move(counts)};
}

table::Layer::Shapes cell_shapes(const geometry::Grid& grid) {
  table::Layer::Shapes shapes;
  for (std::size_t i = 0; i < grid.size(); ++i) shapes.push_back(grid.shape(i));
  return shapes;
}

}  // namespace hotward
