#include "engine/analyses/density/risk.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "engine/analyses/density/risk_words.hpp"
#include "engine/core/counted.hpp"
#include "engine/core/undefined.hpp"
#include "engine/methods/density/relative_risk.hpp"
#include "engine/methods/density/tolerance.hpp"
#include "engine/report/number_text.hpp"
#include "engine/study/public_places.hpp"
#include "engine/study/publication.hpp"

namespace hotward::analyses {
namespace {

// A surface that is published is made of what may be shown (public_places.hpp).
const Disclosures tolerance_disclose = {{"risk_bin", Discloses::nothing},
                                        {"risk", Discloses::nothing},
                                        {"pct", Discloses::nothing},
                                        {"rr", Discloses::nothing},
                                        {"area_km2", Discloses::nothing}};

// The normal law is off where the samples differ in size: beside ten times as many it marks five
// times what it says as lowered. So many deals are made unless others are asked for; more incidents
// would take minutes.
constexpr std::uint32_t usual_deals = 199;
constexpr double most_dealt = 100'000.0;

std::uint32_t permutations_of(const RiskOptions& options, double incidents,
                              density::ControlKind controls) {
  if (options.permutations) return static_cast<std::uint32_t>(*options.permutations);
  const bool deals = controls == density::ControlKind::sample && !options.amounts;
  return deals && incidents <= most_dealt ? usual_deals : 0;
}

density::RelativeRiskOptions engine_options(const RiskOptions& options, double bandwidth_m,
                                            double incidents, density::ControlKind controls) {
  density::RelativeRiskOptions result;
  result.kde = {options.density.kernel, bandwidth_m, options.density.edge};
  result.contrast = density::Contrast::log_ratio;
  result.shares = !options.amounts;
  result.controls = controls;
  result.floor = options.floor;
  result.permutations = permutations_of(options, incidents, controls);
  result.seed = options.seed;
  return result;
}

// One bandwidth for both surfaces: a rule looks at both samples together. Amounts are no sample:
// their unit would decide how many there are.
WeightedPlaces sampled(const WeightedPlaces& places, const Controls& against) {
  WeightedPlaces all = places;
  if (against.are_amounts) return all;
  const auto& [at, weights] = against.places;
  all.at.insert(all.at.end(), at.begin(), at.end());
  all.weights.insert(all.weights.end(), weights.begin(), weights.end());
  return all;
}

// Within an area nothing is known of where people live, so all that the ratio shows at a scale
// below the areas' is the incidents, and the areas' borders. Twice the bandwidth is the width of a
// kernel.
std::vector<std::string> caution_of_areas(const Controls& against, const density::KdeOptions& kde) {
  if (against.area_side_m > 2.0 * quartic_bandwidth_m(kde)) {
    return {fmt::format(
        "--against population: the areas are large (half of them over {} m across) for a "
        "bandwidth of {:.4g} m: what is shown is in part their borders; take small areas, such as "
        "LSOAs, or points that carry them, --against FILE:COLUMN",
        report::decimal_text(against.area_side_m, 0), kde.bandwidth_m)};
  }
  return {};
}

std::string how_compared(const RiskAnswer& answer, const Controls& against,
                         const RiskOptions& options) {
  const std::uint32_t permutations = answer.risk.options.permutations;
  return fmt::format(
      "{} compared with {}; {}; no value where either surface is below {} of its mean; chance from "
      "{}",
      options.amounts ? "Numbers" : "Shares", against.name,
      how_made(answer.surface.options, answer.rule, answer.frame), options.floor,
      permutations == 0 ? "the normal approximation"
      : against.are_amounts
          ? counted(permutations, "draw from the amounts", "draws from the amounts")
          : counted(permutations, "permutation"));
}

// Both samples as they may be published; amounts are no incidents. What is left out of either is
// reported as one number, and so is what is shown: of the period before and of the period it is
// none or above four, and so is the sum.
Result<PublicPlaces> shown_of_both(const Study& study, WeightedPlaces& places,
                                   WeightedPlaces& against, bool are_incidents, double square_m) {
  PublicPlaces published = public_places(study, places, square_m);
  places = published.places;
  if (places.at.empty()) return fail(nothing_near_enough("incidents", square_m));
  if (!are_incidents) return published;
  const PublicPlaces other = public_places(study, against, square_m);
  against = other.places;
  if (against.at.empty()) return fail(nothing_near_enough("incidents to compare with", square_m));
  published.shown += other.shown;
  published.left_out += other.left_out;
  return published;
}

Result<RiskAnswer> answer_of(const Study& study, WeightedPlaces places, const RiskOptions& options,
                             const Controls& against) {
  std::vector<std::string> rule_cautions;
  auto frame = frame_of(study, options.density, against.left_out);
  if (!frame) return fail(frame.error());
  const auto chosen =
      choose_bandwidth(study, sampled(places, against), options.density, rule_cautions);
  if (!chosen) return fail(chosen.error());
  const auto kind =
      against.are_amounts ? density::ControlKind::amounts : density::ControlKind::sample;
  const auto engine = engine_options(options, chosen->bandwidth_m,
                                     places.incidents() + against.places.incidents(), kind);
  RiskAnswer answer;
  WeightedPlaces others = against.places;
  if (study.is_public) {
    auto published = shown_of_both(study, places, others, against.are_incidents,
                                   public_square_m(engine.kde, frame->cell_m));
    if (!published) return fail(published.error());
    answer.published = std::move(*published);
  }
  auto surface = density::kernel_density_surface(places.places(), *frame, engine.kde);
  if (!surface) return fail(surface.error());
  auto risk = density::relative_risk(places.places(), others.places(), *frame, engine);
  if (!risk) return fail(risk.error());
  for (const double value : risk->value) answer.log2_ratio.push_back(value / std::numbers::ln2);
  if (std::ranges::all_of(answer.log2_ratio, [](double x) { return std::isnan(x); })) {
    return fail(ErrorCode::no_data,
                fmt::format("--against {}: nowhere is there enough of both to compare: in no cell "
                            "do both surfaces reach {} of their means (--floor)",
                            options.against, options.floor));
  }
  std::vector<std::string> cautions = against.cautions;
  answer.weighty = against.weighty;
  for (const std::string& caution : caution_of_areas(against, engine.kde)) {
    cautions.push_back(caution);
    answer.weighty.push_back(caution);
  }
  cautions.insert(cautions.end(), rule_cautions.begin(), rule_cautions.end());
  cautions.insert(cautions.end(), surface->cautions.begin(), surface->cautions.end());
  surface->cautions = std::move(cautions);
  answer.sets = density::tolerance_sets(*risk, *frame);
  answer.frame = std::move(*frame);
  answer.surface = std::move(*surface);
  answer.risk = std::move(*risk);
  answer.rule = chosen->rule;
  answer.how = how_compared(answer, against, options);
  return answer;
}

// Where nothing happened, here or among what it is compared with, no cell has a ratio.
Result<RiskAnswer> answer_of_nothing(const Study& study, const RiskOptions& options,
                                     const Controls& against) {
  auto frame = frame_of(study, options.density, against.left_out);
  if (!frame) return fail(frame.error());
  RiskAnswer answer;
  answer.surface = empty_surface(*frame, {options.density.kernel, undefined, options.density.edge});
  answer.log2_ratio.assign(frame->size(), undefined);
  answer.risk.value = answer.risk.z_score = answer.risk.p_upper = answer.log2_ratio;
  answer.frame = std::move(*frame);
  answer.rule = bandwidth_text(options.density.bandwidth);
  answer.how = how_compared(answer, against, options);
  return answer;
}

}  // namespace

parameter::List parameters(RiskOptions& options) {
  parameter::List list = parameters(options.density);
  list.heading("Relative risk");
  list.text("against", options.against,
            "Compare with: before (the period before --from), a type of incident, a data set of "
            "points such as dwellings, each point weighing 1 or a column, such as people, or "
            "population (the areas' people, spread evenly within them)")
      .file(parameter::PathKind::path_or_word)
      .as("before|TYPE|DATASET[:COLUMN]|population");
  list.number("floor", options.floor,
              "No value where either surface is below this share of its mean")
      .from_to(0.0, 1.0)
      .as("SHARE");
  list.whole("permutations", options.permutations,
             "Deal the incidents anew, or draw them from known amounts, so often for the "
             "tolerance; 0: normal approximation (default: 199 deals between two samples of up to "
             "100,000 incidents, else 0)")
      .up_to(1e6);
  list.flag("amounts", options.amounts,
            "Compare numbers with the period before, not shares of the total");
  return list;
}

Result<void> check(const RiskOptions& options, const IncidentsRequest& input) {
  if (options.against.empty()) {
    if (options.amounts) return fail(ErrorCode::usage, "--amounts is for --against before");
    return {};
  }
  if (options.amounts && !asks_for_before(options.against)) {
    return fail(ErrorCode::usage,
                "--amounts is for --against before: other samples differ in size");
  }
  if (options.amounts && options.permutations.value_or(0) > 0) {
    return fail(ErrorCode::usage, "--permutations compare shares, not --amounts");
  }
  if (options.density.unit != density::SurfaceUnit::per_km2 ||
      options.density.contours != DensityOptions().contours) {
    return fail(ErrorCode::usage,
                "--unit and --contours are for one surface; with --against the raster holds a "
                "ratio");
  }
  return check_against(options.against, input);
}

Result<Findings> risk_findings(const Study& study, const Theme& theme, const RiskOptions& options,
                               const Controls& against) {
  if (const auto enough = check_public(study, theme); !enough) return fail(enough.error());
  const WeightedPlaces places = weighted_places(study, theme, When::period, against.left_out);
  const bool nothing = places.at.empty() || against.places.at.empty();
  auto answer = nothing ? answer_of_nothing(study, options, against)
                        : answer_of(study, places, options, against);
  if (!answer) return fail(answer.error());
  Findings findings;
  findings.key = "density";
  findings.summary = risk_json(*answer, options, against);
  if (nothing) findings.no_answer = nothing_to_compare(study, theme, against, places.at.empty());
  findings.text = nothing ? findings.no_answer : risk_text(*answer, theme, options, against);
  findings.layers.push_back(tolerance_layer(*answer, theme, study));
  findings.rasters.push_back(risk_raster(*answer, theme, study));
  findings.warnings = answer->surface.cautions;
  findings.weighty = answer->weighty;
  findings.discloses = tolerance_disclose;
  if (study.is_public && !answer->published) mark_public(findings, 0);
  if (answer->published) {
    mark_public(findings, static_cast<std::size_t>(answer->published->left_out));
    note_squares(findings, *answer->published, "incidents");
    findings.text = public_places_text(*answer->published, "incidents") + findings.text;
  }
  return findings;
}

}  // namespace hotward::analyses
