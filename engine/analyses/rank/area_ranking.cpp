#include "engine/analyses/rank/area_ranking.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include <fmt/format.h>

#include "engine/analyses/rank/hidden_ranking.hpp"
#include "engine/core/check.hpp"
#include "engine/core/undefined.hpp"
#include "engine/methods/trend/overdispersed_change.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/ranking_text.hpp"
#include "engine/report/style.hpp"
#include "engine/report/summary_json.hpp"
#include "engine/study/lacking.hpp"
#include "engine/study/selection.hpp"
#include "engine/table/area_kind.hpp"

namespace hotward::analyses {
namespace {

using table::Column;
using table::null_integer;

std::vector<double> values_of(const AreaRanking& ward, RankBy by) {
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

// Degrees of freedom of a phi that was given, not estimated.
constexpr double sure_degrees = 1e9;

double p_overdispersed(std::int64_t now, std::int64_t before, const rates::ComparedDays& days,
                       double phi, double degrees) {
  if (now == null_integer || before == null_integer) return undefined;
  return trend::overdispersed_change({now, static_cast<double>(days.now)},
                                     {before, static_cast<double>(days.before)}, phi,
                                     degrees > 0.0 ? degrees : sure_degrees)
      .p_value;
}

// By the exact test, and by the one that knows how much counts vary.
void add_change(AreaRanking& ward, const Study& study) {
  const rates::ComparedDays days = compared_days(study);
  const CountDispersion& spread = ward.dispersion;
  const bool known = spread.is_known() && !spread.is_poisson();
  ward.change = rates::change(ward.counts, ward.previous, days);
  for (std::size_t i = 0; i < ward.counts.size(); ++i) {
    ward.p_overdispersed.push_back(
        known ? p_overdispersed(ward.counts[i], ward.previous[i], days, spread.phi, spread.degrees)
              : undefined);
  }
  for (std::size_t i = 0; i < study.no_change_in.size(); ++i) {
    if (study.no_change_in[i].empty()) continue;
    ward.change.change_pct[i] = undefined;
    ward.change.p_value[i] = undefined;
    ward.p_overdispersed[i] = undefined;
  }
  const std::vector<std::int64_t> total = {ward.total};
  const std::vector<std::int64_t> total_before = {ward.total_previous};
  ward.total_change = rates::change(total, total_before, days);
  if (known) {
    ward.total_p_overdispersed = p_overdispersed(ward.total, ward.total_previous, days,
                                                 spread.phi_total, spread.degrees_total);
  }
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

std::vector<Column> ranking_columns(const Study& study, const AreaRanking& ward) {
  const table::Areas& areas = study.areas();
  const auto order = ranking::columns(ward.ranking);
  const auto rate = rates::columns(ward.rate, areas.population_label);
  const auto change = rates::columns(ward.change);
  const auto interval = ranking::columns(ward.interval);
  std::vector<double> density;
  for (std::size_t i = 0; i < areas.size(); ++i) {
    const bool shown = ward.counts[i] != null_integer;
    density.push_back(shown ? static_cast<double>(ward.counts[i]) / ward.area_km2[i] : undefined);
  }
  std::vector<Column> columns = {
      {"area_code", "", "area code", areas.codes},
      {"area_name", "", "area", areas.names},
      take(order, "rank"),
      {"count", "incidents", ward.theme.noun, ward.counts},
      take(order, "share_pct"),
      take(order, "cum_pct"),
      {"pop", areas.population_label, areas.population_label + " at risk", population_of(areas)},
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
      take(rate, "rate_hi998"),
      {"rate_rank", "1", "rank by rate", ward.rate_rank},
      {"chg_p_od", "1", "chance of the change where counts vary as much as these do",
       ward.p_overdispersed}};
  if (!areas.caveat.empty()) {
    columns.push_back(
        {"note", "", "about the boundary", Column::Texts(areas.size(), areas.caveat)});
  }
  return columns;
}

std::string when(const Study& study) {
  return study.period ? ", " + table::to_string(*study.period) : std::string();
}

std::string ranked_column(RankBy by) {
  return by == RankBy::count ? "count" : by == RankBy::rate ? "rate_1k" : "dens_km2";
}

std::string title_end(const Study& study, RankBy by) {
  if (by == RankBy::rate) return " per 1,000 " + study.areas().population_label;
  return by == RankBy::count ? fmt::format(" by {}", table::kind_of(study.areas()).one)
                             : std::string(" per km²");
}

// Ranks are those of what is shown, and nothing else is outlined.
report::StyleOptions style_options(const std::string& column, const std::string& rank_column) {
  return {.column = column,
          .rank_column = rank_column,
          .count_column = "count",
          .name_column = "area_name",
          .top = top_areas,
          .tip_columns = {rank_column.empty() ? "rank" : rank_column, "count", "share_pct",
                          "rate_1k", "rate_lo", "rate_hi", "chg_pct"}};
}

// What stands where there is no number: a small count, or what the number would be made of.
std::string missing(const AreaRanking& ward, const std::string& what) {
  return ward.hidden && ward.hidden->any() ? hidden_label() + ", or " + what : what;
}

}  // namespace

std::vector<std::int64_t> rate_ranks(const rates::CrudeRate& rate,
                                     const std::vector<std::string>& codes) {
  const std::vector<std::int64_t> no_shares(codes.size(), 0);
  std::vector<std::int64_t> ranks = ranking::rank_by(rate.rate, no_shares, codes).rank;
  for (std::size_t i = 0; i < ranks.size(); ++i) {
    if (std::isnan(rate.rate[i])) ranks[i] = null_integer;
  }
  return ranks;
}

Result<AreaRanking> rank_areas(const Study& study, const Theme& theme, RankBy by,
                               std::uint64_t seed, const DispersionChoice& dispersion) {
  const table::Areas& areas = study.areas();
  if (const auto enough = check_public(study, theme); !enough) return fail(enough.error());
  AreaRanking ward;
  ward.theme = theme;
  ward.by = by;
  ward.counts = incidents_in_areas(study, theme);
  ward.total = sum(ward.counts);
  ward.previous = std::vector<std::int64_t>(areas.size(), null_integer);
  if (study.before) ward.previous = incidents_in_areas(study, theme, When::before);
  ward.total_previous = study.total_is_compared() ? sum(ward.previous) : null_integer;
  for (const auto& shape : areas.shapes) ward.area_km2.push_back(geometry::area_m2(shape) / 1e6);

  const std::vector<double> population = population_of(areas);
  ward.population = sum(population);
  ward.dispersion = count_dispersion(study, theme, dispersion);
  ward.rate = rates::crude_rate(ward.counts, population, 1000.0, ward.dispersion.phi);
  ward.rate_rank = rate_ranks(ward.rate, areas.codes);
  const std::vector<std::int64_t> total = {ward.total};
  const std::vector<double> everybody = {ward.population};
  ward.total_rate = rates::crude_rate(total, everybody, 1000.0, ward.dispersion.phi_total);
  add_change(ward, study);

  if (by == RankBy::rate && !has_population(areas)) {
    return fail(ErrorCode::bad_value, "--by rate: " + no_population_text(areas));
  }
  ward.ranking = ranking::rank_by(values_of(ward, by), ward.counts, areas.codes);
  // An area without a rate has no rank among rates, on the map either.
  if (by == RankBy::rate) ward.ranking.rank = ward.rate_rank;
  ranking::Exposed exposed{areas.codes, ward.counts, {}};
  if (by == RankBy::rate) exposed.exposure = population;
  if (by == RankBy::density) exposed.exposure = ward.area_km2;
  auto interval = ranking::rank_interval(exposed, {.seed = seed,
                                                   .top = static_cast<int>(top_areas),
                                                   .phi = ward.dispersion.phi,
                                                   .shrink = !ward.dispersion.is_poisson()});
  if (!interval) return fail(interval.error());
  ward.interval = std::move(*interval);
  if (study.is_public) return hidden_ranking(std::move(ward), study, by);
  return ward;
}

table::Layer ranking_layer(const Study& study, const AreaRanking& ward, const std::string& name) {
  const table::Areas& areas = study.areas();
  table::Layer layer;
  layer.name = name;
  // Short: a legend has little room, and the project's title says when.
  layer.title = capitalised(ward.theme.noun) + title_end(study, ward.by);
  layer.description =
      fmt::format("{} per area{}. Areas: {}.", ward.theme.title, when(study), areas.source);
  if (!areas.caveat.empty()) {
    layer.title += " (schematic)";
    layer.description += " " + areas.caveat;
  }
  layer.geometry = areas.shapes;
  layer.columns = ranking_columns(study, ward);
  report::StyleOptions style = style_options(ranked_column(ward.by), "rank");
  style.missing_label = ward.by == RankBy::rate ? missing(ward, "no rate") : missing_label(study);
  layer.style_qml = report::graduated_areas(layer.columns, style);
  return layer;
}

std::string rate_style(const table::Layer& layer, const AreaRanking& ward) {
  if (all_null(column(layer, "rate_1k"))) return "";
  report::StyleOptions style = style_options("rate_1k", "rate_rank");
  style.missing_label = missing(ward, "no rate");
  return report::graduated_areas(layer.columns, style);
}

std::string change_style(const table::Layer& layer, const AreaRanking& ward) {
  if (all_null(column(layer, "chg_pct"))) return "";
  report::StyleOptions style = style_options("chg_pct", "");
  style.number_column = "rank";
  style.p_columns = {"chg_p_od", "chg_p"};
  style.tip_columns = {"prev", "count", "chg_pct", "chg_p"};
  style.missing_label = missing(ward, "no change shown");
  style.few_columns = {"count", "prev"};
  style.few_below = rates::least_compared;
  return report::change_areas(layer.columns, style);
}

}  // namespace hotward::analyses
