#include "tools/ward_ranking.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/ranking_text.hpp"
#include "engine/report/style.hpp"
#include "engine/report/summary_json.hpp"
#include "tools/parts/selection.hpp"

namespace hotward::tools {
namespace {

using table::Column;
using table::null_integer;

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t top = 5;

std::vector<double> values_of(const WardRanking& ward, RankBy by) {
  std::vector<double> values;
  for (std::size_t i = 0; i < ward.counts.size(); ++i) {
    const auto count = static_cast<double>(ward.counts[i]);
    values.push_back(by == RankBy::count  ? count
                     : by == RankBy::rate ? ward.rate.rate[i]
                                          : count / ward.area_km2[i]);
  }
  return values;
}

double sum(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

std::int64_t sum(const std::vector<std::int64_t>& values) {
  return std::accumulate(values.begin(), values.end(), std::int64_t{0});
}

rates::ComparedDays compared_days(const Study& study) {
  return {study.period ? study.period->days() : 1, study.before ? study.before->days() : 1};
}

Column take(std::vector<Column> columns, const std::string& name) {
  const auto found = std::ranges::find(columns, name, &Column::name);
  HOTWARD_EXPECTS(found != columns.end());
  return std::move(*found);
}

const Column& column(const table::Layer& layer, const std::string& name) {
  const auto found = std::ranges::find(layer.columns, name, &Column::name);
  HOTWARD_EXPECTS(found != layer.columns.end());
  return *found;
}

bool all_null(const Column& column) {
  const auto* reals = std::get_if<Column::Reals>(&column.values);
  return reals != nullptr && std::ranges::all_of(*reals, [](double x) { return std::isnan(x); });
}

std::vector<double> population_of(const table::Areas& areas) {
  if (!areas.population.empty()) return areas.population;
  return std::vector<double>(areas.size(), undefined);
}

std::vector<Column> ranking_columns(const Study& study, const WardRanking& ward) {
  const table::Areas& areas = study.areas.areas;
  const auto order = rank::columns(ward.ranking);
  const auto rate = rates::columns(ward.rate);
  const auto change = rates::columns(ward.change);
  const auto interval = rates::columns(ward.interval);
  std::vector<double> density;
  for (std::size_t i = 0; i < areas.size(); ++i) {
    density.push_back(static_cast<double>(ward.counts[i]) / ward.area_km2[i]);
  }
  std::vector<Column> columns = {{"area_code", "", "area code", areas.codes},
                                 {"area_name", "", "area", areas.names},
                                 take(order, "rank"),
                                 {"count", "incidents", ward.theme.noun, ward.counts},
                                 take(order, "share_pct"),
                                 take(order, "cum_pct"),
                                 {"pop", "people", "people at risk", population_of(areas)},
                                 take(rate, "rate_1k"),
                                 take(rate, "rate_lo"),
                                 take(rate, "rate_hi"),
                                 take(change, "prev"),
                                 take(change, "chg_pct"),
                                 take(change, "chg_p"),
                                 {"area_km2", "km²", "area of the polygon", ward.area_km2},
                                 {"dens_km2", "per km²", ward.theme.noun + " per km²", density},
                                 take(interval, "rank_lo"),
                                 take(interval, "rank_hi"),
                                 take(interval, "p_top5"),
                                 take(rate, "rate_lo998"),
                                 take(rate, "rate_hi998")};
  if (!areas.caveat.empty()) {
    columns.push_back(
        {"note", "", "about the boundary", Column::Texts(areas.size(), areas.caveat)});
  }
  return columns;
}

// Codes follow the order of the input's rows; names do not.
std::map<std::string, std::size_t> types_by_name(const Study& study, const Theme& theme) {
  std::map<std::string, std::size_t> types;
  if (study.read.incidents.types.size() == 0) return types;
  for (std::size_t type = 0; type < theme.types.size(); ++type) {
    const auto code = static_cast<table::Dictionary::Code>(type);
    if (theme.types[type] != 0) types.emplace(study.read.incidents.types.text(code), type);
  }
  return types;
}

std::string capitalised(std::string words) {
  if (!words.empty() && words[0] >= 'a' && words[0] <= 'z') {
    words[0] = static_cast<char>(words[0] - 'a' + 'A');
  }
  return words;
}

std::string when(const Study& study) {
  return study.period ? ", " + table::to_string(*study.period) : std::string();
}

report::StyleOptions style_options(const std::string& column) {
  return {
      .column = column,
      .rank_column = "rank",
      .name_column = "area_name",
      .top = top,
      .tip_columns = {"rank", "count", "share_pct", "rate_1k", "rate_lo", "rate_hi", "chg_pct"}};
}

report::RankingHeadline headline_of(const Study& study, const WardRanking& ward) {
  report::RankingHeadline headline;
  headline.what = ward.theme.noun;
  if (study.period) headline.period = table::to_string(*study.period);
  headline.incidents = ward.total;
  headline.areas = ward.counts.size();
  headline.rate_1k = ward.total_rate.rate.front();
  headline.rate_lo = ward.total_rate.lower.front();
  headline.rate_hi = ward.total_rate.upper.front();
  headline.previous = ward.total_previous;
  headline.change_pct = ward.total_change.change_pct.front();
  if (study.before) headline.before = table::to_string(*study.before);
  headline.caveat = study.areas.areas.caveat;
  return headline;
}

// Which areas the top five are, and what share they would have without the luck of being picked.
std::string top_words(const Study& study, const WardRanking& ward) {
  const auto& order = ward.ranking.order;
  const std::size_t k = std::min(order.size(), static_cast<std::size_t>(top));
  if (k == 0 || ward.total == 0) return "";
  std::string names;
  for (std::size_t i = 0; i < k; ++i) {
    names += (i == 0 ? "" : i + 1 == k ? " and " : ", ") + study.areas.areas.names[order[i]];
  }
  const rates::TopShare& share = ward.interval.top_share;
  std::string words = fmt::format("The top {}: {}, hold {}%", k, names,
                                  report::decimal_text(ward.ranking.cum_pct[order[k - 1]], 1));
  if (!std::isnan(share.corrected)) {
    words += fmt::format(" ({}%, {}–{}, once picking them after the fact is allowed for)",
                         report::decimal_text(100 * share.corrected, 1),
                         report::decimal_text(100 * share.interval.lower, 1),
                         report::decimal_text(100 * share.interval.upper, 1));
  }
  return words + ".\n";
}

}  // namespace

Result<WardRanking> rank_wards(const Study& study, const Theme& theme, RankBy by,
                               std::uint64_t seed) {
  const table::Areas& areas = study.areas.areas;
  WardRanking ward;
  ward.theme = theme;
  ward.counts = incidents_in_areas(study, theme);
  ward.total = sum(ward.counts);
  ward.previous = std::vector<std::int64_t>(areas.size(), null_integer);
  if (study.before) ward.previous = incidents_in_areas(study, theme, When::before);
  ward.total_previous = study.before ? sum(ward.previous) : null_integer;
  for (const auto& shape : areas.shapes) ward.area_km2.push_back(geometry::area_m2(shape) / 1e6);

  const std::vector<double> population = population_of(areas);
  ward.population = sum(population);
  ward.rate = rates::crude_rate(ward.counts, population);
  const std::vector<std::int64_t> total = {ward.total};
  const std::vector<double> everybody = {ward.population};
  ward.total_rate = rates::crude_rate(total, everybody);
  const rates::ComparedDays days = compared_days(study);
  ward.change = rates::change(ward.counts, ward.previous, days);
  const std::vector<std::int64_t> total_before = {ward.total_previous};
  ward.total_change = rates::change(total, total_before, days);

  if (by == RankBy::rate && std::ranges::all_of(population, [](double n) { return !(n > 0); })) {
    return fail(
        ErrorCode::bad_value,
        fmt::format("{}: no population to rank by rate; name one with --population", areas.source));
  }
  ward.ranking = rank::ranking(values_of(ward, by), ward.counts, areas.codes);
  rates::Exposed exposed{areas.codes, ward.counts, {}};
  if (by == RankBy::rate) exposed.exposure = population;
  if (by == RankBy::density) exposed.exposure = ward.area_km2;
  auto interval = rates::rank_interval(exposed, {.seed = seed, .top = static_cast<int>(top)});
  if (!interval) return fail(interval.error());
  ward.interval = std::move(*interval);
  return ward;
}

table::Layer ranking_layer(const Study& study, const WardRanking& ward, const std::string& name) {
  const table::Areas& areas = study.areas.areas;
  table::Layer layer;
  layer.name = name;
  // Short: a legend has little room, and the project's title says when.
  layer.title = capitalised(ward.theme.noun) + " by area";
  layer.description =
      fmt::format("{} per area{}. Areas: {}.", ward.theme.title, when(study), areas.source);
  if (!areas.caveat.empty()) {
    layer.title += " (schematic)";
    layer.description += " " + areas.caveat;
  }
  layer.geometry = areas.shapes;
  layer.columns = ranking_columns(study, ward);
  layer.style_qml = report::graduated_areas(layer.columns, style_options("count"));
  return layer;
}

std::string rate_style(const table::Layer& layer) {
  if (all_null(column(layer, "rate_1k"))) return "";
  return report::graduated_areas(layer.columns, style_options("rate_1k"));
}

std::string change_style(const table::Layer& layer) {
  if (all_null(column(layer, "chg_pct"))) return "";
  return report::diverging_areas(layer.columns, style_options("chg_pct"));
}

Json ranking_rows(const Study& study, const WardRanking& ward, const table::Layer& layer) {
  const Json by_area = report::columns_as_rows(layer.columns);
  const auto types = types_by_name(study, ward.theme);
  Json rows = Json::array();
  for (const std::size_t area : ward.ranking.order) {
    Json row = by_area[area];
    Json counts = Json::object();
    for (const auto& [name, type] : types) counts[name] = study.count(area, type, 0);
    row["types"] = std::move(counts);
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string ranking_text(const Study& study, const WardRanking& ward, const table::Layer& layer) {
  return report::ranking_text(headline_of(study, ward), layer.columns,
                              {.order = ward.ranking.order}) +
         top_words(study, ward);
}

Json ranking_totals(const Study& study, const WardRanking& ward) {
  const rates::TopShare& top_share = ward.interval.top_share;
  Json totals = {{"count", ward.total},
                 {"population", report::number(ward.population)},
                 {"rate_1k", report::number(ward.total_rate.rate.front())},
                 {"rate_lo", report::number(ward.total_rate.lower.front())},
                 {"rate_hi", report::number(ward.total_rate.upper.front())},
                 {"period", nullptr},
                 {"days", nullptr},
                 {"before", nullptr}};
  if (study.period) {
    totals["period"] = table::to_string(*study.period);
    totals["days"] = study.period->days();
  }
  if (study.before) {
    totals["before"] = {{"period", table::to_string(*study.before)},
                        {"days", study.before->days()},
                        {"count", ward.total_previous},
                        {"chg_pct", report::number(ward.total_change.change_pct.front())},
                        {"chg_p", report::number(ward.total_change.p_value.front())},
                        {"ratio_per_day", report::number(ward.total_change.ratio_per_day.front())}};
  }
  totals["top_5"] = {{"share_pct", report::number(100 * top_share.observed)},
                     {"corrected_pct", report::number(100 * top_share.corrected)},
                     {"lower_pct", report::number(100 * top_share.interval.lower)},
                     {"upper_pct", report::number(100 * top_share.interval.upper)}};
  return totals;
}

}  // namespace hotward::tools
