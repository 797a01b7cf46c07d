#include "engine/analyses/evaluate/evaluate.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "engine/analyses/evaluate/hot_layers.hpp"
#include "engine/analyses/evaluate/hot_words.hpp"
#include "engine/parameter/quantity.hpp"
#include "engine/study/nothing.hpp"

namespace hotward::analyses {
namespace {

// What `evaluate` is asked for beside its options.
struct EvaluateRequest {
  EvaluateOptions options;
  std::vector<std::string> methods;  // by name; empty: all
  std::string rows;
  std::string curve;
};

using Widths = std::vector<double>;

Result<Widths> parse_widths(const std::string& text) {
  Widths widths;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t comma = std::min(text.find(',', at), text.size());
    const auto width = parameter::parse_metres(text.substr(at, comma - at));
    if (!width) return fail(width.error());
    if (*width < 1.0) return fail(ErrorCode::usage, text + ": a cell is at least 1 m wide");
    if (std::ranges::find(widths, *width) == widths.end()) widths.push_back(*width);
    at = comma + 1;
  }
  std::ranges::sort(widths);
  return widths;
}

std::string widths_text(const Widths& widths) {
  std::string text;
  for (const double width : widths) {
    text += (text.empty() ? "" : ",") + parameter::metres_text(width);
  }
  return text;
}

parameter::Words method_words() {
  parameter::Words words;
  for (const auto& [method, name] : hot_method_names) words.emplace_back(name);
  return words;
}

void declare_periods(parameter::List& list, PeriodWords& periods) {
  list.text("before", periods.before, "Period that hot spots are made of: a month, or DATE..DATE")
      .as("DATE..DATE");
  list.text("after", periods.after, "Later period that judges them").as("DATE..DATE");
}

void declare_hot(parameter::List& list, EvaluateRequest& request) {
  HotEvaluationOptions& hot = request.options.hot;
  list.heading("Hot cells");
  list.choices("method", request.methods, method_words(),
               "Way to say which cells are hot (repeatable; all five by default): grid, density, "
               "gi-star, clusters, persistence")
      .as("METHOD");
  list.spec<Widths>("cell", hot.cells_m, parse_widths, widths_text,
                    "Widths of the cells: a square's side, a hexagon from flat to flat")
      .as("LENGTH,…");
  list.choice("shape", hot.shape, geometry::cell_shape_names,
              "Shape of the cells: hex, hex-flat or square")
      .as("SHAPE");
  list.whole("offsets", hot.offsets, "Places at which each grid begins")
      .from_to(1.0, static_cast<double>(most_offsets));
  list.share("hottest", hot.hot.top_share, "Share of the area that is hot").above(0.0).up_to(0.5);
  list.length("bandwidth", hot.hot.bandwidth_m, "Of density: how far an incident's weight reaches")
      .above(0.0);
  list.length("eps", hot.hot.eps_m, "Of clusters: how near is near").above(0.0);
  list.number("min-points", hot.hot.min_points, "Of clusters: how many near make a core")
      .as("N")
      .above(0.0);
  list.choice("stability", hot.stability, hot_method_names,
              "Method whose hot cells the layer shows, over 48 grids")
      .as("METHOD");
  list.flag("rolling", hot.rolling,
            "Judge all pairs of periods as long as these that the data hold");
  list.whole("samples", hot.samples, "Drawings of the later incidents, for the intervals")
      .from_to(39.0, 9999.0);
  list.number("ppai-alpha", hot.alpha, "Of PPAI: 1 is the PAI, 0 the share caught")
      .from_to(0.0, 1.0);
}

void declare_acted(parameter::List& list, ActedWords& acted) {
  list.heading("Where something was done");
  list.texts("target", acted.target, "Area where something was done, by code or name (repeatable)")
      .as("AREA");
  list.texts("control", acted.control, "Area like it where nothing was (repeatable)").as("AREA");
  list.texts("nearby", acted.nearby, "Area where incidents may have moved (repeatable)").as("AREA");
  list.texts("nearby-control", acted.nearby_control, "Area like that one (repeatable)").as("AREA");
}

parameter::List parameters(EvaluateRequest& request) {
  parameter::List list("Periods");
  declare_periods(list, request.options.periods);
  declare_hot(list, request);
  declare_acted(list, request.options.acted);
  list.heading("Output");
  list.path("rows", request.rows, "Table of the methods, one row each");
  list.path("curve", request.curve, "Table of what is caught by share of the area");
  return list;
}

Result<void> prepare(EvaluateRequest& request, StudyRequest& study) {
  if (!request.methods.empty()) {
    std::vector<HotMethod>& methods = request.options.hot.methods;
    methods.clear();
    for (const std::string& word : request.methods) {
      const HotMethod method = *value_of(hot_method_names, word);
      if (std::ranges::find(methods, method) == methods.end()) methods.push_back(method);
    }
    std::ranges::sort(methods);
  }
  if (request.options.acted.asked() && !(request.rows.empty() && request.curve.empty())) {
    return fail(ErrorCode::usage, "--rows and --curve are of hot cells, not of --target");
  }
  return ask_for_periods(request.options.periods, study);
}

Findings hot_findings(const HotEvaluation& found, const Study& study, const Theme& theme,
                      const EvaluateOptions& options) {
  Findings findings;
  findings.key = "evaluate";
  findings.summary = hot_json(found, options.hot);
  findings.tables.push_back(hot_table(found));
  findings.text = hot_text(found, options.hot, theme);
  findings.text_first = true;
  findings.layers.push_back(stability_layer(found, theme, study.areas().caveat));
  findings.layers.push_back(rows_layer(found, theme));
  findings.layers.push_back(curve_layer(found, theme));
  return findings;
}

// Without an incident in one of the periods there is nothing to be made, or to be caught.
Findings no_findings(const HotEvaluation& found, const Theme& theme,
                     const EvaluateOptions& options) {
  Findings findings;
  findings.key = "evaluate";
  findings.summary = hot_json(found, options.hot);
  const table::Period& empty = found.count_before == 0 ? found.periods.before : found.periods.after;
  findings.no_answer = fmt::format(
      "There were no {} in the areas in {}, so {}.\n", theme.noun, table::to_string(empty),
      found.count_before == 0 ? "there are no hot spots to judge"
                              : "there is nothing that hot spots could have caught");
  findings.text = findings.no_answer;
  findings.layers.push_back(stability_layer(found, theme, ""));
  findings.layers.push_back(rows_layer(found, theme));
  findings.layers.push_back(curve_layer(found, theme));
  return findings;
}

Result<Findings> acted_findings(const Study& study, const Theme& theme,
                                const EvaluatedPeriods& periods, const EvaluateOptions& options) {
  const auto found = compare_acted_areas(study, theme, periods, options.acted);
  if (!found) return fail(found.error());
  Findings findings;
  findings.key = "evaluate";
  findings.summary = acted_json(*found, study);
  findings.tables.push_back(acted_table(*found));
  findings.text = acted_text(*found, theme);
  findings.layers.push_back(acted_layer(*found, study, theme));
  return findings;
}

std::vector<NamedOutput> other_outputs(const EvaluateRequest& request) {
  std::vector<NamedOutput> others;
  if (!request.rows.empty()) others.push_back({"rows", request.rows});
  if (!request.curve.empty()) others.push_back({"curve", request.curve});
  return others;
}

}  // namespace

Result<Findings> evaluate_findings(const Study& study, const Theme& theme,
                                   const EvaluateOptions& options, std::uint64_t seed) {
  const auto periods = evaluated_periods(study, options.periods);
  if (!periods) return fail(periods.error());
  const std::vector<std::string> warnings = period_warnings(study, *periods);
  const auto made = [&]() -> Result<Findings> {
    if (options.acted.asked()) return acted_findings(study, theme, *periods, options);
    const auto found = evaluate_hot_cells(study, theme, *periods, options.hot, seed);
    if (!found) return fail(found.error());
    Findings findings = found->rows.empty() ? no_findings(*found, theme, options)
                                            : hot_findings(*found, study, theme, options);
    if (found->left_out > 0) findings.warn_of_number(left_out_text(*found, theme));
    return findings;
  };
  auto findings = made();
  if (findings) {
    for (const std::string& warning : warnings) findings->warn_of_number(warning);
  }
  return findings;
}

Analysis evaluate() {
  auto asked = std::make_shared<EvaluateRequest>();
  return {
      .name = "evaluate",
      .question =
          "Would last year's hot spots have caught this year's crime? Did it fall where "
          "something was done?",
      .examples = {"hotward evaluate police/ --type asb --before 2019-01..2019-12 "
                   "--after 2020-01..2020-12 -o stability.gpkg",
                   "hotward evaluate police/ --type burglary --method grid --method gi-star "
                   "--cell 150m,250m --hottest 2% --rolling --rows methods.csv --curve curve.csv",
                   "hotward evaluate police/ --areas wards.gpkg --before 2019-01..2019-12 --after "
                   "2020-01..2020-12 --target A01 --control A02 --control A03 --nearby A05"},
      .parameters = parameters(*asked),
      .in_run = InRun{45, "judging hot spots", "evaluation",
                      "Evaluation: would the hot spots of one period have caught the next?"},
      .why_secret =
          "--public is not offered for evaluate: it counts two periods, whose difference from "
          "other figures can be small, and marks single squares",
      .hides_small_counts = false,
      .prepare = [asked](StudyRequest& study,
                         const OutputRequest&) { return prepare(*asked, study); },
      .other_outputs = [asked] { return other_outputs(*asked); },
      .run = [asked](const Task& task) -> Result<Findings> {
        auto findings =
            evaluate_findings(task.study, task.theme, asked->options, task.context.seed);
        if (findings) set_aside(*findings, {asked->rows, asked->curve});
        return findings;
      }};
}

}  // namespace hotward::analyses
