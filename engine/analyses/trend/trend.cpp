#include "engine/analyses/trend/trend.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "engine/analyses/trend/trend_chart.hpp"
#include "engine/analyses/trend/trend_series.hpp"
#include "engine/analyses/trend/trend_words.hpp"
#include "engine/core/counted.hpp"
#include "engine/io/files/dataset_name.hpp"
#include "engine/report/style.hpp"

namespace hotward::analyses {
namespace {

using By = TrendOptions::By;
constexpr Names<By, 4> by_names{
    {{By::month, "month"}, {By::year, "year"}, {By::type, "type"}, {By::area, "area"}}};

using Columns = std::vector<table::Column>;

double per_day(std::int64_t count, int days) {
  return count == table::null_integer || days == 0 ? undefined : static_cast<double>(count) / days;
}

Columns month_columns(const TrendSeries& series, const Theme& theme) {
  table::Column::Texts month, event;
  table::Column::Integers count, days, last_year, signal, broken;
  table::Column::Reals rate, index, lower, upper, z, limit_lower, limit_upper;
  for (const TrendMonth& one : series.months) {
    month.push_back(table::to_string(one.at.month));
    count.push_back(one.count);
    days.push_back(one.at.days);
    rate.push_back(one.chart.per_day);
    index.push_back(one.chart.index);
    lower.push_back(one.chart.spread.lower);
    upper.push_back(one.chart.spread.upper);
    last_year.push_back(one.last_year);
    z.push_back(one.z_last_year);
    limit_lower.push_back(one.chart.limits.lower);
    limit_upper.push_back(one.chart.limits.upper);
    signal.push_back(one.at.missing ? table::null_integer : static_cast<int>(one.chart.signal));
    broken.push_back(one.broken ? 1 : 0);
    event.push_back(one.events);
  }
  return {{"month", "", "the month", month},
          {"count", "incidents", theme.noun + "; empty where the month is missing", count},
          {"days", "days", "days of the month that were counted", days},
          {"per_day", "per day", theme.noun + " a day", rate},
          {"index", "1", "of the mean day of these months", index},
          {"idx_lo", "1", "lower end of its 95% interval", lower},
          {"idx_hi", "1", "upper end of its 95% interval", upper},
          {"last_year", "incidents", "in the same month a year before", last_year},
          {"ly_z", "1", "Poisson-Z beside it; beyond 3 is unusual", z},
          {"limit_lo", "per day", "lower limit of ordinary months", limit_lower},
          {"limit_hi", "per day", "upper limit of ordinary months", limit_upper},
          {"signal", "1", "1 above the limits, -1 below, 0 within", signal},
          {"broken", "1", "1 where the month does not fit those around it", broken},
          {"event", "", "events that touch the month", event}};
}

// count prev chg_pct chg_p chg_p_od phi, as the rows say.
class ChangeValues {
 public:
  void add(const CountChange& change) {
    count_.push_back(change.count);
    prev_.push_back(change.prev);
    pct_.push_back(change.pct);
    exact_.push_back(change.p_exact);
    wide_.push_back(change.p_overdispersed);
    phi_.push_back(change.phi);
  }
  void append_to(Columns& columns, const Theme& theme) {
    columns.push_back({"count", "incidents", theme.noun, count_});
    columns.push_back({"prev", "incidents", "incidents in the period before", prev_});
    columns.push_back({"chg_pct", "%", "change of the count since the period before", pct_});
    columns.push_back(
        {"chg_p", "1", "chance of a change as large where the daily rate stayed the same", exact_});
    columns.push_back({"chg_p_od", "1", "the same, where months vary as much as these do", wide_});
    columns.push_back({"phi", "1", "how many times as much as Poisson counts months vary", phi_});
  }

 private:
  table::Column::Integers count_, prev_;
  table::Column::Reals pct_, exact_, wide_, phi_;
};

Columns year_columns(const TrendSeries& series, const Theme& theme) {
  table::Column::Texts name, kind;
  table::Column::Days first, last;
  table::Column::Integers days, months;
  table::Column::Reals rate;
  ChangeValues changes;
  for (const TrendYear& year : series.years) {
    name.push_back(year.name);
    kind.emplace_back(year.financial ? "financial" : "calendar");
    first.push_back(year.period.first);
    last.push_back(year.period.last);
    days.push_back(year.days);
    months.push_back(static_cast<std::int64_t>(year.months));
    rate.push_back(per_day(year.count, year.days));
    changes.add(year.change);
  }
  Columns columns{{"year", "", "the year", name},
                  {"kind", "", "financial (April to March) or calendar", kind},
                  {"first", "", "its first day", first},
                  {"last", "", "its last day", last}};
  changes.append_to(columns, theme);
  columns.push_back({"days", "days", "days of the year that were counted", days});
  columns.push_back({"months", "months", "whole months that the data hold; 12 are all", months});
  columns.push_back({"per_day", "per day", theme.noun + " a day", rate});
  return columns;
}

Columns type_columns(const TrendSeries& series, const Theme& theme) {
  table::Column::Texts name;
  ChangeValues changes;
  for (const TrendType& one : series.types) {
    name.push_back(one.type);
    changes.add(one.change);
  }
  Columns columns{{"type", "", "type of incident", name}};
  changes.append_to(columns, theme);
  return columns;
}

Columns area_columns(const TrendSeries& series, const Study& study, const Theme& theme) {
  table::Column::Texts why;
  ChangeValues changes;
  for (const TrendArea& area : series.areas) {
    changes.add(area.change);
    why.push_back(area.why_none);
  }
  Columns columns{{"area_code", "", "code of the area", study.areas().codes},
                  {"area_name", "", "name of the area", study.areas().names}};
  changes.append_to(columns, theme);
  columns.push_back({"no_change", "", "why no change is shown", why});
  return columns;
}

table::Layer trend_layer(const TrendSeries& series, const Study& study, const Theme& theme, By by) {
  table::Layer layer;
  layer.name = "trend_" + theme.name;
  layer.title = fmt::format("Trend of {} by {}", theme.noun, name_of(by_names, by));
  layer.description = fmt::format(
      "Months that the files do not hold have no count, and no change is shown across them. {}",
      study.areas().caveat);
  if (by == By::month) layer.columns = month_columns(series, theme);
  if (by == By::year) layer.columns = year_columns(series, theme);
  if (by == By::type) layer.columns = type_columns(series, theme);
  if (by != By::area) return layer;
  layer.columns = area_columns(series, study, theme);
  layer.geometry = study.areas().shapes;
  layer.style_qml = report::change_areas(
      layer.columns, {.column = "chg_pct",
                      .name_column = "area_name",
                      .tip_columns = {"prev", "count", "chg_pct", "chg_p", "chg_p_od"},
                      .missing_label = "no change shown",
                      .p_columns = {"chg_p_od", "chg_p"}});
  return layer;
}

parameter::List parameters(TrendOptions& options) {
  parameter::List list("Trend");
  list.choice("by", options.by, by_names, "What a row of the output is");
  list.path("events", options.events,
            "CSV of what happened meanwhile: label, from, to, source; named and drawn");
  list.path("chart", options.chart, "Draw the months into an .svg file").unrecorded();
  return list;
}

Result<void> check_chart(const TrendOptions& options) {
  if (options.chart.empty() || options.chart.ends_with(".svg")) return {};
  return fail(ErrorCode::usage, fmt::format("--chart {}: a chart is drawn as .svg", options.chart));
}

// Once, though several themes ask for them.
void record_events(const TrendOptions& options, Study& study) {
  if (options.events.empty()) return;
  table::InputFile file = io::input_file(options.events);
  auto& inputs = study.provenance.inputs;
  if (std::ranges::find(inputs, file.path, &table::InputFile::path) == inputs.end()) {
    inputs.push_back(std::move(file));
  }
}

// Before the incidents, which take longer; and once for all themes: a pipe has its rows but once.
Result<void> take_events(TrendOptions& options) {
  if (options.events.empty()) return {};
  auto read = read_events(options.events);
  if (!read) return fail(read.error());
  options.known_events = std::move(*read);
  return {};
}

}  // namespace

Result<Findings> trend_findings(const Study& study, const Theme& theme, const TrendOptions& options,
                                bool everything) {
  const auto series = trend_series(study, theme, options.known_events);
  if (!series) return fail(series.error());
  Findings found;
  found.key = "trend";
  for (const auto& [by, name] : by_names) {
    if (!everything && by != options.by) continue;
    found.layers.push_back(trend_layer(*series, study, theme, by));
    if (by == options.by) continue;
    found.layers.back().name = fmt::format("trend_{}s_{}", name, theme.name);
  }
  if (everything) found.drawings.push_back({"trend_" + theme.name, trend_chart(*series, theme)});
  found.summary = trend_json(*series, study, theme);
  found.tables = trend_tables(*series, study, options.by == By::area);
  found.text = trend_text(*series, study, theme);
  if (!options.chart.empty()) {
    found.make_others = one_more_text(options.chart, trend_chart(*series, theme));
  }
  if (series->undated > 0) {
    found.warn_of_number(
        fmt::format("{} {} no date and {} in no month", counted(series->undated, "incident"),
                    series->undated == 1 ? "has" : "have", series->undated == 1 ? "is" : "are"));
  }
  return found;
}

Analysis trend() {
  auto options = std::make_shared<TrendOptions>();
  return {.name = "trend",
          .question =
              "Is it rising or falling, when in the year does it happen, and may that be "
              "chance?",
          .examples = {"hotward trend police/ --type asb --from 2019-04 --to 2020-03",
                       "hotward trend police/ --type burglary --from 2019-04 --to 2020-03 "
                       "--events events.csv --chart burglary.svg",
                       "hotward trend police.zip --areas wards.gpkg --by area -o change.gpkg"},
          .parameters = parameters(*options),
          .compares = true,
          .in_run = InRun{80, "following months", "trend", "Trend: months, years and change"},
          .why_secret =
              "--public is not offered for trend: many counts of a single month are "
              "small, and each can be worked out from those of longer periods",
          .hides_small_counts = false,
          .prepare = [options](StudyRequest& request, const OutputRequest&) -> Result<void> {
            request.compare = true;
            request.history = true;
            if (const auto ok = check_chart(*options); !ok) return ok;
            return take_events(*options);
          },
          .other_outputs = [options]() -> std::vector<NamedOutput> {
            if (options->chart.empty()) return {};
            return {{"chart", options->chart, false}};
          },
          .run = [options](const Task& task) -> Result<Findings> {
            auto found = trend_findings(task.study, task.theme, *options, !task.is_alone);
            if (found) record_events(*options, task.study);
            return found;
          }};
}

}  // namespace hotward::analyses
