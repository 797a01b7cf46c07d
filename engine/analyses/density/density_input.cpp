#include "engine/analyses/density/density_input.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/core/undefined.hpp"
#include "engine/geometry/grid.hpp"
#include "engine/methods/density/bandwidth.hpp"
#include "engine/parameter/quantity.hpp"
#include "engine/report/number_text.hpp"
#include "engine/study/public_places.hpp"

namespace hotward::analyses {

using density::EdgeCorrection;
using density::Kernel;
using density::SurfaceUnit;

namespace {

Result<Bandwidth> parse_bandwidth(const std::string& text) {
  if (const auto rule = density::rule_named(text)) return Bandwidth{0.0, rule};
  const auto metres = parameter::parse_metres(text);
  if (metres) return Bandwidth{*metres, {}};
  return fail(ErrorCode::usage,
              metres.error().message + ", or a rule: nrd, scott, diggle or likelihood");
}

}  // namespace

std::string bandwidth_text(const Bandwidth& bandwidth) {
  return bandwidth.rule ? density::rule_name(*bandwidth.rule)
                        : parameter::metres_text(bandwidth.metres);
}

void declare_bandwidth(parameter::List& list, Bandwidth& bandwidth, const std::string& meaning) {
  list.spec<Bandwidth>("bandwidth", bandwidth, parse_bandwidth, bandwidth_text, meaning)
      .as("LENGTH|RULE");
}

parameter::List parameters(DensityOptions& options) {
  parameter::List list("Density");
  list.length("cell", options.cell_m, "Side of a cell of the surface");
  declare_bandwidth(list, options.bandwidth,
                    "How far an incident's weight reaches, or the rule to choose it by: nrd, "
                    "scott, diggle or likelihood");
  list.choice("kernel", options.kernel, density::kernel_names,
              "How the weight falls off with distance; gaussian takes its standard deviation as "
              "bandwidth")
      .as("KERNEL");
  list.choice("edge", options.edge, density::edge_names,
              "What is done for the weight that would fall outside the areas; diggle keeps all of "
              "it inside")
      .as("CORRECTION");
  list.choice("unit", options.unit, density::unit_names,
              "What the raster holds: incidents per km² or per cell, the probability of a cell, or "
              "the raw sum of weights")
      .as("UNIT");
  list.numbers("contours", options.contours,
               "Shares of the incidents, in percent, to draw the smallest area around")
      .comma_separated()
      .as("PERCENT,...");
  return list;
}

Result<density::Frame> frame_of(const Study& study, const DensityOptions& options,
                                const LeftOut& left_out) {
  std::vector<geometry::MultiPolygon> shapes;
  for (std::size_t a = 0; a < left_out.size(); ++a) {
    if (left_out[a] == 0) shapes.push_back(study.areas().shapes[a]);
  }
  const geometry::GridOptions squares{geometry::CellShape::square, options.cell_m};
  if (left_out.empty()) {
    const auto grid = study.grids->over(study.areas().shapes, squares);
    if (!grid) return fail(grid.error());
    return density::frame_over(**grid);
  }
  const auto grid = geometry::grid_over(shapes, squares);
  if (!grid) return fail(grid.error());
  return density::frame_over(*grid);
}

Result<ChosenBandwidth> choose_bandwidth(const Study& study, const WeightedPlaces& places,
                                         const DensityOptions& options,
                                         std::vector<std::string>& cautions) {
  const auto rule = options.bandwidth.rule;
  if (!rule) return ChosenBandwidth{options.bandwidth.metres, "given"};
  geometry::Box window = geometry::bounds(study.areas().shapes);
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

double public_square_m(const density::KdeOptions& kde, double cell_m) {
  const double reach = density::kernel_reach_m(kde.kernel, kde.bandwidth_m);
  return std::max(cell_m, std::ceil(0.5 * std::min(quartic_bandwidth_m(kde), reach)));
}

double public_bandwidth_m(double bandwidth_m) {
  const double unit = std::pow(10.0, std::floor(std::log10(bandwidth_m)) - 1.0);
  return std::round(bandwidth_m / unit) * unit;
}

Error nothing_near_enough(const std::string& noun, double square_m) {
  return {ErrorCode::no_data,
          fmt::format("--public: in no square of {} m are there so many {} that their density may "
                      "be shown; a larger --bandwidth makes larger squares",
                      report::exact_text(square_m), noun)};
}

}  // namespace hotward::analyses
