#include "engine/analyses/target/target_layers.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "engine/analyses/target/hidden_sites.hpp"
#include "engine/core/spelling.hpp"
#include "engine/core/undefined.hpp"
#include "engine/geometry/dissolve.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/style.hpp"

namespace hotward::analyses {
namespace {

using table::Column;
using table::null_integer;

Column named(std::vector<Column> columns, const std::string& name, const std::string& as,
             const std::string& meaning) {
  Column column = std::move(*std::ranges::find(columns, name, &Column::name));
  column.name = as;
  if (!meaning.empty()) column.meaning = meaning;
  return column;
}

// 1 where it is among the hottest.
Column::Integers hot_flags(const FoundSites& found) {
  Column::Integers flags(found.sites.size(), 0);
  for (std::size_t k = 0; k < found.hot; ++k) flags[found.ranking.order[k]] = 1;
  return flags;
}

// The first group that holds it.
Column::Integers group_numbers(const FoundSites& found, const FoundGroups& groups) {
  Column::Integers numbers(found.sites.size(), null_integer);
  for (std::size_t g = groups.groups.size(); g-- > 0;) {
    for (const std::size_t i : groups.groups[g].sums.sites) {
      numbers[i] = static_cast<std::int64_t>(g) + 1;
    }
  }
  return numbers;
}

Column::Reals or_none(const std::vector<double>& values, std::size_t sites) {
  return values.empty() ? Column::Reals(sites, undefined) : values;
}

// Who lives there, and rates over them.
void add_rates(const FoundSites& found, std::vector<Column>& columns) {
  const auto people = rates::columns(found.per_people, "people");
  const auto households = rates::columns(found.per_households, "households");
  columns.push_back({"pop", "people", "people at risk", found.people});
  for (const char* name : {"rate_1k", "rate_lo", "rate_hi"}) {
    columns.push_back(named(people, name, name, ""));
  }
  columns.push_back({"hh", "households", "households at risk", found.households});
  columns.push_back(named(households, "rate_1k", "hh_1k", ""));
  columns.push_back(named(households, "rate_lo", "hh_1k_lo", ""));
  columns.push_back(named(households, "rate_hi", "hh_1k_hi", ""));
}

// In every row: a table may travel without what stands around it.
Column harm_kind(const FoundSites& found, std::size_t rows) {
  return {"harm_kind", "", "approximate: of categories that no weight fits; else as given",
          Column::Texts(rows, found.weights.approximate ? "approximate" : "as given")};
}

std::string harm_caveat(const FoundSites& found) {
  return found.weights.approximate ? " Its harm is approximate: no weight fits a category." : "";
}

void add_harm(const FoundSites& found, std::vector<Column>& columns) {
  const SiteHarm& harm = found.harm;
  if (!harm.known()) return;
  const std::string kind = found.weights.approximate ? "approximate " : "";
  Column::Reals share;
  for (const double sum : harm.sum) {
    share.push_back(harm.total > 0.0 ? 100.0 * sum / harm.total : undefined);
  }
  columns.push_back({"harm", "1", kind + "harm: sum of the weights of its incidents", harm.sum});
  columns.push_back({"harm_pct", "%", "share of all " + kind + "harm", share});
  columns.push_back({"harm_rank", "", "rank by " + kind + "harm, 1 the most", harm.rank});
  columns.push_back({"harm_one", "1",
                     "1 where one incident alone puts it among the first by " + kind + "harm",
                     Column::Integers(harm.by_one.begin(), harm.by_one.end())});
  columns.push_back(harm_kind(found, found.sites.size()));
}

// Names that hotward makes have ten letters at most, and no two of a layer are the same.
std::string feature_column(std::size_t number, const std::string& name) {
  std::string column = fmt::format("f{}_", number);
  for (const char c : lower_case(name)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    column += plain ? c : '_';
  }
  return column.substr(0, 10);
}

std::vector<Column> site_values(const Theme& theme, const FoundSites& found,
                                const FoundGroups& groups) {
  const std::size_t n = found.sites.size();
  const auto order = ranking::columns(found.ranking);
  const auto interval = ranking::columns(found.interval);
  std::vector<Column> columns = {
      {"site_id", "", "code of the area, or id of the cell", found.sites.ids},
      {"area_name", "", "area, or that of most of a cell's incidents", found.areas},
      named(order, "rank", "rank", ""),
      {"count", "incidents", theme.noun, found.sites.counts},
      named(order, "share_pct", "share_pct", ""),
      named(order, "cum_pct", "cum_pct", ""),
      named(interval, "rank_lo", "rank_lo", ""),
      named(interval, "rank_hi", "rank_hi", ""),
      {"hot", "1", "1 where it is among the hottest", hot_flags(found)},
      {"group", "1", "number of the group that it belongs to, 1 the best",
       group_numbers(found, groups)},
      {"by_one", "1", "1 where it is among the hottest only because of one incident",
       Column::Integers(found.by_one.begin(), found.by_one.end())}};
  add_harm(found, columns);
  add_rates(found, columns);
  const SitePersistence& lasting = found.persistence;
  columns.push_back({"hot_share", "1", "share of the windows in which it is among the hottest",
                     or_none(lasting.hot_share, n)});
  columns.push_back({"hot_lo", "1", "lower end of its 95% interval", or_none(lasting.lower, n)});
  columns.push_back({"hot_hi", "1", "upper end of its 95% interval", or_none(lasting.upper, n)});
  columns.push_back({"asb", "incidents", "anti-social behaviour in the same months",
                     found.asb.empty() ? Column::Integers(n, null_integer) : found.asb});
  columns.push_back({"nr_pct", "%",
                     "share of the incidents that came within 7 days and 100 m of "
                     "one before",
                     or_none(found.near_repeats, n)});
  columns.push_back(
      {"rep_places", "places", "places with two incidents or more", found.repeat_places});
  columns.push_back({"rep_pct", "%", "share of the incidents at those", found.repeat_pct});
  columns.push_back({"season", "", "the busiest and its share, were all as long; none stands out",
                     found.seasons});
  columns.push_back({"hours", "", "the busiest three of the day and their share", found.hours});
  for (std::size_t f = 0; f < found.features.size(); ++f) {
    const evaluation::Feature& feature = found.features[f];
    columns.push_back(
        {feature_column(f + 1, feature.name), "", feature.name + ", as given", feature.values});
  }
  columns.push_back({"area_km2", "km²", "area of the polygon", found.sites.area_km2});
  columns.push_back({"streets", "", "where most of them are, with how many", found.streets});
  return columns;
}

template <class Values>
Values chosen(const Values& values, const std::vector<std::size_t>& rows) {
  Values kept;
  for (const std::size_t i : rows) kept.push_back(values[i]);
  return kept;
}

// Rows for what is empty would be most of a grid.
std::vector<std::size_t> rows_of(const FoundSites& found, const std::vector<Column>& columns) {
  const auto& groups =
      std::get<Column::Integers>(std::ranges::find(columns, "group", &Column::name)->values);
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < found.sites.size(); ++i) {
    const bool some = found.sites.counts[i] > 0 || groups[i] != null_integer;
    if (some || !found.sites.grid) rows.push_back(i);
  }
  return rows;
}

// Outlines over the sites: the best group red, the others in colours that no map of counts has.
std::string groups_style(const std::vector<Column>& columns, std::size_t groups) {
  constexpr const char* others[] = {"#7b3294", "#e66101", "#333333", "#a6611a"};
  std::vector<report::Category> categories = {{"1", "group 1, holds most", "#d7191c"}};
  for (std::size_t g = 2; g <= groups; ++g) {
    categories.push_back(
        {std::to_string(g), fmt::format("group {}", g), others[(g - 2) % std::size(others)]});
  }
  return report::categorised(columns,
                             {.column = "group",
                              .categories = std::move(categories),
                              .hollow = true,
                              .lowest_on_top = true,
                              .name_column = "label",
                              .numbered_as = "Group",
                              .tip_columns = {"group", "count", "sites", "pop", "hh", "areas"}});
}

std::string title_of(const Study& study, const Theme& theme, const FoundSites& found) {
  const std::string schematic =
      found.sites.grid || study.areas().caveat.empty() ? "" : " (schematic)";
  return fmt::format("Where to act: {}{}{}", theme.noun, schematic,
                     found.weights.approximate ? " (approximate harm)" : "");
}

}  // namespace

table::Layer target_layer(const Study& study, const Theme& theme, const FoundSites& found,
                          const FoundGroups& groups, const TargetSettings& settings) {
  table::Layer layer;
  layer.name = "target_" + theme.name;
  layer.title = title_of(study, theme, found);
  layer.description = fmt::format(
      "{} by site, how sure its place in the list is, and the group of neighbours that holds most: "
      "{}. {}",
      capitalised(theme.noun), bounds_text(settings.bounds, settings.of_cells()),
      study.areas().caveat + harm_caveat(found));
  std::vector<Column> columns = site_values(theme, found, groups);
  if (!found.sites.grid && !study.areas().caveat.empty()) {
    columns.push_back({"note", "", "about the boundary",
                       Column::Texts(found.sites.size(), study.areas().caveat)});
  }
  hide_rows(found, columns);
  const std::vector<std::size_t> rows = rows_of(found, columns);
  for (Column& column : columns) {
    column.values = std::visit(
        [&](const auto& values) -> decltype(column.values) { return chosen(values, rows); },
        column.values);
  }
  layer.columns = std::move(columns);
  layer.geometry = found.sites.shapes.only(rows);
  const report::StyleOptions style = {.column = "count",
                                      .rank_column = "rank",
                                      .count_column = "count",
                                      .name_column = found.sites.grid ? "" : "area_name",
                                      .tip_columns = {"rank", "rank_lo", "rank_hi", "count",
                                                      "rate_1k", "hh_1k", "hot_share", "streets"},
                                      .missing_label = missing_label(study)};
  layer.style_qml = found.sites.grid ? report::cells_by_count(layer.columns, style)
                                     : report::graduated_areas(layer.columns, style);
  return layer;
}

Result<table::Layer> groups_layer(const Study& study, const Theme& theme, const FoundSites& found,
                                  const FoundGroups& groups) {
  Column::Integers number, areas, count, shared;
  Column::Reals share, people, households, km2, rate, bound, gap, harm;
  Column::Texts members, label;
  table::Shapes::List shapes;
  for (std::size_t g = 0; g < groups.groups.size(); ++g) {
    const FoundGroup& group = groups.groups[g];
    const GroupSums& sums = group.sums;
    number.push_back(static_cast<std::int64_t>(g) + 1);
    areas.push_back(static_cast<std::int64_t>(sums.sites.size()));
    count.push_back(sums.count);
    share.push_back(100.0 * static_cast<double>(sums.count) / static_cast<double>(found.total));
    people.push_back(sums.people);
    households.push_back(sums.households);
    km2.push_back(sums.km2);
    rate.push_back(sums.per_1k_households());
    bound.push_back(group.bound);
    harm.push_back(sums.harm);
    gap.push_back(group.gap_pct);
    shared.push_back(static_cast<std::int64_t>(group.shared));
    std::vector<std::string> names;
    std::vector<geometry::MultiPolygon> parts;
    for (const std::size_t i : sums.sites) {
      names.push_back(site_name(found.sites, i));
      parts.push_back(found.sites.shapes[i]);
    }
    members.push_back(fmt::format("{}", fmt::join(names, ", ")));
    label.push_back(fmt::format("{}: {}", g + 1, report::integer_text(sums.count)));
    auto shape = geometry::dissolve(parts);
    if (!shape) return fail(shape.error());
    shapes.push_back(std::move(*shape));
  }
  table::Layer layer;
  layer.name = "target_groups_" + theme.name;
  layer.title = "Neighbours that hold most: " + theme.noun +
                (found.weights.approximate ? " (approximate harm)" : "");
  layer.description =
      "The group of neighbouring sites that holds most within the bounds, then "
      "others. " +
      study.areas().caveat + harm_caveat(found);
  layer.columns = {
      {"group", "1", "number of the group, 1 the best", number},
      {"areas", "", "sites of the group, most incidents first", members},
      {"sites", found.sites.grid ? "cells" : "areas", "how many make up the group", areas},
      {"count", "incidents", theme.noun, count},
      {"share_pct", "%", "share of all", share},
      {"pop", "people", "people at risk", people},
      {"hh", "households", "households at risk", households},
      {"hh_1k", "per 1,000", theme.noun + " per 1,000 households", rate},
      {"area_km2", "km²", "area of the polygon", km2},
      {"bound", found.harm.known() ? "1" : "incidents",
       found.harm.known() ? "no group within the bounds holds more harm"
                          : "no group within the bounds holds more",
       bound},
      {"gap_pct", "%", "how far below that it is; 0: no other holds more", gap},
      {"shared", found.sites.grid ? "cells" : "areas", "that it shares with the first group",
       shared},
      {"label", "", "number of the group and its incidents", label}};
  if (found.harm.known()) {
    layer.columns.push_back({"harm", "1", "sum of the weights of its incidents", harm});
    layer.columns.push_back(harm_kind(found, number.size()));
  }
  layer.geometry = std::move(shapes);
  if (layer.size() > 0) layer.style_qml = groups_style(layer.columns, groups.groups.size());
  return layer;
}

View member_numbers(const table::Layer& layer) {
  return {layer.name, "numbers", "Ranks of the areas in the groups",
          report::numbered_outline(layer.columns, "rank", "group")};
}

}  // namespace hotward::analyses
