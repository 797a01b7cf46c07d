#include "engine/study/cells.hpp"

#include <utility>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/geometry/beahiv.hpp"
#include "engine/study/selection.hpp"

namespace hotward {

parameter::List parameters(CellOptions& options) {
  parameter::List list("Grid");
  list.length("cell", options.cell_m,
              "Width of a cell: a square's side, a hexagon from flat to flat")
      .needs("cells without --side", [&options] { return !options.side_m; });
  declare_shape_and_side(list, options.shape, options.side_m);
  return list;
}

void declare_shape_and_side(parameter::List& list, geometry::CellShape& shape,
                            std::optional<double>& side_m) {
  list.choice("shape", shape, geometry::cell_shape_names,
              "Shape of the cells: square, hex (on a corner) or hex-flat (on a side)")
      .as("SHAPE");
  list.length("side", side_m, "Side of a hexagon, in place of its width")
      .needs("--shape hex or hex-flat", [&shape] { return geometry::is_hexagon(shape); });
}

Result<CellCounts> count_cells(const Study& study, const Theme& theme, const CellOptions& options) {
  auto grid =
      study.grids->over(study.areas().shapes, {options.shape, options.cell_m, options.side_m});
  if (!grid) return fail(grid.error());
  const auto weights = incidents_at_places(study, theme);
  auto counts = join::grid_counts(study.incidents().places, weights, study.join, **grid);
  counts.left_out += incidents_outside(study, theme);
  return CellCounts{std::move(*grid), std::move(counts)};
}

std::string cells_text(const geometry::Lattice& lattice) {
  return fmt::format("{} of {}", geometry::is_hexagon(lattice.shape()) ? "hexagons" : "squares",
                     lattice.size_text());
}

std::string counted_cells(std::size_t cells, const geometry::Lattice& lattice) {
  const bool hexagons = geometry::is_hexagon(lattice.shape());
  return fmt::format("{} of {}", counted(cells, hexagons ? "hexagon" : "square"),
                     lattice.size_text());
}

void put_cells(Json& json, const geometry::Lattice& lattice) {
  json["cell_m"] = lattice.cell_m();
  if (lattice.declared_side_m() > 0.0) json["side_m"] = lattice.declared_side_m();
  json["shape"] = std::string(name_of(geometry::cell_shape_names, lattice.shape()));
}

std::vector<table::Column> cell_id_columns(const geometry::Grid& grid) {
  std::vector<table::Column> columns = table::columns_of(
      {{"cell_id", "", "shape and width, column, row", grid.lattice().ids(grid.cells())}});
  if (!geometry::has_beahiv_ids(grid.lattice())) return columns;
  table::Column::Texts numbers;
  numbers.reserve(grid.size());
  for (const geometry::Cell& cell : grid.cells()) {
    const auto number = geometry::beahiv_id(grid.lattice(), cell);
    numbers.push_back(number ? std::to_string(*number) : std::string());
  }
  columns.push_back({"beahiv", "", "the cell's number among BEAHIV cells", std::move(numbers)});
  return columns;
}

}  // namespace hotward
