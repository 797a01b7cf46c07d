#include "engine/analyses/places/places.hpp"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include <fmt/format.h>

#include "engine/analyses/places/place_layer.hpp"
#include "engine/core/counted.hpp"
#include "engine/disclosure/suppression.hpp"
#include "engine/report/chance_words.hpp"
#include "engine/report/column_table.hpp"
#include "engine/report/noun_words.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/printable.hpp"
#include "engine/study/nothing.hpp"
#include "engine/study/place_names.hpp"
#include "engine/study/publication.hpp"
#include "engine/study/selection.hpp"

namespace hotward::analyses {
namespace {

// The layer's rows, the busiest first as they stand; names that repeat get their area's code.
report::ShownTable places_table(const Study& study, const table::Layer& layer) {
  std::vector<std::size_t> order(layer.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  constexpr report::HeadedColumn usual[] = {{"place_id", "Place", 0},
                                            {"area_name", "Area", 0},
                                            {"count", "Count", 0},
                                            {"share_pct", "Share %", 1},
                                            {"main_type", "Most often", 3}};
  report::ShownTable table = report::column_table(layer.columns, order, usual, "map point");
  const auto& points = std::get<table::Layer::Points>(layer.geometry);
  table.columns.push_back(report::position_column(points, order, 2));
  const table::Areas& areas = study.areas();
  const std::vector<std::string> labels = table::distinct_names(areas);
  std::unordered_map<std::string, std::string> label_of;
  for (std::size_t i = 0; i < labels.size(); ++i) label_of.emplace(areas.codes[i], labels[i]);
  const auto code = std::ranges::find(layer.columns, "area_code", &table::Column::name);
  const auto& codes = std::get<table::Column::Texts>(code->values);
  const auto name = std::ranges::find(table.columns, "area_name", &report::PlainColumn::name);
  for (std::size_t i = 0; i < codes.size(); ++i) {
    name->cells[i] = report::printable_line(label_of.at(codes[i]));
  }
  return table;
}

std::int64_t busiest(const table::Layer& places) {
  const auto count = std::ranges::find(places.columns, "count", &table::Column::name);
  const auto& counts = std::get<table::Column::Integers>(count->values);
  return counts.empty() ? 0 : std::ranges::max(counts);
}

std::string sure_text() {
  return report::how_sure(
      "these are counts as recorded, and chance has a part in which map points have most; repeats "
      "says which have more than chance puts there");
}

std::int64_t in_all_areas(const Study& study, const Theme& theme) {
  const auto counts = incidents_in_areas(study, theme);
  return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

// How many other points there are would disclose, beside their sum, how few incidents each has.
void say_what_is_shown(const Study& study, const Theme& theme,
                       const std::vector<PlaceCount>& counts, Findings& findings) {
  const auto merged =
      static_cast<std::size_t>(std::ranges::count_if(counts, &PlaceCount::is_merged));
  const std::size_t each = counts.size() - merged;
  const std::int64_t all = in_all_areas(study, theme);
  std::int64_t left_out = all;
  for (const PlaceCount& place : counts) left_out -= place.count;
  findings.summary["merged"] = merged;
  findings.summary["left_out"] = left_out;
  findings.text = fmt::format("{} with {} incidents or more {} shown", counted(each, "map point"),
                              disclosure::least_shown, each == 1 ? "is" : "are");
  if (merged > 0) {
    findings.text +=
        fmt::format(", and {} that {} of several together, drawn in the middle of their cell",
                    report::integer_text(static_cast<std::int64_t>(merged)),
                    merged == 1 ? "stands for the sum" : "stand for the sums");
  }
  findings.text += ".";
  if (left_out > 0) {
    findings.text +=
        fmt::format(" {} of {} {} lie at none of them.", report::integer_text(left_out),
                    report::integer_text(all), theme.noun);
  }
  findings.text += "\n" + sure_text();
}

}  // namespace

Result<Findings> places_findings(const Study& study, const Theme& theme, const JointPlan* plan) {
  if (const auto enough = check_public(study, theme); !enough) return fail(enough.error());
  Findings findings;
  findings.key = "places";
  const std::vector<PlaceCount> counts = count_places(study, theme, plan);
  findings.layers.push_back(place_layer(study, theme, counts));
  const std::size_t shown = findings.layers.front().size();
  findings.summary = {{"places", shown}};
  findings.discloses = {{"place_id", Discloses::nothing},  {"street", Discloses::nothing},
                        {"count", Discloses::count},       {"share_pct", Discloses::of_count},
                        {"main_type", Discloses::nothing}, {"type_count", Discloses::count},
                        {"area_code", Discloses::nothing}, {"area_name", Discloses::nothing},
                        {"merged", Discloses::nothing}};
  if (none_counted(study, theme)) {
    findings.no_answer = nothing_text(study, theme, "there are no map points to show");
    findings.text = findings.no_answer;
    if (study.is_public) mark_public(findings, 0);
    return findings;
  }
  findings.tables.push_back(places_table(study, findings.layers.front()));
  if (study.is_public) {
    say_what_is_shown(study, theme, counts, findings);
    mark_public(findings, 0);
    return findings;
  }
  const std::int64_t all = in_all_areas(study, theme);
  findings.text = fmt::format("{} {} on {}", report::counted_noun(all, theme.noun),
                              all == 1 ? "lies" : "lie", counted(shown, "map point"));
  const table::Layer& layer = findings.layers.front();
  if (const std::int64_t most = busiest(layer); most > 1) {
    const auto street = std::ranges::find(layer.columns, "street", &table::Column::name);
    const std::string& name = std::get<table::Column::Texts>(street->values).front();
    findings.text += fmt::format("; the busiest{} has {}", name.empty() ? "" : ", " + name + ",",
                                 report::integer_text(most));
  }
  findings.text += ".\n" + sure_text();
  return findings;
}

Analysis places() {
  return {
      .name = "places",
      .question = "On which map points do incidents lie, and how many on each?",
      .examples = {"hotward places police/ --type asb -o places.gpkg",
                   "hotward places police.zip --areas wards.gpkg --from 2019-04 --to 2020-03 "
                   "-o places.geojson"},
      .in_run = InRun{10, "counting map points", "map points", "Map points"},
      .prepare = [](StudyRequest& request, const OutputRequest& output) -> Result<void> {
        keep_place_names(request, output.is_public);
        return {};
      },
      .run = [](const Task& task) { return places_findings(task.study, task.theme, task.plan); }};
}

}  // namespace hotward::analyses
