#include "engine/analyses/aoristic/aoristic.hpp"

#include <algorithm>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/core/undefined.hpp"
#include "engine/report/chance_words.hpp"
#include "engine/report/noun_words.hpp"
#include "engine/report/number_text.hpp"
#include "engine/study/lacking.hpp"
#include "engine/study/nothing.hpp"
#include "engine/study/selection.hpp"

namespace hotward::analyses {
namespace {

using aoristic::Hours;
using aoristic::LongSpans;

constexpr const char* weekday_names[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                         "Friday", "Saturday", "Sunday"};

Result<void> check_times(const Study& study) {
  const table::Incidents& incidents = study.incidents();
  if (incidents.size() == 0 || incidents.precision == table::TimePrecision::minute) return {};
  const bool none = incidents.precision == table::TimePrecision::none;
  const bool month = incidents.precision == table::TimePrecision::month;
  return fail(ErrorCode::no_data,
              none ? "hours need times of day, and these incidents " + no_dates_text(study)
                   : fmt::format("hours need times of day, and these incidents are dated by {} "
                                 "only{}",
                                 month ? "month" : "day",
                                 month ? " (as data.police.uk publishes them)" : ""));
}

Hours hours_of(const Study& study, const Theme& theme, LongSpans how) {
  const table::Incidents& incidents = study.incidents();
  std::vector<table::Minute> begin;
  std::vector<table::Minute> end;
  const Selection selection(study, theme);
  for (std::uint32_t i = 0; i < incidents.size(); ++i) {
    if (!selection.holds(i)) continue;
    begin.push_back(incidents.minute[i]);
    end.push_back(incidents.minute_end.empty() ? table::no_time : incidents.minute_end[i]);
  }
  return aoristic::aoristic({.begin = begin, .end = end}, how);
}

double share_pct(const Hours& hours, double weight) {
  return hours.counted == 0 ? undefined : 100.0 * weight / static_cast<double>(hours.counted);
}

table::Layer hours_layer(const Hours& hours, const Theme& theme) {
  table::Column::Texts weekday;
  table::Column::Integers hour;
  table::Column::Reals weight(hours.weight.begin(), hours.weight.end());
  table::Column::Reals share;
  table::Column::Integers known;
  for (std::size_t h = 0; h < aoristic::hours_of_week; ++h) {
    weekday.emplace_back(weekday_names[h / 24]);
    hour.push_back(static_cast<std::int64_t>(h % 24));
    share.push_back(share_pct(hours, hours.weight[h]));
    known.push_back(static_cast<std::int64_t>(hours.known[h]));
  }
  table::Layer layer;
  layer.name = "aoristic_" + theme.name;
  layer.title = fmt::format("{} by hour of the week", capitalised(theme.noun));
  layer.description =
      "Where only a span of time is known, the incident is shared out over its hours.";
  layer.columns = {{"weekday", "", "day of the week", weekday},
                   {"hour", "h", "hour of the day: from it to the next", hour},
                   {"weight", "incidents", "incidents, spans shared out", weight},
                   {"share_pct", "%", "of all that were counted", share},
                   {"known", "incidents", "of these, with a known moment", known}};
  return layer;
}

// Hours down, days across.
report::ShownTable hours_table(const Hours& hours) {
  report::ShownTable table{{{"Hour", {}, true, "hour"}}, "hour"};
  for (std::size_t h = 0; h < 24; ++h) table.columns[0].cells.push_back(fmt::format("{}", h));
  for (std::size_t d = 0; d < 7; ++d) {
    const std::string name = weekday_names[d];
    report::PlainColumn column{name.substr(0, 3), {}, true, name};
    for (std::size_t h = 0; h < 24; ++h) {
      column.cells.push_back(report::decimal_text(hours.weight[aoristic::hour_of_week(d, h)], 1));
    }
    table.columns.push_back(std::move(column));
  }
  return table;
}

// The hours of the week, the busiest first.
std::vector<std::size_t> by_weight(const Hours& hours) {
  std::vector<std::size_t> order(aoristic::hours_of_week);
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::stable_sort(order, std::ranges::greater{},
                           [&](std::size_t h) { return hours.weight[h]; });
  return order;
}

// How few hours hold half.
std::size_t hours_with_half(const Hours& hours, const std::vector<std::size_t>& order) {
  double sum = 0.0;
  std::size_t taken = 0;
  // A rounding below half is half.
  while (taken < order.size() && sum < 0.5 * static_cast<double>(hours.counted) - 1e-9) {
    sum += hours.weight[order[taken++]];
  }
  return taken;
}

std::string hours_text(const Hours& hours, const Theme& theme, LongSpans how) {
  const std::vector<std::size_t> order = by_weight(hours);
  const std::size_t top = order.front();
  std::string text = fmt::format(
      "Half of the {} fall into {} of the 168 hours of the week; the busiest is {} from {} to {}, "
      "with {} ({}%).\n",
      report::counted_noun(hours.counted, theme.noun), hours_with_half(hours, order),
      weekday_names[top / 24], top % 24, top % 24 + 1, report::decimal_text(hours.weight[top], 1),
      report::decimal_text(share_pct(hours, hours.weight[top]), 1));
  text += fmt::format(
      "How: the moment of {} is known; {} lie somewhere between two times, and are shared out over "
      "the hours between, by the clock on the wall.\n",
      counted(hours.counted - hours.spans, "incident"), counted(hours.spans, "incident"));
  text += report::how_sure(
      hours.spans == 0
          ? "these are counts as recorded, and chance alone makes some hours busier than others"
          : "when incidents with a span happened is not known, so the busiest hours stand out less "
            "here than they truly do");
  if (hours.long_spans == 0) return text;
  return text + fmt::format("{} of over seven days {}.\n",
                            capitalised(counted(hours.long_spans, "span")),
                            how == LongSpans::exclude
                                ? "say nothing of the hour and are left out"
                                : "say nothing of the hour and are spread over all of the week");
}

Json summary_json(const Study& study, const Hours& hours, LongSpans how) {
  Json weights = Json::array();
  for (std::size_t d = 0; d < 7; ++d) {
    Json day = Json::array();
    for (std::size_t h = 0; h < 24; ++h) {
      day.push_back(hours.weight[aoristic::hour_of_week(d, h)]);
    }
    weights.push_back(std::move(day));
  }
  return {{"weights", std::move(weights)},
          {"counted", hours.counted},
          {"spans", hours.spans},
          {"swapped", study.incidents().row_outcomes.times_swapped},
          {"long_spans", hours.long_spans},
          {"long", std::string(name_of(aoristic::long_spans_names, how))},
          {"undated", hours.undated}};
}

}  // namespace

Result<Findings> aoristic_findings(const Study& study, const Theme& theme, LongSpans long_spans) {
  if (const auto ok = check_times(study); !ok) return fail(ok.error());
  const Hours hours = hours_of(study, theme, long_spans);
  Findings findings;
  findings.key = "aoristic";
  findings.summary = summary_json(study, hours, long_spans);
  findings.layers.push_back(hours_layer(hours, theme));
  if (hours.counted == 0) {
    findings.no_answer = nothing_text(study, theme, "no hour has any");
    findings.text = findings.no_answer;
    return findings;
  }
  findings.text_first = true;
  findings.text = hours_text(hours, theme, long_spans);
  findings.tables.push_back(hours_table(hours));
  return findings;
}

Analysis aoristic() {
  auto how = std::make_shared<LongSpans>(LongSpans::spread);
  parameter::List list("Hours");
  list.choice("long-spans", *how, aoristic::long_spans_names,
              "Spans of over seven days: spread over the week, or exclude them");
  return {
      .name = "aoristic",
      .question = "In which hours of the week does it happen, where only a span is known?",
      .examples = {"hotward aoristic cases.csv --time from --time-end to --type 'vehicle "
                   "crime' -o hours.csv"},
      .parameters = std::move(list),
      .in_run = InRun{82, "counting hours", "hours", "Hours of the week"},
      .hides_small_counts = false,
      .run = [how](const Task& task) { return aoristic_findings(task.study, task.theme, *how); }};
}

}  // namespace hotward::analyses
