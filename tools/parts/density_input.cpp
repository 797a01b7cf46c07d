#include "tools/parts/density_input.hpp"

#include <numeric>

#include <fmt/format.h>

#include "engine/core/undefined.hpp"
#include "engine/geometry/grid.hpp"
#include "engine/methods/density/bandwidth.hpp"
#include "tools/parts/public_places.hpp"
#include "tools/quantity.hpp"

namespace hotward::tools {

using density::EdgeCorrection;
using density::Kernel;
using density::SurfaceUnit;

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

double WeightedPlaces::incidents() const {
  return std::accumulate(weights.begin(), weights.end(), 0.0);
}

WeightedPlaces weighted_places(const Study& study, const Theme& theme, When when,
                               const LeftOut& left_out) {
  const std::vector<std::uint32_t> counts = incidents_at_places(study, theme, when);
  const auto is_out = [&](std::int32_t area) {
    return !left_out.empty() && left_out[static_cast<std::size_t>(area)] != 0;
  };
  WeightedPlaces result;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0 || is_out(study.join.area[i])) continue;
    result.at.push_back(study.read.incidents.places.at[i]);
    result.weights.push_back(counts[i]);
  }
  return result;
}

Result<density::Frame> frame_of(const Study& study, const DensityOptions& options,
                                const LeftOut& left_out) {
  const auto cell_m = parse_metres(options.cell);
  if (!cell_m) return fail(ErrorCode::usage, "--cell " + cell_m.error().message);
  std::vector<geometry::MultiPolygon> shapes;
  for (std::size_t a = 0; a < left_out.size(); ++a) {
    if (left_out[a] == 0) shapes.push_back(study.areas.areas.shapes[a]);
  }
  const auto grid = geometry::grid_over(left_out.empty() ? study.areas.areas.shapes : shapes,
                                        {geometry::CellShape::square, *cell_m});
  if (!grid) return fail(grid.error());
  return density::frame_over(*grid);
}

Result<ChosenBandwidth> choose_bandwidth(const Study& study, const WeightedPlaces& places,
                                         const DensityOptions& options,
                                         std::vector<std::string>& cautions) {
  const auto rule = density::rule_named(options.bandwidth);
  if (!rule) {
    const auto metres = parse_metres(options.bandwidth);
    if (metres) return ChosenBandwidth{*metres, "given"};
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
  return ChosenBandwidth{
      study.is_public ? public_bandwidth_m(chosen->bandwidth_m) : chosen->bandwidth_m,
      density::rule_name(*rule)};
}

double quartic_bandwidth_m(const density::KdeOptions& kde) {
  return density::bandwidth_of_sigma(Kernel::quartic,
                                     density::kernel_spread(kde.kernel) * kde.bandwidth_m);
}

std::string how_made(const density::KdeOptions& kde, const std::string& rule,
                     const density::Frame& frame) {
  const std::string bandwidth = std::isnan(kde.bandwidth_m)
                                    ? std::string("no bandwidth")
                                    : fmt::format("bandwidth {:.4g} m", kde.bandwidth_m);
  return fmt::format("{} kernel, {} ({}), edge correction {}, cells of {} m",
                     density::kernel_name(kde.kernel), bandwidth, rule,
                     density::edge_name(kde.edge), frame.cell_m);
}

density::Surface empty_surface(const density::Frame& frame, const density::KdeOptions& kde) {
  density::Surface surface;
  surface.options = kde;
  for (const double inside_m2 : frame.inside_m2) {
    surface.per_km2.push_back(inside_m2 > 0.0 ? 0.0 : undefined);
  }
  return surface;
}

Json surface_json(const density::Surface& surface, const density::Frame& frame,
                  const std::string& rule) {
  Json json;
  json["kernel"] = density::kernel_name(surface.options.kernel);
  json["bandwidth_m"] = surface.options.bandwidth_m;
  json["rule"] = rule;
  json["max_per_km2"] = surface.highest_per_km2;
  json["max_at"] =
      surface.highest_per_km2 > 0.0 ? Json({surface.highest_at.x, surface.highest_at.y}) : Json();
  json["mass"] = surface.mass;
  json["edge"] = density::edge_name(surface.options.edge);
  json["cell_m"] = frame.cell_m;
  json["columns"] = frame.columns;
  json["rows"] = frame.rows;
  return json;
}

}  // namespace hotward::tools
