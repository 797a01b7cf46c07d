#include "engine/analyses/near_repeat/near_repeat.hpp"

#include <cmath>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "engine/analyses/near_repeat/near_repeat_found.hpp"
#include "engine/analyses/near_repeat/near_repeat_layers.hpp"
#include "engine/analyses/near_repeat/near_repeat_words.hpp"
#include "engine/core/counted.hpp"
#include "engine/parameter/quantity.hpp"
#include "engine/study/lacking.hpp"
#include "engine/study/nothing.hpp"
#include "engine/study/place_names.hpp"
#include "engine/study/selection.hpp"

namespace hotward::analyses {
namespace {

using near_repeat::Knox;
using near_repeat::KnoxCell;
using near_repeat::Role;

// What `near-repeat` is asked for beside its options.
struct NearRepeatRequest {
  NearRepeatOptions options;
  std::string points;
  std::string bands;
};

parameter::List parameters(NearRepeatRequest& request) {
  NearRepeatOptions& options = request.options;
  parameter::List list("Bands");
  list.length("space-band", options.space_band_m, "Width of a band of distance").above(0.0);
  list.whole("space-bands", options.space_bands, "How many of them").from_to(1.0, 20.0);
  list.length("same-place", options.same_place_m,
              "Nearer than this is the same place, a band of its own; 0m: no such band");
  list.days("time-band", options.time_band_days, "Length of a band of time").above(0.0).as("TIME");
  list.whole("time-bands", options.time_bands, "How many of them").from_to(1.0, 20.0);
  list.choice("metric", options.metric, near_repeat::metric_names,
              "Distances: euclid, as the crow flies, or manhattan, along streets that run north "
              "and east");
  list.whole("permutations", options.permutations, "Random orders of the times to compare with")
      .from_to(19.0, 99999.0);
  list.heading("Output");
  list.path("points", request.points, "Layer of the incidents with their role and chain");
  list.path("bands", request.bands, "Table of the bands");
  return list;
}

Result<void> check(const NearRepeatOptions& options) {
  if (options.same_place_m < options.space_band_m) return {};
  return fail(ErrorCode::usage,
              fmt::format("--same-place {}: it is to be a part of the first band of distance, {}",
                          parameter::metres_text(options.same_place_m),
                          parameter::metres_text(options.space_band_m)));
}

Result<void> check_dates(const Study& study) {
  const table::Incidents& incidents = study.incidents();
  if (incidents.precision == table::TimePrecision::month) {
    return fail(ErrorCode::no_data,
                "near repeats are days apart, and these incidents are dated by month only (as "
                "data.police.uk publishes them): a force's own records have the days");
  }
  if (incidents.minute.empty() && incidents.size() > 0) {
    return fail(ErrorCode::no_data,
                "near repeats ask when incidents happened, and these " + no_dates_text(study));
  }
  return {};
}

void add_incidents(const Study& study, const Theme& theme, FoundNearRepeat& found) {
  const table::Incidents& incidents = study.incidents();
  const std::vector<std::string> names = table::distinct_names(study.areas());
  std::vector<std::uint32_t> places;
  const double longest = found.options.time_band_days * table::minutes_per_day;
  const Selection selection(study, theme);
  for (std::uint32_t i = 0; i < incidents.size(); ++i) {
    if (!selection.holds(i)) continue;
    const table::Minute when = incidents.minute[i];
    if (when == table::no_time) {
      ++found.undated;
      continue;
    }
    const std::uint32_t place = incidents.place[i];
    places.push_back(place);
    found.at.push_back(incidents.places.at[place]);
    found.when.push_back(when);
    const std::int32_t area = study.join.area[place];
    found.area.push_back(area < 0 ? std::string() : names[static_cast<std::size_t>(area)]);
    if (incidents.minute_end.empty() || incidents.minute_end[i] == table::no_time) continue;
    found.long_spans += static_cast<double>(incidents.minute_end[i]) - when >= longest ? 1U : 0U;
  }
  found.street = place_names(study, places);
}

Result<FoundNearRepeat> find_near_repeats(const Study& study, const Theme& theme,
                                          const NearRepeatOptions& options, std::uint64_t seed) {
  FoundNearRepeat found{.options = options};
  if (found.has_same_place()) found.space_m.push_back(options.same_place_m);
  for (std::uint32_t k = 1; k <= options.space_bands; ++k) {
    found.space_m.push_back(options.space_band_m * k);
  }
  for (std::uint32_t k = 1; k <= options.time_bands; ++k) {
    found.time_days.push_back(options.time_band_days * k);
  }
  add_incidents(study, theme, found);
  const near_repeat::KnoxInput input{.at = found.at, .when = found.when};
  auto chains = near_repeat::chains(input, {.space_m = options.space_band_m,
                                            .same_place_m = options.same_place_m,
                                            .time_days = options.time_band_days,
                                            .metric = options.metric});
  if (!chains) return fail(chains.error());
  found.chains = std::move(*chains);
  if (found.at.size() < 2) return found;
  auto knox = near_repeat::knox(input, {.space_ends_m = found.space_m,
                                        .time_ends_days = found.time_days,
                                        .metric = options.metric,
                                        .permutations = options.permutations,
                                        .seed = seed});
  if (!knox) return fail(knox.error());
  found.knox = std::move(*knox);
  return found;
}

Json real(double value) { return std::isfinite(value) ? Json(value) : Json(); }

template <class Get>
Json matrix(const Knox& knox, Get get) {
  Json rows = Json::array();
  for (std::size_t s = 0; s < knox.space_bands; ++s) {
    Json row = Json::array();
    for (std::size_t t = 0; t < knox.time_bands; ++t) row.push_back(get(knox.band(s, t)));
    rows.push_back(std::move(row));
  }
  return rows;
}

Json edges(const std::vector<double>& ends) {
  Json json = Json::array({0.0});
  for (const double end : ends) json.push_back(end);
  return json;
}

Json headline_json(const FoundNearRepeat& found, const Theme& theme) {
  const KnoxCell& cell = found.headline();
  return {{"space_m", found.options.space_band_m},
          {"time_days", found.options.time_band_days},
          {"observed", cell.observed},
          {"expected", cell.expected},
          {"ratio", real(cell.ratio)},
          {"p", real(cell.p)},
          {"flagged", cell.flagged},
          {"sentence", clause_of(headline_text(found, theme)) + "."}};
}

Json summary_json(const FoundNearRepeat& found, const Theme& theme) {
  const auto& chains = found.chains;
  const Knox& knox = found.knox;
  return {{"space_m", edges(found.space_m)},
          {"time_days", edges(found.time_days)},
          {"observed", matrix(knox, [](const KnoxCell& c) { return Json(c.observed); })},
          {"expected", matrix(knox, [](const KnoxCell& c) { return Json(c.expected); })},
          {"sd", matrix(knox, [](const KnoxCell& c) { return Json(c.sd); })},
          {"median", matrix(knox, [](const KnoxCell& c) { return real(c.median); })},
          {"ratio", matrix(knox, [](const KnoxCell& c) { return real(c.ratio); })},
          {"p", matrix(knox, [](const KnoxCell& c) { return real(c.p); })},
          {"flagged", matrix(knox, [](const KnoxCell& c) { return Json(c.flagged); })},
          {"headline", found.has_answer() ? headline_json(found, theme) : Json()},
          {"incidents", found.at.size()},
          {"pairs", knox.pairs},
          {"undated", found.undated},
          {"chains", chains.count()},
          {"originators", chains.count(Role::originator)},
          {"repeats", chains.count(Role::repeat)},
          {"near_repeats", chains.count(Role::near_repeat)},
          {"metric", std::string(name_of(near_repeat::metric_names, found.options.metric))},
          {"permutations", found.options.permutations}};
}

void warn(const FoundNearRepeat& found, Findings& findings) {
  if (found.undated > 0) {
    findings.warn_of_number(
        fmt::format("{} without a date: left out", counted(found.undated, "incident")));
  }
  if (found.long_spans > 0) {
    findings.warn_of_number(fmt::format(
        "{} ended {} or more after they began: when they happened is not known to a "
        "band of time, and their beginning stands for it",
        counted(found.long_spans, "incident"), parameter::days_text(found.options.time_band_days)));
  }
}

}  // namespace

Result<Findings> near_repeat_findings(const Study& study, const Theme& theme,
                                      const NearRepeatOptions& options, std::uint64_t seed) {
  if (const auto ok = check(options); !ok) return fail(ok.error());
  if (const auto ok = check_dates(study); !ok) return fail(ok.error());
  const auto found = find_near_repeats(study, theme, options, seed);
  if (!found) return fail(found.error());
  Findings findings;
  findings.key = "near_repeat";
  findings.summary = summary_json(*found, theme);
  findings.layers.push_back(links_layer(*found, theme));
  findings.layers.push_back(incidents_layer(*found, theme));
  findings.layers.push_back(bands_layer(*found, theme));
  if (!found->has_answer()) {
    findings.no_answer = nothing_text(study, theme, "none can follow another", found->at.size());
    findings.text = findings.no_answer;
    return findings;
  }
  findings.text_first = true;
  findings.text = near_repeat_text(*found, theme);
  findings.tables.push_back(bands_table(*found));
  warn(*found, findings);
  return findings;
}

Analysis near_repeat() {
  auto asked = std::make_shared<NearRepeatRequest>();
  return {.name = "near-repeat",
          .question = "Does one incident raise the risk nearby, soon after? (Knox)",
          .examples = {"hotward near-repeat burglaries.csv --time date -o links.gpkg",
                       "hotward near-repeat burglaries.csv --space-band 200m --space-bands 2 "
                       "--time-band 2d --metric manhattan --points points.gpkg --bands bands.csv"},
          .parameters = parameters(*asked),
          .in_run = InRun{5, "pairing incidents", "near repeats",
                          "Near repeats: does one raise the risk nearby, soon after?"},
          .why_secret =
              "--public is not offered for near-repeat: its lines and points are single incidents, "
              "and its counts are made of pairs of them",
          .hides_small_counts = false,
          .prepare = [asked](StudyRequest& study, const OutputRequest& output) -> Result<void> {
            keep_place_names(study, output.is_public);
            return check(asked->options);
          },
          .other_outputs = [asked]() -> std::vector<NamedOutput> {
            std::vector<NamedOutput> others;
            if (!asked->points.empty()) others.push_back({"points", asked->points});
            if (!asked->bands.empty()) others.push_back({"bands", asked->bands});
            return others;
          },
          .run = [asked](const Task& task) -> Result<Findings> {
            auto findings =
                near_repeat_findings(task.study, task.theme, asked->options, task.context.seed);
            if (findings && task.is_alone) set_aside(*findings, {asked->points, asked->bands});
            return findings;
          }};
}

}  // namespace hotward::analyses
