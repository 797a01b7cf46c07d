// hotward grid: counts per square or hexagon.
#include <algorithm>
#include <map>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "engine/geometry/grid.hpp"
#include "engine/join/grid_join.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/style.hpp"
#include "tools/command.hpp"
#include "tools/options.hpp"
#include "tools/quantity.hpp"
#include "tools/record.hpp"
#include "tools/study.hpp"
#include "tools/themes.hpp"

namespace hotward::tools {
namespace {

using geometry::CellShape;

struct Options {
  StudyOptions study;
  LayersOutput output;
  std::string cell = "150m";
  CellShape shape = CellShape::hexagon;
};

table::Layer grid_layer(const geometry::Grid& grid, const join::GridCounts& counts,
                        const Theme& theme, const Study& study) {
  table::Column::Texts ids;
  table::Column::Integers count;
  table::Column::Reals density;
  table::Column::Reals area;
  table::Layer::Shapes shapes;
  for (std::size_t i = 0; i < grid.size(); ++i) {
    const double area_km2 = grid.area_m2(i) * 1e-6;
    ids.push_back(grid.lattice().id(grid.cells()[i]));
    count.push_back(static_cast<std::int64_t>(counts.counts[i]));
    density.push_back(static_cast<double>(counts.counts[i]) / area_km2);
    area.push_back(area_km2);
    shapes.push_back(grid.shape(i));
  }
  table::Layer layer;
  layer.name = "grid_" + theme.name;
  layer.title = fmt::format("{} per cell of {} m", theme.title, grid.lattice().cell_m());
  layer.description = fmt::format(
      "Counts per cell, anchored at the origin of the National Grid and cut to the study area. {}",
      study.areas.areas.caveat);
  layer.columns = {
      {"cell_id", "", "shape and width, column, row", ids},
      {"count", "incidents", theme.noun, count},
      {"dens_km2", "per km²", theme.noun + " per km² of the cell's part of the area", density},
      {"area_km2", "km²", "the cell's part of the study area", area}};
  layer.geometry = std::move(shapes);
  layer.style_qml = report::graduated_areas(
      layer.columns, {.column = "count", .tip_columns = {"cell_id", "count", "dens_km2"}});
  return layer;
}

std::string shape_name(CellShape shape) { return shape == CellShape::hexagon ? "hex" : "square"; }

Json grid_json(const geometry::Grid& grid, const join::GridCounts& counts) {
  Json json;
  json["cells"] = grid.size();
  json["cell_m"] = grid.lattice().cell_m();
  json["shape"] = shape_name(grid.lattice().shape());
  json["occupied"] = counts.occupied;
  json["counted"] = counts.counted;
  json["left_out"] = counts.left_out;
  json["study_km2"] = grid.study_m2() * 1e-6;
  json["max_count"] = counts.counts.empty() ? 0 : *std::ranges::max_element(counts.counts);
  return json;
}

std::string grid_text(const geometry::Grid& grid, const join::GridCounts& counts) {
  const auto number = [](std::uint64_t n) {
    return report::integer_text(static_cast<std::int64_t>(n));
  };
  const bool hexagons = grid.lattice().shape() == CellShape::hexagon;
  return fmt::format(
      "{} {} of {} m over {} km², {} of them with an incident.\n"
      "{} incidents counted, at most {} in a cell; {} left out (outside the study area).\n",
      number(grid.size()), hexagons ? "hexagons" : "squares", grid.lattice().cell_m(),
      report::decimal_text(grid.study_m2() * 1e-6, 1), number(counts.occupied),
      number(counts.counted), number(*std::ranges::max_element(counts.counts)),
      number(counts.left_out));
}

Result<Done> count_cells(const Options& options, const Session& session) {
  if (const auto free = check_outputs(options.output); !free) return fail(free.error());
  const auto cell_m = parse_metres(options.cell);
  if (!cell_m) return fail(ErrorCode::usage, "--cell " + cell_m.error().message);
  auto study = make_study(options.study, session);
  if (!study) return fail(study.error());
  const auto grid = geometry::grid_over(study->areas.areas.shapes, {options.shape, *cell_m});
  if (!grid) return fail(grid.error());
  const Theme theme = one_theme(study->read.incidents.types, options.study.incidents.types);
  if (mixes_crime_and_asb(theme, study->read.incidents.types)) {
    study->warnings.push_back(
        "crime and ASB are added up here; --type crime or --type asb parts them");
  }
  const table::Places& places = study->read.incidents.places;
  const auto counts = join::grid_counts(places, places.incidents, study->join, *grid);
  std::vector<io::LayerFile> files;
  if (!options.output.paths.empty()) {
    auto written =
        write_layers(options.output, grid_layer(*grid, counts, theme, *study), study->provenance);
    if (!written) return fail(written.error());
    files = std::move(*written);
  }
  Done done;
  done.summary = summary_of(*study, session, files);
  done.summary["grid"] = grid_json(*grid, counts);
  done.text = grid_text(*grid, counts) + "\n" + fates_text(*study, session) + files_text(files);
  done.warnings = study->warnings;
  return done;
}

}  // namespace

Run grid(CLI::App& app) {
  auto options = std::make_shared<Options>();
  add(app, options->study.incidents);
  add(app, options->study.areas);
  app.add_option("--cell", options->cell,
                 "Width of a cell: a square's side, a hexagon from flat to flat")
      ->capture_default_str()
      ->type_name("LENGTH")
      ->group("Grid");
  app.add_option("--shape", options->shape, "Shape of the cells: hex or square")
      ->transform(
          CLI::CheckedTransformer(std::map<std::string, CellShape>{{"hex", CellShape::hexagon},
                                                                   {"square", CellShape::square}},
                                  CLI::ignore_case))
      ->type_name("SHAPE")
      ->default_str("hex")
      ->group("Grid");
  add(app, options->output);
  add_examples(app, {"hotward grid police/ --type asb --cell 200m -o cells.gpkg",
                     "hotward grid police.zip --areas wards.gpkg --shape square --cell 100m "
                     "-o cells.geojson"});
  return [options](const Session& session) { return count_cells(*options, session); };
}

}  // namespace hotward::tools
