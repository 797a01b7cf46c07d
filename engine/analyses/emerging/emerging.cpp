#include "engine/analyses/emerging/emerging.hpp"

#include <memory>
#include <utility>

#include <fmt/format.h>

#include "engine/analyses/emerging/emerging_layers.hpp"
#include "engine/analyses/emerging/emerging_words.hpp"
#include "engine/core/counted.hpp"
#include "engine/study/months.hpp"
#include "engine/study/nothing.hpp"

namespace hotward::analyses {
namespace {

using autocorrelation::TimeWindow;

// What `emerging` is asked for beside its options.
struct EmergingRequest {
  EmergingOptions options;
  std::string cube;
};

parameter::List parameters(EmergingRequest& request) {
  EmergingOptions& options = request.options;
  parameter::List list = parameters(options.cells);
  list.heading("Time");
  list.whole("months", options.months, "Months that a period is made of").from_to(1.0, 12.0);
  list.choice("window", options.window, autocorrelation::time_window_names,
              "What a cell of a period is compared with: step, its own period; neighbourhood, that "
              "and the one before; cube, all periods")
      .as("WHAT");
  list.heading("Significance");
  list.choice("confidence", options.confidence, confidence_names,
              "How sure a hot or cold spot, or a trend, must be, in percent")
      .as("PERCENT");
  list.heading("Output");
  list.path("cube", request.cube,
            "Layer of the hot and cold cells of each period, for QGIS's temporal controller");
  return list;
}

void warn(const Study& study, const Theme& theme, const EmergingSpots& found,
          const EmergingOptions& options, Findings& findings) {
  if (!found.left_out.empty()) {
    findings.warn_of_number("left out, " + left_out_text(found));
  }
  if (found.table.undated > 0) {
    findings.warn_of_number(
        fmt::format("{} without a date: left out", counted(found.table.undated, "incident")));
  }
  if (options.window == TimeWindow::step) return;
  const std::set<table::Month> broken = broken_months(study, theme);
  std::vector<table::Month> within;
  for (const table::Month month : broken) {
    if (found.steps.front().first <= month && month <= found.steps.back().last) {
      within.push_back(month);
    }
  }
  if (within.empty()) return;
  findings.warn_of_number(
      fmt::format("{} {} not fit the months around: that shows as hot or cold everywhere with "
                  "--window {}; --window step does not see it",
                  months_text(within), within.size() == 1 ? "does" : "do",
                  name_of(autocorrelation::time_window_names, options.window)));
}

}  // namespace

Result<Findings> emerging_findings(const Study& study, const Theme& theme,
                                   const EmergingOptions& options, std::uint64_t seed) {
  const auto found = find_emerging(study, theme, options, seed);
  if (!found) return fail(found.error());
  Findings findings;
  findings.key = "emerging";
  findings.summary = emerging_json(*found, options);
  findings.layers.push_back(pattern_layer(study, theme, *found, options));
  findings.layers.push_back(cube_layer(study, theme, *found, options));
  warn(study, theme, *found, options, findings);
  if (found->table.counted == 0) {
    findings.no_answer = nothing_text(study, theme, "there are no spots to follow");
    findings.text = findings.no_answer;
    return findings;
  }
  findings.text = emerging_text(study, theme, *found, options);
  findings.tables.push_back(emerging_table(*found));
  return findings;
}

Analysis emerging() {
  auto asked = std::make_shared<EmergingRequest>();
  return {.name = "emerging",
          .question = "Which hot spots are new, which last, which fade? (space-time cube)",
          .examples = {"hotward emerging police/ --type asb --from 2018-04 --to 2021-03 "
                       "-o emerging.gpkg --cube cube.gpkg",
                       "hotward emerging police/ --type burglary --cell 250m --months 3 "
                       "-o emerging.gpkg",
                       "hotward emerging police/ --shape hex-flat --side 202m --window cube "
                       "-o emerging.gpkg"},
          .parameters = parameters(*asked),
          .in_run = InRun{52, "following hot spots over time", "hot spots over time",
                          "Hot spots over time: new ones, lasting ones, fading ones"},
          .why_secret =
              "--public is not offered for emerging: it is made of counts of single months, and "
              "most of those are small",
          .hides_small_counts = false,
          .other_outputs = [asked]() -> std::vector<NamedOutput> {
            if (asked->cube.empty()) return {};
            return {{"cube", asked->cube}};
          },
          .run = [asked](const Task& task) -> Result<Findings> {
            auto findings =
                emerging_findings(task.study, task.theme, asked->options, task.context.seed);
            if (findings && task.is_alone) set_aside(*findings, {asked->cube});
            return findings;
          }};
}

}  // namespace hotward::analyses
