#include <cmath>

#include "engine/analyses/trend/trend_words.hpp"
#include "engine/study/change_bound.hpp"

namespace hotward::analyses {
namespace {

Json number(std::int64_t value) { return value == table::null_integer ? Json() : Json(value); }
Json real(double value) { return std::isfinite(value) ? Json(value) : Json(); }

Json change_json(const CountChange& change) {
  return {{"count", number(change.count)},    {"prev", number(change.prev)},
          {"pct", real(change.pct)},          {"per_day_pct", real(change.per_day_pct)},
          {"lo_pct", real(change.lower_pct)}, {"hi_pct", real(change.upper_pct)},
          {"p", real(change.p_exact)},        {"p_od", real(change.p_overdispersed)},
          {"phi", real(change.phi)},          {"phi_df", real(change.degrees)}};
}

Json months_json(const TrendSeries& series) {
  Json rows = Json::array();
  for (const TrendMonth& month : series.months) {
    const trend::ChartedMonth& chart = month.chart;
    rows.push_back({{"month", table::to_string(month.at.month)},
                    {"count", number(month.count)},
                    {"days", month.at.days},
                    {"per_day", real(chart.per_day)},
                    {"present", !month.at.missing},
                    {"broken", month.broken},
                    {"index", real(chart.index)},
                    {"index_lo", real(chart.spread.lower)},
                    {"index_hi", real(chart.spread.upper)},
                    {"last_year", number(month.last_year)},
                    {"last_year_z", real(month.z_last_year)},
                    {"limit_lo", real(chart.limits.lower)},
                    {"limit_hi", real(chart.limits.upper)},
                    {"signal", static_cast<int>(chart.signal)},
                    {"events", month.events}});
  }
  return rows;
}

Json years_json(const TrendSeries& series, bool financial) {
  Json rows = Json::array();
  for (const TrendYear& year : series.years) {
    if (year.financial != financial) continue;
    Json row = {{"year", year.name},
                {"from", table::to_string(table::month_of(year.period.first))},
                {"to", table::to_string(table::month_of(year.period.last))},
                {"count", number(year.count)},
                {"days", year.days},
                {"months", year.months},
                {"complete", year.complete()},
                {"change", change_json(year.change)}};
    if (!year.why_none.empty()) row["no_change"] = year.why_none;
    rows.push_back(std::move(row));
  }
  return rows;
}

Json kendall_json(const trend::MannKendall& found) {
  return {{"s", found.s},
          {"var", real(found.variance)},
          {"z", real(found.z_score)},
          {"p", real(found.p_value)}};
}

Json season_json(const trend::SeasonalLine& line) {
  Json rows = Json::array();
  for (std::size_t m = 0; m < line.season.size(); ++m) {
    const double error = std::sqrt(line.phi / line.counted[m]);
    rows.push_back({{"month", m + 1},
                    {"index", real(line.season[m])},
                    {"lo", real(line.season[m] * std::exp(-1.96 * error))},
                    {"hi", real(line.season[m] * std::exp(1.96 * error))}});
  }
  return rows;
}

}  // namespace

Json trend_json(const TrendSeries& series, const Study& study, const Theme& theme) {
  Json json;
  json["months"] = months_json(series);
  json["years"] = years_json(series, true);
  json["calendar_years"] = years_json(series, false);
  Json types = Json::array();
  std::int64_t all = 0;
  for (const TrendType& one : series.types) all += one.change.count;
  for (const TrendType& one : series.types) {
    const double share = 100.0 * static_cast<double>(one.change.count) / static_cast<double>(all);
    types.push_back({{"type", one.type},
                     {"count", one.change.count},
                     {"share_pct", real(share)},
                     {"change", change_json(one.change)}});
  }
  json["types"] = std::move(types);
  Json areas = Json::array();
  for (std::size_t area = 0; area < series.areas.size(); ++area) {
    Json row = {{"area_code", study.areas().codes[area]},
                {"area_name", study.areas().names[area]},
                {"change", change_json(series.areas[area].change)}};
    if (!series.areas[area].why_none.empty()) row["no_change"] = series.areas[area].why_none;
    areas.push_back(std::move(row));
  }
  json["areas"] = std::move(areas);
  json["change"] = change_json(series.change);
  json["change"]["period"] = study.period ? Json(table::to_string(*study.period)) : Json();
  const bool is_compared = study.total_is_compared();
  json["change"]["before"] = is_compared ? Json(table::to_string(*study.before)) : Json();
  json["change"]["days"] = study.period ? Json(study.period->days()) : Json();
  json["change"]["prev_days"] = is_compared ? Json(study.before->days()) : Json();
  if (!is_compared) json["change"]["no_change"] = study.no_change;
  if (const auto bound = change_bound(study, theme)) {
    json["change"]["bound_lo_pct"] = real(bound->lower_pct);
    json["change"]["bound_hi_pct"] = real(bound->upper_pct);
  }
  json["per_day"] = real(series.per_day);
  json["mann_kendall"] = {{"count", kendall_json(series.of_counts)},
                          {"per_day", kendall_json(series.of_rates)},
                          {"slope_per_day", real(series.slope)}};
  json["phi"] = series.line ? Json(series.line->phi) : Json();
  json["phi_months"] = series.line_months;
  json["season"] = series.line ? season_json(*series.line) : Json::array();
  Json events = Json::array();
  for (const Event& event : series.events) {
    events.push_back({{"label", event.label},
                      {"from", table::to_string(event.period.first)},
                      {"to", table::to_string(event.period.last)},
                      {"source", event.source}});
  }
  json["events"] = std::move(events);
  return json;
}

}  // namespace hotward::analyses
