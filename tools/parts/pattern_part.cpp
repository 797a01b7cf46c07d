#include "tools/parts/pattern_part.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/geometry/dissolve.hpp"
#include "engine/methods/pattern/nearest_neighbour_index.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/plain_table.hpp"
#include "tools/parts/selection.hpp"
#include "tools/quantity.hpp"

namespace hotward::tools {
namespace {

using pattern::NearestNeighbourIndex;

constexpr std::size_t distances = 20;
constexpr double usual_radius_m = 1000.0;  // beyond a walk, gathering is the town's own shape

struct FoundPattern {
  pattern::Region region;
  geometry::Box window;
  pattern::NearestNeighbours neighbours;
  pattern::RipleyK ripley;
};

double length_m(const geometry::Ring& ring) {
  double sum = 0.0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    sum += geometry::distance(ring[i], ring[(i + 1) % ring.size()]);
  }
  return sum;
}

// All areas as one: boundaries between them are no edge of the study.
Result<pattern::Region> region_of(const table::Areas& areas) {
  const auto whole = geometry::dissolve(areas.shapes);
  if (!whole) return fail(whole.error());
  pattern::Region region{.area_m2 = geometry::area_m2(*whole)};
  for (const geometry::Polygon& part : *whole) {
    region.perimeter_m += length_m(part.outer);
    for (const geometry::Ring& hole : part.holes) region.perimeter_m += length_m(hole);
  }
  return region;
}

Result<std::vector<double>> radii_m(const geometry::Box& window, const std::string& asked) {
  double longest = std::min(usual_radius_m, std::min(window.width(), window.height()) / 4.0);
  if (!asked.empty()) {
    const auto metres = parse_metres(asked);
    if (!metres) return fail(ErrorCode::usage, "--radius " + metres.error().message);
    longest = *metres;
    const double most = std::min(window.width(), window.height()) / 2.0;
    if (!(longest > 0.0 && longest <= most)) {
      return fail(ErrorCode::usage,
                  fmt::format("--radius {}: Ripley's K needs a distance above 0 and at most half "
                              "the map's shorter side, {} m",
                              asked, report::decimal_text(std::floor(most), 0)));
    }
  }
  std::vector<double> radii;
  for (std::size_t k = 1; k <= distances; ++k) {
    radii.push_back(longest * static_cast<double>(k) / static_cast<double>(distances));
  }
  return radii;
}

Result<FoundPattern> find_pattern(const Study& study, const Theme& theme,
                                  const PatternOptions& options, std::uint64_t seed) {
  FoundPattern found;
  const auto region = region_of(study.areas.areas);
  if (!region) return fail(region.error());
  found.region = *region;
  for (const auto& shape : study.areas.areas.shapes) found.window.add(geometry::bounds(shape));
  const auto radii = radii_m(found.window, options.radius);
  if (!radii) return fail(radii.error());

  const std::vector<std::uint32_t> counts = incidents_at_places(study, theme);
  std::vector<geometry::Point> at;
  std::vector<std::uint32_t> incidents;
  for (std::size_t p = 0; p < counts.size(); ++p) {
    if (counts[p] == 0) continue;
    at.push_back(study.read.incidents.places.at[p]);
    incidents.push_back(counts[p]);
  }
  const auto neighbours = pattern::nearest_neighbour_index(at, incidents, found.region);
  if (!neighbours) return fail(neighbours.error());
  found.neighbours = *neighbours;
  auto ripley = pattern::ripley_k(at, incidents,
                                  {.window = found.window,
                                   .radius_m = *radii,
                                   .edge = options.edge,
                                   .places_only = options.places_only,
                                   .simulations = options.simulations,
                                   .seed = seed});
  if (!ripley) return fail(ripley.error());
  found.ripley = std::move(*ripley);
  return found;
}

Json real(double value) { return std::isfinite(value) ? Json(value) : Json(); }

Json index_json(const NearestNeighbourIndex& index) {
  return {{"n", index.n},
          {"mean_m", real(index.mean_m)},
          {"expected_m", real(index.expected_m)},
          {"ratio", real(index.ratio)},
          {"z", real(index.z_score)},
          {"p", real(index.p_value)},
          {"donnelly",
           {{"expected_m", real(index.expected_donnelly_m)},
            {"ratio", real(index.ratio_donnelly)},
            {"z", real(index.z_donnelly)}}}};
}

Json ripley_json(const FoundPattern& found, const PatternOptions& options) {
  constexpr const char* edges[] = {"none", "isotropic", "translation", "border"};
  const pattern::RipleyK& k = found.ripley;
  Json rows = Json::array();
  for (std::size_t i = 0; i < k.radius_m.size(); ++i) {
    rows.push_back({{"r_m", k.radius_m[i]},
                    {"k", real(k.k_m2[i])},
                    {"l", real(k.l_m[i])},
                    {"l_lo", k.lower_m.empty() ? Json() : real(k.lower_m[i])},
                    {"l_hi", k.upper_m.empty() ? Json() : real(k.upper_m[i])}});
  }
  const geometry::Box& w = found.window;
  return {{"of", options.places_only ? "places" : "incidents"},
          {"n", k.n},
          {"outside", k.outside},
          {"window", {w.low.x, w.low.y, w.high.x, w.high.y}},
          {"edge", edges[static_cast<std::size_t>(options.edge)]},
          {"simulations", options.simulations},
          {"p", options.simulations > 0 ? Json(k.p_value) : Json()},
          {"rows", std::move(rows)}};
}

table::Layer pattern_layer(const FoundPattern& found, const Theme& theme,
                           const PatternOptions& options) {
  const pattern::RipleyK& k = found.ripley;
  table::Layer layer;
  layer.name = "pattern_" + theme.name;
  layer.title = fmt::format("Ripley's K of {}", theme.noun);
  layer.description = fmt::format(
      "{} within the rectangle around the areas; {}.", options.places_only ? "Places" : "Incidents",
      options.simulations > 0
          ? fmt::format("envelope of {} even layouts, p = {} for all distances together",
                        options.simulations, report::decimal_text(k.p_value, 3))
          : "no envelope asked for");
  const std::vector<double> none(k.radius_m.size(), std::nan(""));
  std::vector<double> beyond;
  for (std::size_t i = 0; i < k.l_m.size(); ++i) beyond.push_back(k.l_m[i] - k.radius_m[i]);
  layer.columns = {
      {"r_m", "m", "distance", k.radius_m},
      {"k", "m²", "Ripley's K: others within the distance, over their density", k.k_m2},
      {"l", "m", "L = √(K/π); the distance itself by chance", k.l_m},
      {"l_minus_r", "m", "L less the distance: above 0 gathered, below spread out", beyond},
      {"l_lo", "m", "lowest L of the even layouts", k.lower_m.empty() ? none : k.lower_m},
      {"l_hi", "m", "highest L of the even layouts", k.upper_m.empty() ? none : k.upper_m}};
  return layer;
}

std::string index_table(const FoundPattern& found) {
  report::PlainColumn what{"", {"incidents", "places"}, false};
  std::vector<report::PlainColumn> columns{what};
  const auto add = [&](const char* heading, auto get, int decimals) {
    report::PlainColumn column{heading, {}, true};
    for (const auto* index : {&found.neighbours.points, &found.neighbours.places}) {
      const double value = get(*index);
      const bool tiny = heading[0] == 'p' && value < 0.0005;
      column.cells.push_back(tiny ? "<0.001" : report::decimal_text(value, decimals));
    }
    columns.push_back(std::move(column));
  };
  using Index = NearestNeighbourIndex;
  add(
      "number", [](const Index& i) { return static_cast<double>(i.n); }, 0);
  add(
      "nearest m", [](const Index& i) { return i.mean_m; }, 1);
  add(
      "by chance m", [](const Index& i) { return i.expected_m; }, 1);
  add(
      "R", [](const Index& i) { return i.ratio; }, 3);
  add(
      "z", [](const Index& i) { return i.z_score; }, 1);
  add(
      "p", [](const Index& i) { return i.p_value; }, 3);
  add(
      "R Donnelly", [](const Index& i) { return i.ratio_donnelly; }, 3);
  add(
      "z Donnelly", [](const Index& i) { return i.z_donnelly; }, 1);
  return report::plain_table(columns) + "\n";
}

std::string index_text(const FoundPattern& found) {
  return fmt::format(
      "Nearest-neighbour index R in the {} km² of the areas: {} of incidents, {} of places.\n"
      "Below 1 they are gathered, above 1 spread out.\n",
      report::decimal_text(found.region.area_m2 * 1e-6, 1),
      report::decimal_text(found.neighbours.points.ratio, 3),
      report::decimal_text(found.neighbours.places.ratio, 3));
}

std::string repeats_text(const FoundPattern& found, const Theme& theme) {
  const auto& n = found.neighbours;
  if (n.repeated_pct == 0.0) return "";
  return fmt::format(
      "{}% of the {} share their place with another, at distance 0: the index of incidents says "
      "that they were snapped to map points or repeat, and nothing more. Read that of places.\n",
      report::decimal_text(n.repeated_pct, 1), theme.noun);
}

std::string ripley_table(const table::Layer& layer) {
  std::vector<std::size_t> order;
  for (std::size_t i = 1; i < layer.size(); i += 2) order.push_back(i);
  std::vector<report::PlainColumn> columns;
  for (const char* name : {"r_m", "l", "l_minus_r", "l_lo", "l_hi"}) {
    const auto column = std::ranges::find(layer.columns, name, &table::Column::name);
    columns.push_back(report::plain_column(*column, name, order, 1));
  }
  return report::plain_table(columns) + "\n";
}

std::string ripley_text(const FoundPattern& found, const PatternOptions& options) {
  const geometry::Box& w = found.window;
  const double share = found.region.area_m2 / (w.width() * w.height());
  std::string text = fmt::format(
      "Ripley's L of {} {} in the rectangle around the areas, {} km by {} km, of which the areas "
      "are {}%.\n",
      report::integer_text(static_cast<std::int64_t>(found.ripley.n)),
      options.places_only ? "places" : "incidents", report::decimal_text(w.width() * 1e-3, 1),
      report::decimal_text(w.height() * 1e-3, 1), report::decimal_text(100.0 * share, 0));
  if (share < 0.9) {
    text += "Chance fills the rectangle: part of what gathers is the shape of the areas.\n";
  }
  if (options.simulations == 0) return text;
  return text + fmt::format(
                    "Lowest and highest of {} even layouts; p = {} for all distances "
                    "together.\n",
                    options.simulations, report::decimal_text(found.ripley.p_value, 3));
}

}  // namespace

void add(CommandLine& line, PatternOptions& options) {
  const char* group = "Pattern";
  line.option("--radius", options.radius,
              "Longest distance of Ripley's K (default: 1km, or a quarter of the rectangle's "
              "shorter side)")
      .type("LENGTH")
      .group(group);
  line.option("--simulations", options.simulations, "Even layouts that make the envelope; 0: none")
      .type("N")
      .shows_default()
      .group(group);
  line.flag("--places-only", options.places_only,
            "Ripley's K of places, each coordinate once: for snapped incidents")
      .group(group);
  using Edge = PatternOptions::Edge;
  line.choice<Edge>("--edge", options.edge,
                    {{"none", Edge::none},
                     {"isotropic", Edge::isotropic},
                     {"translation", Edge::translation},
                     {"border", Edge::border}},
                    "What makes up for neighbours beyond the edge: isotropic, translation, border "
                    "or none")
      .type("NAME")
      .group(group);
}

Result<Part> pattern_part(const Study& study, const Theme& theme, const PatternOptions& options,
                          std::uint64_t seed) {
  auto found = find_pattern(study, theme, options, seed);
  if (!found) return fail(found.error());
  Part part;
  part.key = "pattern";
  part.summary = {{"incidents", index_json(found->neighbours.points)},
                  {"places", index_json(found->neighbours.places)},
                  {"repeated_pct", found->neighbours.repeated_pct},
                  {"area_km2", found->region.area_m2 * 1e-6},
                  {"perimeter_km", found->region.perimeter_m * 1e-3},
                  {"ripley", ripley_json(*found, options)}};
  part.layers.push_back(pattern_layer(*found, theme, options));
  part.table = index_table(*found) + ripley_table(part.layers.front());
  part.text = index_text(*found) + repeats_text(*found, theme) + ripley_text(*found, options);
  if (found->neighbours.repeated_pct > 0.0) {
    part.warnings.push_back(fmt::format(
        "{}% of the {} share their place with another: the index of incidents means nothing then{}",
        report::decimal_text(found->neighbours.repeated_pct, 1), theme.noun,
        options.places_only ? ""
                            : ", and no even layout is like them (--places-only asks of places)"));
  }
  return part;
}

}  // namespace hotward::tools
