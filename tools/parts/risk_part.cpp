#include "tools/parts/risk_part.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

#include <fmt/format.h>

#include "engine/methods/density/contour.hpp"
#include "engine/methods/density/relative_risk.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/style.hpp"

namespace hotward::tools {
namespace {

struct Answer {
  density::Frame frame;
  density::Surface surface;  // of the incidents
  density::RelativeRisk risk;
  std::string rule;
  std::vector<double> log2_ratio;
};

// One set of cells beyond chance.
struct Tolerance {
  int bin;            // 2, 1 raised, -1, -2 lowered
  double level_pct;   // 99, 95
  double area_km2 = 0.0;
  double extreme = 0.0;  // of the ratio
  geometry::MultiPolygon shape;
};

// From the weakest to the strongest, so that the strongest is drawn last.
constexpr std::array<std::pair<int, double>, 4> levels = {
    {{-1, 95.0}, {1, 95.0}, {-2, 99.0}, {2, 99.0}}};

density::RelativeRiskOptions engine_options(const DensityOptions& density,
                                            const RiskOptions& options, double bandwidth_m,
                                            std::uint64_t seed) {
  density::RelativeRiskOptions result;
  result.kde = {density.kernel, bandwidth_m, density.edge};
  result.contrast = density::Contrast::log_ratio;
  result.shares = !options.amounts;
  result.floor = options.floor;
  result.permutations = options.permutations;
  result.seed = seed;
  return result;
}

// One bandwidth for both surfaces: a rule looks at both samples together.
WeightedPlaces together(const WeightedPlaces& one, const WeightedPlaces& other) {
  WeightedPlaces all = one;
  all.at.insert(all.at.end(), other.at.begin(), other.at.end());
  all.weights.insert(all.weights.end(), other.weights.begin(), other.weights.end());
  return all;
}

Result<Answer> answer(const Study& study, const WeightedPlaces& places, const Controls& against,
                      const std::pair<DensityOptions, RiskOptions>& options, std::uint64_t seed,
                      std::vector<std::string>& cautions) {
  const auto& [density, risk_options] = options;
  auto frame = frame_of(study, density);
  if (!frame) return fail(frame.error());
  const auto chosen =
      choose_bandwidth(study, together(places, against.places), density, cautions);
  if (!chosen) return fail(chosen.error());
  const auto how = engine_options(density, risk_options, chosen->bandwidth_m, seed);
  auto surface = density::kernel_density_surface(places.places(), *frame, how.kde);
  if (!surface) return fail(surface.error());
  cautions.insert(cautions.end(), surface->cautions.begin(), surface->cautions.end());
  auto risk =
      density::relative_risk(places.places(), against.places.places(), *frame, how);
  if (!risk) return fail(risk.error());
  Answer answer{std::move(*frame), std::move(*surface), std::move(*risk), chosen->rule, {}};
  for (const double value : answer.risk.value) {
    answer.log2_ratio.push_back(value / std::numbers::ln2);
  }
  if (std::ranges::all_of(answer.log2_ratio, [](double x) { return std::isnan(x); })) {
    return fail(ErrorCode::no_data,
                fmt::format("--against {}: in no cell are both surfaces above the floor of {} of "
                            "their means",
                            against.name, risk_options.floor));
  }
  return answer;
}

// How sure it is that a cell's ratio is above one (below one, for a lowered risk), from 0 to 1.
std::vector<double> confidence(const density::RelativeRisk& risk, bool raised,
                               std::uint32_t permutations) {
  // A deal's rank p counts its own map, so its other tail is not 1 - p but one part more.
  const double own = permutations > 0 ? 1.0 / (permutations + 1.0) : 0.0;
  std::vector<double> result;
  for (const double p : risk.p_upper) {
    result.push_back(raised ? 1.0 - p : std::max(0.0, p - own));
  }
  return result;
}

Tolerance tolerance(const Answer& answer, int bin, double level_pct, std::uint32_t permutations) {
  Tolerance result{bin, level_pct, 0.0, 0.0, {}};
  const bool raised = bin > 0;
  const std::vector<double> sure = confidence(answer.risk, raised, permutations);
  const double least = 0.5 + level_pct / 200.0;  // two-sided: 0.975 for 95%
  for (std::size_t i = 0; i < sure.size(); ++i) {
    if (!(sure[i] >= least)) continue;
    result.area_km2 += answer.frame.inside_m2[i] * 1e-6;
    const double value = answer.log2_ratio[i];
    result.extreme = raised ? std::max(result.extreme, value) : std::min(result.extreme, value);
  }
  result.extreme = std::exp2(result.extreme);
  if (result.area_km2 > 0.0) result.shape = density::contour(answer.frame, sure, least);
  return result;
}

std::vector<Tolerance> tolerances(const Answer& answer, std::uint32_t permutations) {
  std::vector<Tolerance> result;
  for (const auto& [bin, level_pct] : levels) {
    result.push_back(tolerance(answer, bin, level_pct, permutations));
  }
  return result;
}

double tested_km2(const Answer& answer) {
  double area = 0.0;
  for (std::size_t i = 0; i < answer.frame.size(); ++i) {
    if (!std::isnan(answer.risk.p_upper[i])) area += answer.frame.inside_m2[i] * 1e-6;
  }
  return area;
}

std::string how(const Answer& answer, const Controls& against, const RiskOptions& options) {
  return fmt::format("{} against {}: {}; {}, no value where either surface is below {} of its mean",
                     options.amounts ? "Numbers" : "Shares", against.name,
                     how_made(answer.surface.options, answer.rule, answer.frame),
                     options.permutations > 0
                         ? fmt::format("p from {} permutations", options.permutations)
                         : "p from the normal approximation",
                     options.floor);
}

table::Raster risk_raster(const Answer& answer, const Theme& theme, const std::string& how,
                          const Study& study) {
  table::Raster raster = density::raster_of(answer.surface, answer.frame);
  raster.name = "risk_" + theme.name;
  raster.title = theme.title + ": log2 of the relative risk";
  raster.unit = "log2 of the ratio";
  raster.description =
      fmt::format("{}. 1 is twice, -1 half as much. {}", how, study.areas.areas.caveat);
  raster.values = answer.log2_ratio;
  double furthest = 0.0;
  for (const double value : raster.values) {
    if (std::abs(value) > furthest) furthest = std::abs(value);
  }
  raster.style_qml = report::ratio_surface(furthest);
  return raster;
}

std::vector<report::Category> tolerance_categories() {
  return {{"2", "raised, 99%", "#b2182b"},
          {"1", "raised, 95%", "#ef8a62"},
          {"-1", "lowered, 95%", "#67a9cf"},
          {"-2", "lowered, 99%", "#2166ac"}};
}

table::Layer tolerance_layer(const std::vector<Tolerance>& found, const Theme& theme,
                             const std::string& how, const Study& study) {
  table::Column::Integers bins;
  table::Column::Texts words;
  table::Column::Reals pcts, extremes, areas;
  table::Layer::Shapes shapes;
  for (const Tolerance& set : found) {
    if (set.shape.empty()) continue;
    bins.push_back(set.bin);
    words.emplace_back(set.bin > 0 ? "raised" : "lowered");
    pcts.push_back(set.level_pct);
    extremes.push_back(set.extreme);
    areas.push_back(set.area_km2);
    shapes.push_back(set.shape);
  }
  table::Layer layer;
  layer.name = "tolerance_" + theme.name;
  layer.title = theme.title + ": relative risk beyond chance";
  layer.description = fmt::format(
      "{}. Each place is tested for itself, so chance alone marks 5% (1%) of the map. {}", how,
      study.areas.areas.caveat);
  layer.columns = {
      {"risk_bin", "1", "2, 1: raised at 99, 95%; -1, -2: lowered at 95, 99%", bins},
      {"risk", "", "raised or lowered", words},
      {"pct", "%", "confidence, two-sided, one place at a time", pcts},
      {"rr", "1", "relative risk at its most extreme", extremes},
      {"area_km2", "km²", "part of the study area within", areas}};
  layer.geometry = std::move(shapes);
  layer.style_qml = report::categorised(layer.columns, {.column = "risk_bin",
                                                        .categories = tolerance_categories(),
                                                        .tip_columns = {"risk", "pct", "rr"}});
  return layer;
}

Json risk_json(const Answer& answer, const std::vector<Tolerance>& found, const Controls& against,
               const RiskOptions& options) {
  Json json = surface_json(answer.surface, answer.frame, answer.rule);
  json["against"] = against.said;
  json["compared"] = options.amounts ? "amounts" : "shares";
  json["floor"] = options.floor;
  json["below_floor"] = answer.risk.below_floor;
  json["p"] = options.permutations > 0 ? "permutations" : "normal";
  json["permutations"] = options.permutations;
  double lowest = std::numeric_limits<double>::infinity();
  double highest = -lowest;
  for (const double x : answer.log2_ratio) {
    if (x < lowest) lowest = x;
    if (x > highest) highest = x;
  }
  json["log2_min"] = lowest;
  json["log2_max"] = highest;
  json["tested_km2"] = tested_km2(answer);
  json["tolerance"] = Json::array();
  for (const Tolerance& set : found) {
    json["tolerance"].push_back({{"risk_bin", set.bin},
                                 {"risk", set.bin > 0 ? "raised" : "lowered"},
                                 {"pct", set.level_pct},
                                 {"area_km2", set.area_km2}});
  }
  return json;
}

std::string risk_text(const Answer& answer, const std::vector<Tolerance>& found,
                      const std::string& how) {
  const auto decimal = report::decimal_text;
  const double tested = tested_km2(answer);
  std::string text =
      fmt::format("Relative risk. {}.\n{} incidents beside {}; {} cells have no value.\n", how,
                  decimal(answer.risk.incidents, 0), decimal(answer.risk.against, 0),
                  report::integer_text(static_cast<std::int64_t>(answer.risk.below_floor)));
  for (const Tolerance& set : found) {
    text += fmt::format("{} at {}%: {} km² (chance alone: about {} of {} km²)\n",
                        set.bin > 0 ? "Raised" : "Lowered", report::exact_text(set.level_pct),
                        decimal(set.area_km2, 2),
                        decimal(tested * (0.5 - set.level_pct / 200.0), 2), decimal(tested, 1));
  }
  return text;
}

}  // namespace

void add(CommandLine& line, RiskOptions& options) {
  const char* group = "Relative risk";
  line.option("--against", options.against,
              "Compare with: before (the period before --from), a type of incident, or a data set "
              "of points such as dwellings")
      .type("before|TYPE|DATASET")
      .group(group);
  line.option("--floor", options.floor,
              "No value where either surface is below this share of its mean")
      .range(0.0, 1.0)
      .type("SHARE")
      .shows_default()
      .group(group);
  line.option("--permutations", options.permutations,
              "Deal the incidents anew so often for the tolerance; 0: normal approximation")
      .type("N")
      .shows_default()
      .group(group);
  line.flag("--amounts", options.amounts,
            "Compare numbers with the period before, not shares of the total")
      .group(group);
}

Result<void> check(const RiskOptions& options, const DensityOptions& density,
                   const IncidentsInput& input) {
  if (options.against.empty()) {
    if (options.amounts) return fail(ErrorCode::usage, "--amounts is for --against before");
    return {};
  }
  if (options.amounts && !asks_for_before(options.against)) {
    return fail(ErrorCode::usage, "--amounts is for --against before: other samples differ in size");
  }
  if (options.amounts && options.permutations > 0) {
    return fail(ErrorCode::usage, "--permutations compare shares, not --amounts");
  }
  if (density.unit != density::SurfaceUnit::per_km2 ||
      density.contours != DensityOptions().contours) {
    return fail(ErrorCode::usage,
                "--unit and --contours are for one surface; with --against the raster holds a "
                "ratio");
  }
  return check_against(options.against, input);
}

Result<Part> risk_part(const Study& study, const Theme& theme, const DensityOptions& density,
                       const RiskOptions& options, const Controls& against, std::uint64_t seed) {
  Part part;
  const WeightedPlaces places = weighted_places(study, theme);
  const auto result = answer(study, places, against, {density, options}, seed, part.warnings);
  if (!result) return fail(result.error());
  const std::vector<Tolerance> found = tolerances(*result, options.permutations);
  const std::string words = how(*result, against, options);
  part.key = "density";
  part.summary = risk_json(*result, found, against, options);
  part.text = risk_text(*result, found, words);
  part.layers.push_back(tolerance_layer(found, theme, words, study));
  part.rasters.push_back(risk_raster(*result, theme, words, study));
  return part;
}

}  // namespace hotward::tools
