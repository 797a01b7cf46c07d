#include "engine/analyses/pattern/pattern.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/core/undefined.hpp"
#include "engine/geometry/dissolve.hpp"
#include "engine/methods/pattern/nearest_neighbour_index.hpp"
#include "engine/parameter/quantity.hpp"
#include "engine/report/chance_words.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/summary_json.hpp"
#include "engine/study/nothing.hpp"

namespace hotward::analyses {
namespace {

using pattern::NearestNeighbourIndex;

constexpr std::uint64_t least_points = 2;

struct FoundPattern {
  pattern::Region region;
  geometry::Box window;
  pattern::NearestNeighbours neighbours;
  pattern::RipleyK ripley;
};

// All areas as one: boundaries between them are no edge of the study.
Result<pattern::Region> region_of(const table::Areas& areas) {
  const auto whole = geometry::dissolve(areas.shapes);
  if (!whole) return fail(whole.error());
  pattern::Region region{.area_m2 = geometry::area_m2(*whole)};
  for (const geometry::Polygon& part : *whole) {
    region.perimeter_m += geometry::perimeter_m(part.outer);
    for (const geometry::Ring& hole : part.holes) region.perimeter_m += geometry::perimeter_m(hole);
  }
  return region;
}

Result<std::vector<double>> radii_m(const geometry::Box& window, std::optional<double> asked_m) {
  if (!asked_m) return pattern::radii_m(pattern::usual_radius_m(window));
  const double most = std::min(window.width(), window.height()) / 2.0;
  if (*asked_m > 0.0 && *asked_m <= most) return pattern::radii_m(*asked_m);
  return fail(
      ErrorCode::usage,
      fmt::format("--radius {}: Ripley's K needs a distance above 0 and at most half the map's "
                  "shorter side, {} m",
                  parameter::metres_text(*asked_m), report::decimal_text(std::floor(most), 0)));
}

// Distances of one incident, or of none.
FoundPattern pattern_of_nothing(FoundPattern found, const std::vector<double>& radii,
                                std::uint64_t incidents) {
  for (auto* index : {&found.neighbours.points, &found.neighbours.places}) {
    *index = {incidents, undefined, undefined, undefined, undefined,
              undefined, undefined, undefined, undefined};
  }
  found.ripley.radius_m = radii;
  found.ripley.k_m2.assign(radii.size(), undefined);
  found.ripley.l_m.assign(radii.size(), undefined);
  found.ripley.p_value = undefined;
  return found;
}

Result<FoundPattern> find_pattern(const Study& study, const Theme& theme,
                                  const PatternOptions& options, std::uint64_t seed) {
  FoundPattern found;
  const auto region = region_of(study.areas());
  if (!region) return fail(region.error());
  found.region = *region;
  for (const auto& shape : study.areas().shapes) found.window.add(geometry::bounds(shape));
  const auto radii = radii_m(found.window, options.radius_m);
  if (!radii) return fail(radii.error());

  const std::vector<std::uint32_t> counts = incidents_at_places(study, theme);
  std::vector<geometry::Point> at;
  std::vector<std::uint32_t> incidents;
  for (std::size_t p = 0; p < counts.size(); ++p) {
    if (counts[p] == 0) continue;
    at.push_back(study.incidents().places.at[p]);
    incidents.push_back(counts[p]);
  }
  const auto total = std::accumulate(incidents.begin(), incidents.end(), std::uint64_t{0});
  if (total < least_points) return pattern_of_nothing(std::move(found), *radii, total);
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

Json index_json(const NearestNeighbourIndex& index) {
  return {{"n", index.n},
          {"mean_m", report::number(index.mean_m)},
          {"expected_m", report::number(index.expected_m)},
          {"ratio", report::number(index.ratio)},
          {"z", report::number(index.z_score)},
          {"p", report::number(index.p_value)},
          {"donnelly",
           {{"expected_m", report::number(index.expected_donnelly_m)},
            {"ratio", report::number(index.ratio_donnelly)},
            {"z", report::number(index.z_donnelly)}}}};
}

Json ripley_json(const FoundPattern& found, const PatternOptions& options) {
  const pattern::RipleyK& k = found.ripley;
  Json rows = Json::array();
  for (std::size_t i = 0; i < k.radius_m.size(); ++i) {
    rows.push_back({{"r_m", k.radius_m[i]},
                    {"k", report::number(k.k_m2[i])},
                    {"l", report::number(k.l_m[i])},
                    {"l_lo", k.lower_m.empty() ? Json() : report::number(k.lower_m[i])},
                    {"l_hi", k.upper_m.empty() ? Json() : report::number(k.upper_m[i])}});
  }
  const geometry::Box& w = found.window;
  return {{"of", options.places_only ? "places" : "incidents"},
          {"n", k.n},
          {"outside", k.outside},
          {"window", {w.low.x, w.low.y, w.high.x, w.high.y}},
          {"edge", std::string(name_of(pattern::edge_names, options.edge))},
          {"simulations", options.simulations},
          {"p", options.simulations > 0 ? Json(k.p_value) : Json()},
          {"rows", std::move(rows)}};
}

std::string layouts_text(std::uint64_t number) { return counted(number, "random layout"); }

table::Layer pattern_layer(const FoundPattern& found, const Theme& theme,
                           const PatternOptions& options) {
  const pattern::RipleyK& k = found.ripley;
  table::Layer layer;
  layer.name = "pattern_" + theme.name;
  layer.title = fmt::format("How near {} lie to each other (Ripley's K)", theme.noun);
  layer.description = fmt::format(
      "{} within the rectangle around the areas; {}.", options.places_only ? "Places" : "Incidents",
      options.simulations > 0
          ? fmt::format("lowest and highest of {}; chance alone does as much {} ({})",
                        layouts_text(static_cast<std::uint64_t>(options.simulations)),
                        report::chance_words(k.p_value), report::p_words(k.p_value))
          : "no random layouts were asked for");
  layer.columns = pattern::columns(k);
  return layer;
}

report::ShownTable index_table(const FoundPattern& found) {
  report::ShownTable table{{{"Of", {"incidents", "places"}, false, "of"}}, "row"};
  const auto add = [&](const char* name, const char* heading, int drop, auto get, int decimals) {
    report::PlainColumn column{heading, {}, true, name, drop};
    for (const auto* index : {&found.neighbours.points, &found.neighbours.places}) {
      const double value = get(*index);
      const bool tiny = heading[0] == 'p' && value < 0.0005;
      column.cells.push_back(tiny ? "<0.001" : report::decimal_text(value, decimals));
    }
    table.columns.push_back(std::move(column));
  };
  using Index = NearestNeighbourIndex;
  const auto n = [](const Index& i) { return static_cast<double>(i.n); };
  add("n", "Number", 0, n, 0);
  add(
      "mean_m", "Nearest m", 0, [](const Index& i) { return i.mean_m; }, 1);
  add(
      "expected_m", "By chance m", 0, [](const Index& i) { return i.expected_m; }, 1);
  add(
      "ratio", "R", 0, [](const Index& i) { return i.ratio; }, 3);
  add(
      "z", "z", 2, [](const Index& i) { return i.z_score; }, 1);
  add(
      "p", "p", 1, [](const Index& i) { return i.p_value; }, 3);
  add(
      "ratio_donnelly", "R Donnelly", 3, [](const Index& i) { return i.ratio_donnelly; }, 3);
  add(
      "z_donnelly", "z Donnelly", 4, [](const Index& i) { return i.z_donnelly; }, 1);
  return table;
}

// Of places, where incidents share them: distances of 0 between incidents mean nothing.
std::string index_text(const FoundPattern& found, const Theme& theme) {
  const bool of_places = found.neighbours.repeated_pct > 0.0;
  const auto& index = of_places ? found.neighbours.places : found.neighbours.points;
  const std::string what = of_places ? "places with " + theme.noun : theme.noun;
  if (!std::isfinite(index.ratio)) return "";
  const char* finding = !(index.p_value <= 0.05)
                            ? "are no closer together than chance alone would put them"
                        : index.ratio < 1.0 ? "are closer together than chance alone would put them"
                                            : "are further apart than chance alone would put them";
  return fmt::format(
      "{} {}: the nearest other is {} m away on average, where chance would make it {} m "
      "(nearest-neighbour index R {}, {}; over {} km²).\n",
      capitalised(what), finding, report::decimal_text(index.mean_m, 0),
      report::decimal_text(index.expected_m, 0), report::decimal_text(index.ratio, 3),
      report::p_words(index.p_value), report::decimal_text(found.region.area_m2 * 1e-6, 1));
}

std::string repeats_text(const FoundPattern& found, const Theme& theme) {
  const auto& n = found.neighbours;
  if (n.repeated_pct == 0.0) return "";
  return fmt::format(
      "{}% of the {} share their place with another, because they were moved to the same map point "
      "or happened again there: read the row of places, not that of incidents.\n",
      report::decimal_text(n.repeated_pct, 1), theme.noun);
}

report::ShownTable ripley_table(const table::Layer& layer) {
  std::vector<std::size_t> order;
  for (std::size_t i = 1; i < layer.size(); i += 2) order.push_back(i);
  report::ShownTable table{{}, "distance"};
  const std::tuple<const char*, const char*, int> usual[] = {
      {"r_m", "Within m", 0},        {"l", "L m", 0},
      {"l_minus_r", "L - m", 3},     {"l_lo", "Chance lowest", 1},
      {"l_hi", "Chance highest", 0}, {"k", "K m²", report::only_asked}};
  for (const auto& [name, heading, drop] : usual) {
    const auto column = std::ranges::find(layer.columns, name, &table::Column::name);
    table.columns.push_back(report::plain_column(*column, heading, order, 1));
    table.columns.back().name = name;
    table.columns.back().drop = drop;
  }
  return table;
}

// "50 to 750 m and 900 m": runs of the distances that are marked.
std::string distances_text(const std::vector<double>& radius_m, const std::vector<bool>& marked) {
  std::vector<std::string> runs;
  for (std::size_t i = 0; i < marked.size(); ++i) {
    if (!marked[i]) continue;
    const std::size_t first = i;
    while (i + 1 < marked.size() && marked[i + 1]) ++i;
    const std::string from = report::decimal_text(radius_m[first], 0);
    runs.push_back(first == i ? from : from + " to " + report::decimal_text(radius_m[i], 0));
  }
  std::string text;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    text += (i == 0 ? "" : i + 1 == runs.size() ? " and " : ", ") + runs[i];
  }
  return text + " m";
}

// Where L lies above, or below, all random layouts.
std::string envelope_text(const pattern::RipleyK& k, const Theme& theme,
                          const PatternOptions& options) {
  std::vector<bool> above;
  std::vector<bool> below;
  for (std::size_t i = 0; i < k.l_m.size(); ++i) {
    above.push_back(k.l_m[i] > k.upper_m[i]);
    below.push_back(k.l_m[i] < k.lower_m[i]);
  }
  const bool many = std::ranges::find(above, true) != above.end();
  const bool few = std::ranges::find(below, true) != below.end();
  const std::string last = report::decimal_text(k.radius_m.back(), 0);
  std::string finding =
      fmt::format("as many others nearby as random layouts do, at every distance up to {} m", last);
  if (many) {
    finding =
        "more others within " + distances_text(k.radius_m, above) + " than any random layout has";
  }
  if (few) {
    finding = (many ? finding + ", and fewer within " : std::string("fewer others within ")) +
              distances_text(k.radius_m, below) + (many ? "" : " than any random layout has");
  }
  return fmt::format(
      "{} have {}; chance alone does as much {} (Ripley's L, {}, {}; {} up to {} m were looked at, "
      "of which the table shows every second).\n",
      options.places_only ? "Places with " + theme.noun : capitalised(theme.noun), finding,
      report::chance_words(k.p_value), report::p_words(k.p_value),
      layouts_text(static_cast<std::uint64_t>(options.simulations)),
      counted(k.l_m.size(), "distance"), last);
}

std::string ripley_text(const FoundPattern& found, const Theme& theme,
                        const PatternOptions& options) {
  const geometry::Box& w = found.window;
  const double share = found.region.area_m2 / (w.width() * w.height());
  std::string text;
  if (options.simulations > 0 && !found.ripley.lower_m.empty()) {
    text += envelope_text(found.ripley, theme, options);
  }
  text += fmt::format(
      "How: L counts {} within each distance, of {} in the rectangle around the areas ({} km by {} "
      "km, of which the areas are {}%); by chance it is the distance itself.\n",
      options.places_only ? "places" : "incidents", report::integer_text(found.ripley.n),
      report::decimal_text(w.width() * 1e-3, 1), report::decimal_text(w.height() * 1e-3, 1),
      report::decimal_text(100.0 * share, 0));
  if (share < 0.9) {
    text +=
        "Random layouts fill the whole rectangle, so part of what gathers is the shape of the "
        "areas.\n";
  }
  return text;
}

parameter::List parameters(PatternOptions& options) {
  parameter::List list("Pattern");
  list.length("radius", options.radius_m,
              "Longest distance of Ripley's K (default: 1km, or a quarter of the rectangle's "
              "shorter side)");
  list.whole("simulations", options.simulations, "Random layouts to compare with; 0: none");
  list.flag("places-only", options.places_only,
            "Ripley's K of places, each coordinate once: for snapped incidents");
  list.choice("edge", options.edge, pattern::edge_names,
              "What makes up for neighbours beyond the edge: isotropic, translation, border or "
              "none");
  return list;
}

}  // namespace

Result<Findings> pattern_findings(const Study& study, const Theme& theme,
                                  const PatternOptions& options, std::uint64_t seed) {
  auto found = find_pattern(study, theme, options, seed);
  if (!found) return fail(found.error());
  Findings findings;
  findings.key = "pattern";
  findings.summary = {{"incidents", index_json(found->neighbours.points)},
                      {"places", index_json(found->neighbours.places)},
                      {"repeated_pct", found->neighbours.repeated_pct},
                      {"area_km2", found->region.area_m2 * 1e-6},
                      {"perimeter_km", found->region.perimeter_m * 1e-3},
                      {"ripley", ripley_json(*found, options)}};
  findings.layers.push_back(pattern_layer(*found, theme, options));
  if (found->neighbours.points.n < least_points) {
    findings.no_answer =
        nothing_text(study, theme, "they make no pattern", found->neighbours.points.n);
    findings.text = findings.no_answer;
    return findings;
  }
  findings.text_first = true;
  findings.tables = {index_table(*found), ripley_table(findings.layers.front())};
  findings.text =
      index_text(*found, theme) + repeats_text(*found, theme) + ripley_text(*found, theme, options);
  if (found->neighbours.repeated_pct > 0.0) {
    const std::string warning = fmt::format(
        "{}% of the {} share their place with another: distances between incidents "
        "mean little then{}",
        report::decimal_text(found->neighbours.repeated_pct, 1), theme.noun,
        options.places_only ? "" : "; --places-only looks at places");
    findings.warnings.push_back(warning);
    if (!options.places_only) findings.weighty.push_back(warning);
  }
  return findings;
}

Analysis pattern() {
  auto options = std::make_shared<PatternOptions>();
  return {.name = "pattern",
          .question = "Do incidents gather at all, and over which distances?",
          .examples = {"hotward pattern police/ --type burglary --places-only -o burglary.csv",
                       "hotward pattern cases.csv --radius 500m --simulations 999"},
          .parameters = parameters(*options),
          .hides_small_counts = false,
          .run = [options](const Task& task) {
            return pattern_findings(task.study, task.theme, *options, task.context.seed);
          }};
}

}  // namespace hotward::analyses
