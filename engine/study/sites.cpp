#include "engine/study/sites.hpp"

#include <numeric>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/geometry/polygon.hpp"
#include "engine/study/selection.hpp"

namespace hotward {
namespace {

Sites areas_as_sites(const Study& study, const Theme& theme) {
  const table::Areas& areas = study.areas();
  Sites sites;
  sites.areas = study.neighbours;
  sites.ids = areas.codes;
  sites.names = areas.names;
  sites.labels = table::distinct_names(areas);
  sites.shapes = areas.shapes;
  sites.population = areas.population;
  sites.population_label = areas.population_label;
  sites.counts = incidents_in_areas(study, theme);
  for (const auto& shape : areas.shapes) sites.area_km2.push_back(geometry::area_m2(shape) * 1e-6);
  sites.left_out = incidents_outside(study, theme);
  return sites;
}

Result<Sites> cells_as_sites(const Study& study, const Theme& theme, const CellOptions& options) {
  auto cells = count_cells(study, theme, options);
  if (!cells) return fail(cells.error());
  Sites sites;
  sites.shapes = table::Shapes(cells->grid);
  sites.ids = cells->grid->lattice().ids(cells->grid->cells());
  sites.counts.reserve(sites.ids.size());
  sites.area_km2.reserve(sites.ids.size());
  for (std::size_t i = 0; i < cells->grid->size(); ++i) {
    sites.counts.push_back(static_cast<std::int64_t>(cells->counts.counts[i]));
    sites.area_km2.push_back(cells->grid->area_m2(i) * 1e-6);
  }
  sites.left_out = cells->counts.left_out;
  sites.site_of_place = std::move(cells->counts.cell);
  sites.grid = std::move(cells->grid);
  return sites;
}

}  // namespace

parameter::List parameters(SitesOptions& options) {
  parameter::List list("Grid");
  list.length("cell", options.cell_m,
              "Look at a grid in place of the areas, its cells this wide: a square's side, a "
              "hexagon from flat to flat")
      .needs("cells without --side", [&options] { return !options.side_m; });
  declare_shape_and_side(list, options.shape, options.side_m);
  list.append(parameters(options.weights));
  return list;
}

Result<Sites> make_sites(const Study& study, const Theme& theme, const SitesOptions& options) {
  const bool cells = options.cell_m || options.side_m;
  auto sites = cells ? cells_as_sites(study, theme,
                                      {options.cell_m.value_or(0.0), options.shape, options.side_m})
                     : Result<Sites>(areas_as_sites(study, theme));
  if (!sites) return fail(sites.error());
  sites->counted = static_cast<std::uint64_t>(
      std::accumulate(sites->counts.begin(), sites->counts.end(), std::int64_t{0}));
  auto neighbours = make_weights(*sites, options.weights);
  if (!neighbours) return fail(neighbours.error());
  sites->neighbours = std::move(*neighbours);
  return sites;
}

bool is_of_nothing(const Study& study, const Sites& sites) {
  return sites.counted == 0 && study.areas_read.value.name.empty();
}

std::string sites_text(const Sites& sites) {
  if (!sites.grid) return "areas";
  return cells_text(sites.grid->lattice());
}

std::string counted_sites(const Sites& sites) {
  if (!sites.grid) return counted(sites.size(), "area");
  return counted_cells(sites.size(), sites.grid->lattice());
}

std::string sites_suffix(const Sites& sites, const Theme& theme) {
  return (sites.grid ? "grid_" : "") + theme.name;
}

std::vector<table::Column> site_columns(const Sites& sites) {
  if (sites.grid) return cell_id_columns(*sites.grid);
  return table::columns_of(
      {{"area_code", "", "area code", sites.ids}, {"area_name", "", "area", sites.names}});
}

table::Layer site_layer(const Study& study, const Theme& theme, const Sites& sites,
                        const std::string& method, const std::string& title,
                        std::vector<table::Column> columns) {
  table::Layer layer;
  layer.name = method + "_" + sites_suffix(sites, theme);
  layer.title = title;
  if (!sites.grid && !study.areas().caveat.empty()) layer.title += " (schematic)";
  layer.columns = std::move(columns);
  layer.geometry = sites.shapes;
  return layer;
}

std::string label_column(const Sites& sites) { return sites.grid ? "cell_id" : "area_name"; }

std::string site_name(const Sites& sites, std::size_t i) {
  return sites.labels.empty() ? sites.ids[i] : sites.labels[i];
}

}  // namespace hotward
