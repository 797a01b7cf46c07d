#include "engine/analyses/places/places.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engine/analyses/places/place_layer.hpp"
#include "engine/core/counted.hpp"
#include "engine/disclosure/suppression.hpp"
#include "engine/report/noun_words.hpp"
#include "engine/report/number_text.hpp"
#include "engine/study/nothing.hpp"
#include "engine/study/place_names.hpp"
#include "engine/study/publication.hpp"
#include "engine/study/selection.hpp"

namespace hotward::analyses {
namespace {

std::int64_t busiest(const table::Layer& places) {
  const auto count = std::ranges::find(places.columns, "count", &table::Column::name);
  const auto& counts = std::get<table::Column::Integers>(count->values);
  return counts.empty() ? 0 : std::ranges::max(counts);
}

}  // namespace

Result<Findings> places_findings(const Study& study, const Theme& theme, const JointPlan* plan) {
  if (const auto enough = check_public(study, theme); !enough) return fail(enough.error());
  Findings findings;
  findings.key = "places";
  findings.layers.push_back(place_layer(study, theme, plan != nullptr ? &plan->places : nullptr));
  const std::size_t shown = findings.layers.front().size();
  findings.summary = {{"places", shown}};
  findings.discloses = {{"place_id", Discloses::nothing},  {"street", Discloses::nothing},
                        {"count", Discloses::count},       {"share_pct", Discloses::of_count},
                        {"main_type", Discloses::nothing}, {"type_count", Discloses::count},
                        {"area_code", Discloses::nothing}, {"area_name", Discloses::nothing}};
  if (none_counted(study, theme)) {
    findings.no_answer = nothing_text(study, theme, "there are no map points to show");
    findings.text = findings.no_answer;
    if (study.is_public) mark_public(findings, 0);
    return findings;
  }
  if (!study.is_public) {
    std::int64_t all = 0;
    for (const std::int64_t n : incidents_in_areas(study, theme)) all += n;
    findings.text = fmt::format("{} {} on {}", report::counted_noun(all, theme.noun),
                                all == 1 ? "lies" : "lie", counted(shown, "map point"));
    const table::Layer& layer = findings.layers.front();
    if (const std::int64_t most = busiest(layer); most > 1) {
      const auto street = std::ranges::find(layer.columns, "street", &table::Column::name);
      const std::string& name = std::get<table::Column::Texts>(street->values).front();
      findings.text += fmt::format("; the busiest{} has {}", name.empty() ? "" : ", " + name + ",",
                                   report::integer_text(most));
    }
    findings.text += ".\n";
    return findings;
  }
  // How many others there are would disclose, beside their sum, how few incidents each has.
  findings.text =
      fmt::format("{} with {} incidents or more {} shown.\n", counted(shown, "map point"),
                  disclosure::least_shown, shown == 1 ? "is" : "are");
  mark_public(findings, 0);
  return findings;
}

Analysis places() {
  return {
      .name = "places",
      .question = "On which map points do incidents lie, and how many on each?",
      .examples = {"hotward places police/ --type asb -o places.gpkg",
                   "hotward places police.zip --areas wards.gpkg --from 2019-04 --to 2020-03 "
                   "-o places.geojson"},
      .in_run = InRun{1, "counting map points", "map points", "Map points"},
      .prepare = [](StudyRequest& request, const OutputRequest& output) -> Result<void> {
        keep_place_names(request, output.is_public);
        return {};
      },
      .run = [](const Task& task) { return places_findings(task.study, task.theme, task.plan); }};
}

}  // namespace hotward::analyses
