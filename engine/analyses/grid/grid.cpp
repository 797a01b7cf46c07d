#include "engine/analyses/grid/grid.hpp"

#include <algorithm>
#include <memory>
#include <optional>

#include <fmt/format.h>

#include "engine/analyses/grid/grid_table.hpp"
#include "engine/core/counted.hpp"
#include "engine/report/chance_words.hpp"
#include "engine/report/noun_words.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/style.hpp"
#include "engine/study/cell_month_rows.hpp"
#include "engine/study/publication.hpp"
#include "engine/study/selection.hpp"

namespace hotward::analyses {
namespace {

const Disclosures grid_discloses = {{"cell_id", Discloses::nothing},
                                    {"beahiv", Discloses::nothing},
                                    {"count", Discloses::count},
                                    {"dens_km2", Discloses::of_count},
                                    {"area_km2", Discloses::nothing}};

const table::Column& count_of(const std::vector<table::Column>& columns) {
  return *std::ranges::find(columns, "count", &table::Column::name);
}

// Which cells' counts are hidden; none where all are shown.
HiddenFlags hidden_cells(const CellCounts& cells, const Study& study,
                         const std::vector<table::Column>& columns, const JointPlan* plan) {
  if (plan != nullptr) return plan->cells;
  if (!study.is_public) return HiddenFlags(cells.grid->size(), 0);
  return hidden_counts(study, std::get<table::Column::Texts>(columns[0].values),
                       std::get<table::Column::Integers>(count_of(columns).values));
}

table::Layer grid_layer(const CellCounts& cells, const Theme& theme, const Study& study,
                        const JointPlan* plan) {
  table::Layer layer;
  layer.name = "grid_" + theme.name;
  layer.title =
      fmt::format("{} per cell of {}", capitalised(theme.noun), cells.grid->lattice().size_text());
  layer.description = fmt::format(
      "Counts per cell, anchored at the origin of the National Grid and cut to the study area. {}",
      study.areas().caveat);
  layer.columns = cell_columns(cells, theme);
  hide(layer.columns, grid_discloses, hidden_cells(cells, study, layer.columns, plan));
  layer.geometry = table::Shapes(cells.grid);
  layer.style_qml =
      report::cells_by_count(layer.columns, {.column = "count",
                                             .tip_columns = {"cell_id", "count", "dens_km2"},
                                             .missing_label = missing_label(study)});
  return layer;
}

// What can be totals of all cells: of the hidden ones nothing.
struct PublishedTotals {
  std::optional<std::uint64_t> occupied;  // none where empty cells are hidden, too
  std::optional<std::uint64_t> most;      // of the cells that are shown
  bool all_shown = true;
};

PublishedTotals published_totals(const join::GridCounts& counts, const table::Column& shown) {
  const auto& numbers = std::get<table::Column::Integers>(shown.values);
  PublishedTotals totals{counts.occupied, {}};
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const std::uint64_t count = counts.counts[i];
    if (numbers[i] != table::null_integer) {
      totals.most = std::max(totals.most.value_or(0), count);
      continue;
    }
    totals.all_shown = false;
    if (count == 0) totals.occupied.reset();
  }
  return totals;
}

Json grid_json(const geometry::Grid& grid, const join::GridCounts& counts,
               const PublishedTotals& totals) {
  Json json;
  json["cells"] = grid.size();
  put_cells(json, grid.lattice());
  json["occupied"] = totals.occupied ? Json(*totals.occupied) : Json(nullptr);
  json["counted"] = counts.counted;
  json["left_out"] = counts.left_out;
  json["study_km2"] = grid.study_m2() * 1e-6;
  json["max_count"] = totals.most ? Json(*totals.most) : Json(nullptr);
  return json;
}

// "8,600 hexagons 150 m wide", "of 202 m a side"
std::string cells_wide_text(const geometry::Grid& grid) {
  const geometry::Lattice& lattice = grid.lattice();
  if (lattice.declared_side_m() > 0.0) return counted_cells(grid.size(), lattice);
  return fmt::format("{} {} m wide",
                     counted(grid.size(), is_hexagon(lattice.shape()) ? "hexagon" : "square"),
                     lattice.cell_m());
}

std::string grid_text(const geometry::Grid& grid, const join::GridCounts& counts,
                      const PublishedTotals& totals, const Theme& theme) {
  const auto number = [](std::uint64_t n) { return report::integer_text(n); };
  std::string text = fmt::format("{} {} counted in {}, over {} km².\n",
                                 report::counted_noun(counts.counted, theme.noun),
                                 counts.counted == 1 ? "was" : "were", cells_wide_text(grid),
                                 report::decimal_text(grid.study_m2() * 1e-6, 1));
  if (totals.occupied && grid.size() > 0) {
    const double pct =
        100.0 * static_cast<double>(*totals.occupied) / static_cast<double>(grid.size());
    const std::string share = pct > 0.0 && pct < 0.5 ? "less than 1" : report::decimal_text(pct, 0);
    text += fmt::format("{} of the cells ({}%) {} at least one", number(*totals.occupied), share,
                        *totals.occupied == 1 ? "has" : "have");
  }
  if (totals.most) {
    text += fmt::format("{} busiest {} has {}", totals.occupied ? "; the" : "The",
                        totals.all_shown ? "cell" : "cell that is shown", number(*totals.most));
  }
  if (totals.occupied || totals.most) text += ".\n";
  text += report::how_sure(
      "these are counts as recorded, and chance has a part in which cells have most; gi-star says "
      "which stand out beyond chance");
  if (counts.left_out == 0) return text;
  return text + fmt::format("{} {} outside the areas and {} in no cell.\n", number(counts.left_out),
                            counts.left_out == 1 ? "lies" : "lie",
                            counts.left_out == 1 ? "is" : "are");
}

}  // namespace

std::vector<table::Column> cell_columns(const CellCounts& cells, const Theme& theme) {
  table::Column::Integers count;
  table::Column::Reals density;
  table::Column::Reals area;
  for (std::size_t i = 0; i < cells.grid->size(); ++i) {
    const double area_km2 = cells.grid->area_m2(i) * 1e-6;
    count.push_back(static_cast<std::int64_t>(cells.counts.counts[i]));
    density.push_back(static_cast<double>(cells.counts.counts[i]) / area_km2);
    area.push_back(area_km2);
  }
  std::vector<table::Column> columns = cell_id_columns(*cells.grid);
  columns.push_back({"count", "incidents", theme.noun, count});
  columns.push_back(
      {"dens_km2", "per km²", theme.noun + " per km² of the cell's part of the area", density});
  columns.push_back({"area_km2", "km²", "the cell's part of the study area", area});
  return columns;
}

Result<Findings> grid_findings(const Study& study, const Theme& theme, const CellCounts& cells,
                               const JointPlan* plan) {
  if (const auto enough = check_public(study, theme); !enough) return fail(enough.error());
  Findings found;
  found.key = "grid";
  found.layers.push_back(grid_layer(cells, theme, study, plan));
  const PublishedTotals totals =
      published_totals(cells.counts, count_of(found.layers.front().columns));
  found.summary = grid_json(*cells.grid, cells.counts, totals);
  found.tables.push_back(grid_table(study, *cells.grid, found.layers.front()));
  found.text = grid_text(*cells.grid, cells.counts, totals, theme);
  found.discloses = grid_discloses;
  if (study.is_public) {
    mark_public(found, count_nulls(count_of(found.layers.front().columns)));
    found.text += fmt::format("The counts of {} are hidden.\n", counted(found.hidden, "cell"));
  }
  return found;
}

Result<Findings> grid_findings(const Study& study, const Theme& theme, const CellOptions& options,
                               const JointPlan* plan) {
  const auto cells = count_cells(study, theme, options);
  if (!cells) return fail(cells.error());
  return grid_findings(study, theme, *cells, plan);
}

namespace {

struct GridRequest {
  CellOptions cells;
  std::string by_month;  // a table of the counts by month and type, or empty
};

parameter::List parameters(GridRequest& request) {
  parameter::List list = hotward::parameters(request.cells);
  list.append(by_month_parameter(request.by_month));
  return list;
}

Result<Findings> found(const Task& task, const GridRequest& request) {
  auto cells = count_cells(task.study, task.theme, request.cells);
  if (!cells) return fail(cells.error());
  auto findings = grid_findings(task.study, task.theme, *cells, task.plan);
  if (findings && !request.by_month.empty()) {
    add_output(*findings, by_month_output(request.by_month, task.study, task.theme, cells->grid,
                                          std::move(cells->counts.cell)));
  }
  return findings;
}

}  // namespace

Analysis grid() {
  auto options = std::make_shared<GridRequest>();
  return {.name = "grid",
          .question = "How many incidents are there in each square or hexagon?",
          .examples = {"hotward grid police/ --type asb --cell 200m -o cells.gpkg",
                       "hotward grid police.zip --areas wards.gpkg --shape square --cell 100m "
                       "-o cells.geojson",
                       "hotward grid police/ --shape hex-flat --side 202m -o cells.gpkg"},
          .parameters = parameters(*options),
          .in_run = InRun{60, "counting cells", "grid", "Grid: how many in each cell"},
          .other_outputs = [options]() -> std::vector<NamedOutput> {
            if (options->by_month.empty()) return {};
            return {{"by-month", options->by_month}};
          },
          .run = [options](const Task& task) -> Result<Findings> { return found(task, *options); }};
}

}  // namespace hotward::analyses
