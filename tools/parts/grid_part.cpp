#include "tools/parts/grid_part.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/report/noun_words.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/style.hpp"
#include "tools/parts/joint_parts.hpp"
#include "tools/parts/public.hpp"
#include "tools/parts/selection.hpp"
#include "tools/quantity.hpp"

namespace hotward::tools {
namespace {

using geometry::CellShape;

// Which cells' counts are hidden; none where all are shown.
HiddenFlags hidden_cells(const CellCounts& cells, const Study& study,
                         const std::vector<table::Column>& columns, const JointPlan* plan) {
  if (plan != nullptr) return plan->cells;
  if (!study.is_public) return HiddenFlags(cells.grid.size(), 0);
  return hidden_counts(study, std::get<table::Column::Texts>(columns[0].values),
                       std::get<table::Column::Integers>(columns[1].values));
}

table::Layer grid_layer(const CellCounts& cells, const Theme& theme, const Study& study,
                        const JointPlan* plan) {
  table::Layer layer;
  layer.name = "grid_" + theme.name;
  layer.title =
      fmt::format("{} per cell of {} m", capitalised(theme.noun), cells.grid.lattice().cell_m());
  layer.description = fmt::format(
      "Counts per cell, anchored at the origin of the National Grid and cut to the study area. {}",
      study.areas.areas.caveat);
  layer.columns = cell_columns(cells, theme);
  hide(layer.columns, {"count", "dens_km2"}, hidden_cells(cells, study, layer.columns, plan));
  layer.geometry = cell_shapes(cells.grid);
  layer.style_qml =
      report::cells_by_count(layer.columns, {.column = "count",
                                             .tip_columns = {"cell_id", "count", "dens_km2"},
                                             .missing_label = missing_label(study)});
  return layer;
}

// What can be told of all cells: of the hidden ones nothing.
struct Told {
  std::optional<std::uint64_t> occupied;  // none where empty cells are hidden, too
  std::optional<std::uint64_t> most;      // of the cells that are shown
  bool all_shown = true;
};

Told told_of(const join::GridCounts& counts, const table::Column& shown) {
  const auto& numbers = std::get<table::Column::Integers>(shown.values);
  Told told{counts.occupied, {}};
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const std::uint64_t count = counts.counts[i];
    if (numbers[i] != table::null_integer) {
      told.most = std::max(told.most.value_or(0), count);
      continue;
    }
    told.all_shown = false;
    if (count == 0) told.occupied.reset();
  }
  return told;
}

Json grid_json(const geometry::Grid& grid, const join::GridCounts& counts, const Told& told) {
  Json json;
  json["cells"] = grid.size();
  json["cell_m"] = grid.lattice().cell_m();
  json["shape"] = shape_name(grid.lattice().shape());
  json["occupied"] = told.occupied ? Json(*told.occupied) : Json(nullptr);
  json["counted"] = counts.counted;
  json["left_out"] = counts.left_out;
  json["study_km2"] = grid.study_m2() * 1e-6;
  json["max_count"] = told.most ? Json(*told.most) : Json(nullptr);
  return json;
}

std::string grid_text(const geometry::Grid& grid, const join::GridCounts& counts, const Told& told,
                      const Theme& theme) {
  const auto number = [](std::uint64_t n) {
    return report::integer_text(static_cast<std::int64_t>(n));
  };
  const bool hexagons = grid.lattice().shape() == CellShape::hexagon;
  std::string text = fmt::format(
      "{} {} counted in {} {} m wide, over {} km².\n",
      report::counted_noun(counts.counted, theme.noun), counts.counted == 1 ? "was" : "were",
      counted(grid.size(), hexagons ? "hexagon" : "square"), grid.lattice().cell_m(),
      report::decimal_text(grid.study_m2() * 1e-6, 1));
  if (told.occupied && grid.size() > 0) {
    const double pct =
        100.0 * static_cast<double>(*told.occupied) / static_cast<double>(grid.size());
    const std::string share = pct > 0.0 && pct < 0.5 ? "less than 1" : report::decimal_text(pct, 0);
    text += fmt::format("{} of the cells ({}%) {} at least one", number(*told.occupied), share,
                        *told.occupied == 1 ? "has" : "have");
  }
  if (told.most) {
    text += fmt::format("{} busiest {} has {}", told.occupied ? "; the" : "The",
                        told.all_shown ? "cell" : "cell that is shown", number(*told.most));
  }
  if (told.occupied || told.most) text += ".\n";
  if (counts.left_out == 0) return text;
  return text + fmt::format("{} {} outside the areas and {} in no cell.\n", number(counts.left_out),
                            counts.left_out == 1 ? "lies" : "lie",
                            counts.left_out == 1 ? "is" : "are");
}

Result<Part> make_part(const Study& study, const Theme& theme, const CellOptions& options,
                       const JointPlan* plan) {
  if (const auto enough = check_public(study, theme); !enough) return fail(enough.error());
  const auto cells = count_cells(study, theme, options);
  if (!cells) return fail(cells.error());
  Part part;
  part.key = "grid";
  part.layers.push_back(grid_layer(*cells, theme, study, plan));
  const Told told = told_of(cells->counts, part.layers.front().columns[1]);
  part.summary = grid_json(cells->grid, cells->counts, told);
  part.text = grid_text(cells->grid, cells->counts, told, theme);
  if (study.is_public) {
    mark_public(part, count_nulls(part.layers.front().columns[1]));
    part.text += fmt::format("The counts of {} are hidden.\n", counted(part.hidden, "cell"));
  }
  return part;
}

}  // namespace

void add(CommandLine& line, CellOptions& options) {
  const bool optional = options.cell.empty();
  const std::string width = "a square's side, a hexagon from flat to flat";
  Option cell =
      line.option("--cell", options.cell,
                  optional ? "Look at a grid in place of the areas, its cells this wide: " + width
                           : "Width of a cell: " + width);
  cell.type("LENGTH").group("Grid");
  if (!optional) cell.shows_default();
  line.choice<CellShape>("--shape", options.shape,
                         {{"hex", CellShape::hexagon}, {"square", CellShape::square}},
                         "Shape of the cells: hex or square")
      .type("SHAPE")
      .group("Grid");
}

std::string shape_name(CellShape shape) { return shape == CellShape::hexagon ? "hex" : "square"; }

Result<CellCounts> count_cells(const Study& study, const Theme& theme, const CellOptions& options) {
  const auto cell_m = parse_metres(options.cell);
  if (!cell_m) return fail(ErrorCode::usage, "--cell " + cell_m.error().message);
  auto grid = geometry::grid_over(study.areas.areas.shapes, {options.shape, *cell_m});
  if (!grid) return fail(grid.error());
  const auto weights = incidents_at_places(study, theme);
  auto counts = join::grid_counts(study.read.incidents.places, weights, study.join, *grid);
  counts.left_out += incidents_outside(study, theme);
  return CellCounts{std::move(*grid), std::move(counts)};
}

std::vector<table::Column> cell_columns(const CellCounts& cells, const Theme& theme) {
  table::Column::Texts ids;
  table::Column::Integers count;
  table::Column::Reals density;
  table::Column::Reals area;
  for (std::size_t i = 0; i < cells.grid.size(); ++i) {
    const double area_km2 = cells.grid.area_m2(i) * 1e-6;
    ids.push_back(cells.grid.lattice().id(cells.grid.cells()[i]));
    count.push_back(static_cast<std::int64_t>(cells.counts.counts[i]));
    density.push_back(static_cast<double>(cells.counts.counts[i]) / area_km2);
    area.push_back(area_km2);
  }
  return {{"cell_id", "", "shape and width, column, row", ids},
          {"count", "incidents", theme.noun, count},
          {"dens_km2", "per km²", theme.noun + " per km² of the cell's part of the area", density},
          {"area_km2", "km²", "the cell's part of the study area", area}};
}

table::Layer::Shapes cell_shapes(const geometry::Grid& grid) {
  table::Layer::Shapes shapes;
  for (std::size_t i = 0; i < grid.size(); ++i) shapes.push_back(grid.shape(i));
  return shapes;
}

Result<Part> grid_part(const Study& study, const Theme& theme, const CellOptions& options) {
  return make_part(study, theme, options, nullptr);
}

Result<Part> joint_grid_part(const Study& study, const Theme& theme, const CellOptions& options,
                             const JointPlan& plan) {
  return make_part(study, theme, options, &plan);
}

}  // namespace hotward::tools
