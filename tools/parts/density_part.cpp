#include "tools/parts/density_part.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engine/geometry/grid.hpp"
#include "engine/methods/density/bandwidth.hpp"
#include "engine/methods/density/isopleth.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/style.hpp"
#include "tools/parts/selection.hpp"
#include "tools/quantity.hpp"

namespace hotward::tools {
namespace {

using density::EdgeCorrection;
using density::Kernel;
using density::SurfaceUnit;

// The theme's places within the areas, as the method wants them.
struct Weighted {
  std::vector<geometry::Point> at;
  std::vector<double> weights;
  [[nodiscard]] density::Places places() const { return {at, weights}; }
};

Weighted places_of(const Study& study, const Theme& theme) {
  const std::vector<std::uint32_t> counts = incidents_at_places(study, theme);
  Weighted result;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    result.at.push_back(study.read.incidents.places.at[i]);
    result.weights.push_back(counts[i]);
  }
  return result;
}

struct Chosen {
  double bandwidth_m = 0.0;
  std::string rule;  // "given", or a rule's name
};

Result<Chosen> choose_bandwidth(const Study& study, const Weighted& places,
                                const DensityOptions& options, std::vector<std::string>& cautions) {
  const auto rule = density::rule_named(options.bandwidth);
  if (!rule) {
    const auto metres = parse_metres(options.bandwidth);
    if (metres) return Chosen{*metres, "given"};
    return fail(ErrorCode::usage, "--bandwidth " + metres.error().message +
                                      ", or a rule: nrd, scott, diggle or likelihood");
  }
  geometry::Box window;
  for (const auto& shape : study.areas.areas.shapes) window.add(geometry::bounds(shape));
  // Places that --nearest took in lie outside.
  for (const geometry::Point& p : places.at) window.add(p);
  const auto chosen = density::bandwidth_by_rule(*rule, places.places(), window, options.kernel);
  if (!chosen) return fail(chosen.error());
  cautions.insert(cautions.end(), chosen->cautions.begin(), chosen->cautions.end());
  return Chosen{chosen->bandwidth_m, density::rule_name(*rule)};
}

struct Answer {
  density::Frame frame;
  density::Surface surface;
  std::vector<density::Isopleth> contours;
  std::string rule;
};

Result<Answer> answer(const Study& study, const Theme& theme, const DensityOptions& options,
                      std::vector<std::string>& cautions) {
  const auto cell_m = parse_metres(options.cell);
  if (!cell_m) return fail(ErrorCode::usage, "--cell " + cell_m.error().message);
  const auto grid =
      geometry::grid_over(study.areas.areas.shapes, {geometry::CellShape::square, *cell_m});
  if (!grid) return fail(grid.error());
  const Weighted places = places_of(study, theme);
  const auto chosen = choose_bandwidth(study, places, options, cautions);
  if (!chosen) return fail(chosen.error());
  density::Frame frame = density::frame_over(*grid);
  auto surface = density::kernel_density_surface(
      places.places(), frame, {options.kernel, chosen->bandwidth_m, options.edge});
  if (!surface) return fail(surface.error());
  auto contours = density::isopleths(*surface, frame, options.contours);
  if (!contours) return fail(contours.error());
  cautions.insert(cautions.end(), surface->cautions.begin(), surface->cautions.end());
  return Answer{std::move(frame), std::move(*surface), std::move(*contours), chosen->rule};
}

std::string how(const Answer& answer) {
  return fmt::format("{} kernel, bandwidth {:.4g} m ({}), edge correction {}, cells of {} m",
                     density::kernel_name(answer.surface.options.kernel),
                     answer.surface.options.bandwidth_m, answer.rule,
                     density::edge_name(answer.surface.options.edge), answer.frame.cell_m);
}

table::Raster density_raster(const Answer& answer, const DensityOptions& options,
                             const Theme& theme, const Study& study) {
  table::Raster raster = density::raster_of(answer.surface, answer.frame, options.unit);
  raster.name = "density_" + theme.name;
  raster.title = theme.title + ", " + raster.unit;
  raster.description = how(answer) + ". " + study.areas.areas.caveat;
  double highest = 0.0;
  for (const double value : raster.values) {
    if (value > highest) highest = value;
  }
  if (highest > 0.0) raster.style_qml = report::density_surface(highest);
  return raster;
}

table::Layer contour_layer(const Answer& answer, const Theme& theme, const Study& study) {
  table::Layer layer;
  layer.name = "contours_" + theme.name;
  layer.title = theme.title + ": the smallest areas with their shares of the incidents";
  layer.description = how(answer) + ". " + study.areas.areas.caveat;
  layer.columns = density::columns(answer.contours);
  table::Layer::Shapes shapes;
  for (const density::Isopleth& isopleth : answer.contours) shapes.push_back(isopleth.shape);
  layer.geometry = std::move(shapes);
  layer.style_qml = report::graduated_areas(
      layer.columns, {.column = "dens_min", .tip_columns = {"pct", "dens_min", "area_km2"}});
  return layer;
}

Json density_json(const Answer& answer) {
  Json json;
  json["kernel"] = density::kernel_name(answer.surface.options.kernel);
  json["bandwidth_m"] = answer.surface.options.bandwidth_m;
  json["rule"] = answer.rule;
  json["max_per_km2"] = answer.surface.highest_per_km2;
  json["max_at"] = {answer.surface.highest_at.x, answer.surface.highest_at.y};
  json["mass"] = answer.surface.mass;
  json["edge"] = density::edge_name(answer.surface.options.edge);
  json["cell_m"] = answer.frame.cell_m;
  json["columns"] = answer.frame.columns;
  json["rows"] = answer.frame.rows;
  json["contours"] = Json::array();
  for (const density::Isopleth& isopleth : answer.contours) {
    json["contours"].push_back({{"pct", isopleth.share_pct},
                                {"dens_min", isopleth.lowest_km2},
                                {"held_pct", isopleth.held_pct},
                                {"area_km2", isopleth.area_km2}});
  }
  return json;
}

std::string density_text(const Answer& answer) {
  const auto decimal = report::decimal_text;
  std::string text = fmt::format(
      "Density: {}.\nHighest: {} per km² at easting {}, northing {}. The surface holds {} of {} "
      "incidents.\n",
      how(answer), decimal(answer.surface.highest_per_km2, 1),
      report::exact_text(answer.surface.highest_at.x),
      report::exact_text(answer.surface.highest_at.y), decimal(answer.surface.mass, 1),
      decimal(answer.surface.incidents, 0));
  for (const density::Isopleth& isopleth : answer.contours) {
    text += fmt::format("{}% of them lie in {} km², at {} per km² and more.\n",
                        report::exact_text(isopleth.share_pct), decimal(isopleth.area_km2, 2),
                        decimal(isopleth.lowest_km2, 1));
  }
  return text;
}

}  // namespace

void add(CommandLine& line, DensityOptions& options) {
  const char* group = "Density";
  line.option("--cell", options.cell, "Side of a cell of the surface")
      .type("LENGTH")
      .shows_default()
      .group(group);
  line.option("--bandwidth", options.bandwidth,
              "How far an incident's weight reaches, or the rule to choose it by: nrd, scott, "
              "diggle or likelihood")
      .type("LENGTH|RULE")
      .shows_default()
      .group(group);
  line.choice<Kernel>("--kernel", options.kernel,
                      {{"quartic", Kernel::quartic},
                       {"triweight", Kernel::triweight},
                       {"epanechnikov", Kernel::epanechnikov},
                       {"uniform", Kernel::uniform},
                       {"conic", Kernel::conic},
                       {"gaussian", Kernel::gaussian}},
                      "How the weight falls off with distance; gaussian takes its standard "
                      "deviation as bandwidth")
      .type("KERNEL")
      .group(group);
  line.choice<EdgeCorrection>("--edge", options.edge,
                              {{"none", EdgeCorrection::none},
                               {"uniform", EdgeCorrection::uniform},
                               {"diggle", EdgeCorrection::diggle}},
                              "What is done for the weight that would fall outside the areas; "
                              "diggle keeps all of it inside")
      .type("CORRECTION")
      .group(group);
  line.choice<SurfaceUnit>("--unit", options.unit,
                           {{"km2", SurfaceUnit::per_km2},
                            {"cell", SurfaceUnit::per_cell},
                            {"probability", SurfaceUnit::probability},
                            {"raw", SurfaceUnit::raw}},
                           "What the raster holds: incidents per km² or per cell, the probability "
                           "of a cell, or the raw sum of weights")
      .type("UNIT")
      .group(group);
  line.option("--contours", options.contours,
              "Shares of the incidents, in percent, to draw the smallest area around")
      .commas()
      .type("PERCENT,...")
      .shows_default("50,80,95")
      .group(group);
}

Result<Part> density_part(const Study& study, const Theme& theme, const DensityOptions& options) {
  Part part;
  const auto result = answer(study, theme, options, part.warnings);
  if (!result) return fail(result.error());
  part.key = "density";
  part.summary = density_json(*result);
  part.text = density_text(*result);
  part.layers.push_back(contour_layer(*result, theme, study));
  part.rasters.push_back(density_raster(*result, options, theme, study));
  return part;
}

}  // namespace hotward::tools
