#include "engine/analyses/density/density.hpp"

#include <memory>
#include <optional>

#include <fmt/format.h>

#include "engine/analyses/density/population_controls.hpp"
#include "engine/analyses/density/risk.hpp"
#include "engine/core/undefined.hpp"
#include "engine/join/area_join.hpp"
#include "engine/methods/density/bandwidth.hpp"
#include "engine/methods/density/isopleth.hpp"
#include "engine/report/chance_words.hpp"
#include "engine/report/noun_words.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/style.hpp"
#include "engine/study/nothing.hpp"
#include "engine/study/public_places.hpp"
#include "engine/study/publication.hpp"

namespace hotward::analyses {
namespace {

// A surface that is published is made of what may be shown (public_places.hpp).
const Disclosures contours_disclose = {{"level", Discloses::nothing},
                                       {"pct", Discloses::nothing},
                                       {"dens_min", Discloses::nothing},
                                       {"held_pct", Discloses::nothing},
                                       {"area_km2", Discloses::nothing}};

struct Answer {
  density::Frame frame;
  density::Surface surface;
  std::vector<density::Isopleth> contours;
  std::string rule;
  std::optional<PublicPlaces> published;  // what it is made of, where small counts are hidden
};

Result<Answer> answer_of(const Study& study, const Theme& theme, const DensityOptions& options,
                         const JointPlan* plan, std::vector<std::string>& cautions) {
  auto frame = frame_of(study, options);
  if (!frame) return fail(frame.error());
  WeightedPlaces places = weighted_places(study, theme);
  const auto chosen = choose_bandwidth(study, places, options, cautions);
  if (!chosen) return fail(chosen.error());
  const density::KdeOptions kde{options.kernel, chosen->bandwidth_m, options.edge};
  Answer answer;
  if (study.is_public) {
    const double square_m = public_square_m(kde, frame->cell_m);
    answer.published = plan != nullptr ? plan->surface : public_places(study, places, square_m);
    places = answer.published->places;
    if (places.at.empty()) return fail(nothing_near_enough(theme.noun, answer.published->square_m));
  }
  auto surface = density::kernel_density_surface(places.places(), *frame, kde);
  if (!surface) return fail(surface.error());
  auto contours = density::isopleths(*surface, *frame, options.contours);
  if (!contours) return fail(contours.error());
  cautions.insert(cautions.end(), surface->cautions.begin(), surface->cautions.end());
  answer.frame = std::move(*frame);
  answer.surface = std::move(*surface);
  answer.contours = std::move(*contours);
  answer.rule = chosen->rule;
  return answer;
}

// Nowhere anything: the surface is 0, no contour surrounds a share of it, and no rule can choose a
// bandwidth.
Result<Answer> answer_of_nothing(const Study& study, const DensityOptions& options) {
  auto frame = frame_of(study, options);
  if (!frame) return fail(frame.error());
  Answer answer;
  density::KdeOptions kde{options.kernel, undefined, options.edge};
  answer.rule = bandwidth_text(options.bandwidth);
  if (!options.bandwidth.rule) {
    std::vector<std::string> cautions;
    const auto given = choose_bandwidth(study, {}, options, cautions);
    if (!given) return fail(given.error());
    kde.bandwidth_m = given->bandwidth_m;
    answer.rule = given->rule;
  }
  answer.surface = empty_surface(*frame, kde);
  const auto contours = density::isopleths(answer.surface, *frame, options.contours);
  if (!contours && contours.error().code == ErrorCode::usage) return fail(contours.error());
  answer.frame = std::move(*frame);
  return answer;
}

std::string how(const Answer& answer) {
  return how_made(answer.surface.options, answer.rule, answer.frame);
}

table::Raster density_raster(const Answer& answer, const DensityOptions& options,
                             const Theme& theme, const Study& study) {
  table::Raster raster = density::raster_of(answer.surface, answer.frame, options.unit);
  if (!(answer.surface.mass > 0.0)) raster.values = answer.surface.per_km2;  // 0 in every unit
  raster.name = "density_" + theme.name;
  raster.title = theme.title + ", " + raster.unit;
  raster.description = capitalised(how(answer)) + ". " + study.areas().caveat;
  double highest = 0.0;
  for (const double value : raster.values) {
    if (value > highest) highest = value;
  }
  const bool per_km2 = options.unit == density::SurfaceUnit::per_km2;
  if (highest > 0.0) {
    raster.style_qml = report::density_surface(highest, per_km2 ? "per km²" : raster.unit);
  }
  return raster;
}

constexpr std::size_t most_colours = 7;

// One colour per contour, the innermost, whose level is 1, the darkest. The contours come the
// outermost first.
std::string contour_style(const std::vector<table::Column>& columns,
                          const std::vector<density::Isopleth>& contours) {
  const std::vector<std::string> tips = {"pct", "dens_min", "area_km2"};
  if (contours.size() > most_colours) {
    return report::graduated_areas(columns, {.column = "dens_min", .tip_columns = tips});
  }
  const auto colours = report::sequential_colours(contours.size());
  std::vector<report::Category> categories;
  for (std::size_t level = 1; level <= contours.size(); ++level) {
    const std::size_t i = contours.size() - level;
    categories.push_back({std::to_string(level),
                          report::exact_text(contours[i].share_pct) + "% of the incidents",
                          colours[i]});
  }
  return report::categorised(
      columns, {.column = "level", .categories = std::move(categories), .tip_columns = tips});
}

table::Layer contour_layer(const Answer& answer, const Theme& theme, const Study& study) {
  table::Layer layer;
  layer.name = "contours_" + theme.name;
  layer.title = "Smallest areas with most " + theme.noun;
  layer.description = fmt::format("The smallest areas that hold a share of the {}. {}. {}",
                                  theme.noun, capitalised(how(answer)), study.areas().caveat);
  layer.columns = density::columns(answer.contours);
  table::Shapes::List shapes;
  for (const density::Isopleth& isopleth : answer.contours) shapes.push_back(isopleth.shape);
  layer.geometry = std::move(shapes);
  if (layer.size() > 0) layer.style_qml = contour_style(layer.columns, answer.contours);
  return layer;
}

Json density_json(const Answer& answer) {
  Json json = surface_json(answer.surface, answer.frame, answer.rule);
  json["contours"] = Json::array();
  for (const density::Isopleth& isopleth : answer.contours) {
    json["contours"].push_back({{"pct", isopleth.share_pct},
                                {"dens_min", isopleth.lowest_km2},
                                {"held_pct", isopleth.held_pct},
                                {"area_km2", isopleth.area_km2}});
  }
  if (answer.published) {
    json["merged_m"] = answer.published->square_m;
    json["left_out"] = answer.published->left_out;
  }
  return json;
}

// " in River" where a point lies in an area.
std::string area_of(const Study& study, geometry::Point at) {
  table::Places places;
  places.at = {at};
  places.incidents = {1};
  const auto joined = join::area_join(places, study.areas());
  const std::int32_t area = joined.area.front();
  if (area < 0) return "";
  return " in " + table::distinct_names(study.areas())[static_cast<std::size_t>(area)];
}

std::string share_words(double pct) { return pct == 50.0 ? "Half" : report::exact_text(pct) + "%"; }

// "The surface adds up to all 722 incidents."
std::string mass_words(const density::Surface& surface) {
  const std::string all = report::decimal_text(surface.incidents, 0);
  if (report::decimal_text(surface.mass, 0) == all) {
    return fmt::format("The surface adds up to {}.\n",
                       all == "1" ? "the one incident" : fmt::format("all {} incidents", all));
  }
  return fmt::format("The surface adds up to {} of {} incident{}.\n",
                     report::decimal_text(surface.mass, 1), all, all == "1" ? "" : "s");
}

// Where it may not be made of all incidents, that comes before anything about the places.
std::string density_text(const Answer& answer, const Theme& theme, const Study& study) {
  const auto decimal = report::decimal_text;
  const geometry::Point top = answer.surface.highest_at;
  const bool of_some = answer.published && answer.published->left_out > 0;
  if (report::decimal_text(answer.surface.incidents, 0) == "1" && !answer.published) {
    return fmt::format(
        "There was {}{}: the surface is one round spot about it, which the bandwidth "
        "alone has shaped, and says nothing about where more will be.\nHow: {}.\n",
        report::counted_noun(std::int64_t{1}, theme.noun), area_of(study, top), how(answer));
  }
  std::string text;
  if (answer.published) text = public_places_text(*answer.published, theme.noun);
  text +=
      fmt::format("{} densest{}: {} per km² at easting {}, northing {}.\n",
                  of_some ? "What may be shown is" : fmt::format("{} are", capitalised(theme.noun)),
                  area_of(study, top), decimal(answer.surface.highest_per_km2, 1),
                  report::exact_text(top.x), report::exact_text(top.y));
  // The contours come the outermost first.
  for (auto isopleth = answer.contours.rbegin(); isopleth != answer.contours.rend(); ++isopleth) {
    text += fmt::format("{} of {} lie in the busiest {} km², where there are {} or more per km².\n",
                        share_words(isopleth->share_pct), of_some ? "those shown" : "them",
                        decimal(isopleth->area_km2, 2), decimal(isopleth->lowest_km2, 1));
  }
  return text + fmt::format("How: {}. ", how(answer)) + mass_words(answer.surface);
}

// The surface alone, or beside what it is compared with.
Result<Findings> findings_of(const RiskOptions& options, const Task& task) {
  const std::string& against = options.against;
  if (against.empty()) {
    return density_findings(task.study, task.theme, options.density, task.plan);
  }
  const auto controls = asks_for_before(against) ? controls_before(task.study, task.theme)
                        : asks_for_population(against)
                            ? population_controls(task.study, task.theme, options.density)
                            : read_controls(against, task.request, task.context, task.study);
  if (!controls) return fail(controls.error());
  RiskOptions seeded = options;
  seeded.seed = task.context.seed;
  return risk_findings(task.study, task.theme, seeded, *controls);
}

Result<void> prepare(const RiskOptions& options, StudyRequest& study) {
  if (const auto ok = check(options, study.incidents); !ok) return ok;
  study.compare = study.compare || asks_for_before(options.against);
  if (!study.compare_with.empty() && !study.compare) {
    return fail(ErrorCode::usage, "--compare says which period --against before means: give both");
  }
  return {};
}

}  // namespace

Result<Findings> density_findings(const Study& study, const Theme& theme,
                                  const DensityOptions& options, const JointPlan* plan) {
  Findings findings;
  if (const auto enough = check_public(study, theme); !enough) return fail(enough.error());
  const bool nothing = none_counted(study, theme);
  const auto result = nothing ? answer_of_nothing(study, options)
                              : answer_of(study, theme, options, plan, findings.warnings);
  if (!result) return fail(result.error());
  findings.key = "density";
  findings.summary = density_json(*result);
  if (nothing) findings.no_answer = nothing_text(study, theme, "their density is 0 everywhere");
  findings.text =
      nothing ? findings.no_answer
              : density_text(*result, theme, study) +
                    report::how_sure(
                        "the map shows where incidents were, and chance has a part in that; "
                        "gi-star and scan say what stands out beyond chance");
  findings.layers.push_back(contour_layer(*result, theme, study));
  findings.rasters.push_back(density_raster(*result, options, theme, study));
  findings.discloses = contours_disclose;
  if (study.is_public && !result->published) mark_public(findings, 0);
  if (result->published) {
    mark_public(findings, static_cast<std::size_t>(result->published->left_out));
    note_squares(findings, *result->published, theme.noun);
  }
  return findings;
}

Analysis density() {
  auto options = std::make_shared<RiskOptions>();
  return {
      .name = "density",
      .question = "A surface of incidents per km2, and its contours",
      .examples =
          {"hotward density police/ --type burglary -o burglary.tif -o contours.gpkg",
           "hotward density police.zip --areas wards.gpkg --cell 50m --bandwidth likelihood",
           "hotward density police/ --from 2019-04 --to 2020-03 --against before -o change.tif",
           "hotward density police/ --type asb --against oa_centroids.csv:people -o risk.tif"},
      .parameters = parameters(*options),
      .compares = true,
      .writes = Writes::layers_and_rasters,
      .in_run = InRun{40, "spreading density", "density", "Density: where there are most per km²"},
      .prepare = [options](StudyRequest& study,
                           const OutputRequest&) { return prepare(*options, study); },
      .run = [options](const Task& task) { return findings_of(*options, task); }};
}

}  // namespace hotward::analyses
