#include "engine/analyses/pattern/pattern.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "engine/analyses/pattern/pattern_words.hpp"
#include "engine/core/undefined.hpp"
#include "engine/geometry/validity.hpp"
#include "engine/parameter/quantity.hpp"
#include "engine/report/number_text.hpp"
#include "engine/study/nothing.hpp"

namespace hotward::analyses {
namespace {

constexpr std::uint64_t least_points = 2;

// All areas as one: boundaries between them are no edge of the study.
Result<pattern::Region> region_of(const table::Areas& areas) {
  const auto land = geometry::covered_land(areas.shapes);
  if (!land) return fail(land.error());
  return pattern::Region{.area_m2 = land->area_m2, .perimeter_m = land->perimeter_m};
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

Result<void> add_chance(const PatternOptions& options, std::uint64_t seed, FoundPattern& found) {
  if (options.simulations == 0 || !found.chance.is_known()) return {};
  const auto chance_of = [&](const pattern::NearestNeighbourIndex& index,
                             const geometry::PointLayout& layout) {
    return pattern::nearest_neighbour_chance(index.mean_m, index.n, layout, options.simulations,
                                             seed);
  };
  const auto points = chance_of(found.neighbours.points, found.chance.of_incidents);
  if (!points) return fail(points.error());
  found.of_points = *points;
  if (found.neighbours.places.n < least_points) return {};
  const auto places = chance_of(found.neighbours.places, found.chance.of_places);
  if (!places) return fail(places.error());
  found.of_places = *places;
  return {};
}

Result<FoundPattern> find_pattern(const Study& study, const Theme& theme,
                                  const PatternOptions& options, const PatternContext& of) {
  FoundPattern found;
  const auto region = region_of(study.areas());
  if (!region) return fail(region.error());
  found.region = *region;
  found.window = geometry::bounds(study.areas().shapes);
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
  auto chance = chance_layouts(study, theme, of.request, of.context, options.universe);
  if (!chance) return fail(chance.error());
  found.chance = std::move(*chance);
  if (const auto done = add_chance(options, of.context.seed, found); !done) {
    return fail(done.error());
  }
  auto ripley = pattern::ripley_k(
      at, incidents,
      {.window = found.window,
       .radius_m = *radii,
       .edge = options.edge,
       .places_only = options.places_only,
       .simulations = found.chance.is_known() ? options.simulations : 0,
       .seed = of.context.seed,
       .layout = options.places_only ? found.chance.of_places : found.chance.of_incidents});
  if (!ripley) return fail(ripley.error());
  found.ripley = std::move(*ripley);
  return found;
}

parameter::List parameters(PatternOptions& options) {
  parameter::List list("Pattern");
  list.length("radius", options.radius_m,
              "Longest distance of Ripley's K (default: 1km, or a quarter of the rectangle's "
              "shorter side)");
  list.whole("simulations", options.simulations, "Random layouts to compare with; 0: none");
  list.flag("places-only", options.places_only,
            "Ripley's K of places, each coordinate once: for snapped incidents");
  list.path("universe", options.universe,
            "Files of incidents on all map points, where these are snapped (default: the same "
            "files, of every type and time)")
      .as("FILE");
  list.choice("edge", options.edge, pattern::edge_names,
              "What makes up for neighbours beyond the edge: isotropic, translation, border or "
              "none");
  return list;
}

}  // namespace

Result<Findings> pattern_findings(const Study& study, const Theme& theme,
                                  const PatternOptions& options, const PatternContext& of) {
  auto found = find_pattern(study, theme, options, of);
  if (!found) return fail(found.error());
  Findings findings;
  findings.key = "pattern";
  findings.summary = pattern_json(*found, options);
  findings.layers.push_back(pattern_layer(*found, theme, options));
  if (found->neighbours.points.n < least_points) {
    findings.no_answer =
        nothing_text(study, theme, "they make no pattern", found->neighbours.points.n);
    findings.text = findings.no_answer;
    return findings;
  }
  findings.text_first = true;
  findings.tables = {index_table(*found), ripley_table(findings.layers.front())};
  findings.text = pattern_text(*found, theme, options);
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
            return pattern_findings(task.study, task.theme, *options, {task.request, task.context});
          }};
}

}  // namespace hotward::analyses
