// By area: what `rank` found: its table with the share of people and of land beside the share of
// incidents, the first five as a chart, and a map.
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include <fmt/format.h>

#include "engine/core/undefined.hpp"
#include "engine/document/sections.hpp"
#include "engine/document/words.hpp"
#include "engine/report/area_map.hpp"
#include "engine/report/bar_chart.hpp"
#include "engine/report/chance_words.hpp"
#include "engine/report/number_text.hpp"
#include "engine/study/publication.hpp"

namespace hotward::document {
namespace {

using report::decimal_text;
using report::PlainColumn;

constexpr std::size_t most_charted = 5;
constexpr std::size_t most_rows_whole = 40, rows_of_many = 25;
constexpr std::size_t most_marks = 20;

const PlainColumn* column_named(const report::ShownTable& table, const std::string& name) {
  const auto found = std::ranges::find(table.columns, name, &PlainColumn::name);
  return found == table.columns.end() ? nullptr : &*found;
}

// Of each row of the ranking its percentage of the sum over all; NaN where there is no sum.
std::vector<double> shares(const Json& rows, const char* key) {
  std::vector<double> values;
  for (const Json& row : rows) values.push_back(real_of(row, key));
  const double sum = std::accumulate(values.begin(), values.end(), 0.0, [](double all, double x) {
    return std::isfinite(x) ? all + x : all;
  });
  for (double& value : values) value = sum > 0.0 ? 100.0 * value / sum : undefined;
  return values;
}

PlainColumn share_column(const char* heading, const std::vector<double>& of) {
  PlainColumn column{heading, {}, true, heading};
  for (const double value : of) column.cells.push_back(decimal_text(value, 1));
  return column;
}

bool any_finite(const std::vector<double>& values) {
  return std::ranges::any_of(values, [](double value) { return std::isfinite(value); });
}

struct AreaShares {
  std::vector<double> incidents, people, land;  // percent, in rank order
};

// The columns of `rank` that a reader needs, and the shares.
report::DocumentTable areas_table(const Findings& ranking, const AreaShares& share,
                                  const std::string& caption) {
  const report::ShownTable& all = ranking.tables.front();
  report::ShownTable table{{}, all.row, all.note};
  const auto take = [&](const char* name, const char* heading = nullptr) {
    const PlainColumn* column = column_named(all, name);
    if (column == nullptr) return;
    table.columns.push_back(*column);
    table.columns.back().drop = 0;
    if (heading != nullptr) table.columns.back().heading = heading;
  };
  for (const char* name : {"rank", "area_name", "count"}) take(name);
  take("share_pct", "% of incidents");
  if (any_finite(share.people)) {
    table.columns.push_back(share_column("% of people", share.people));
  }
  table.columns.push_back(share_column("% of land", share.land));
  if (any_finite(share.people)) {
    take("rate_1k");
    take("rate_interval");
    take("rate_rank", "Rank by rate");
  }
  take("chg_pct");
  const std::size_t most = share.land.size() > most_rows_whole ? rows_of_many : 0;
  return {caption, table, most, false, "hotward rank has them all"};
}

std::string percent(double value) {
  return std::isfinite(value) ? decimal_text(value, 1) + "%" : std::string(report::no_value);
}

// The first five: incidents, people, land.
std::vector<report::Block> top_chart(const Part& part, const Json& rows, const AreaShares& share) {
  const bool people = any_finite(share.people);
  report::BarChart chart{fmt::format("Share of {}, of people and of land", part.theme->noun),
                         "",
                         {{"incidents", report::bar_colours[0]}},
                         {}};
  if (!people) chart.title = fmt::format("Share of {} and of land", part.theme->noun);
  if (people) chart.series.push_back({"people", report::bar_colours[1]});
  chart.series.push_back({"land", report::bar_colours[2]});
  for (std::size_t i = 0; i < std::min(most_charted, rows.size()); ++i) {
    if (!std::isfinite(share.incidents[i]) || part_of(rows[i], "rank").is_null()) continue;
    report::BarRow row{text_of(rows[i], "area_name"), {}};
    row.bars.push_back({share.incidents[i], percent(share.incidents[i])});
    if (people) row.bars.push_back({share.people[i], percent(share.people[i])});
    row.bars.push_back({share.land[i], percent(share.land[i])});
    chart.description += fmt::format(
        "{}: {} of incidents, {}{} of land. ", row.name, percent(share.incidents[i]),
        people ? percent(share.people[i]) + " of people, " : "", percent(share.land[i]));
    chart.rows.push_back(std::move(row));
  }
  if (chart.rows.empty() || rows.size() <= most_charted) return {};
  return {report::Picture{bar_chart_svg(chart), chart.title + ": the areas with most.",
                          chart.description}};
}

// What the map shows of each area, in the study's order.
struct Mapped {
  std::vector<double> values;
  std::vector<std::string> marks, names, said;
  std::vector<std::size_t> order;  // by rank
};

Mapped mapped(const Study& study, const Json& rows, bool by_rate) {
  const std::size_t n = study.areas().size();
  Mapped map{std::vector<double>(n, undefined),
             std::vector<std::string>(n),
             table::distinct_names(study.areas()),
             {},
             {}};
  std::map<std::string, std::size_t> area_of;
  for (std::size_t i = 0; i < n; ++i) area_of[study.areas().codes[i]] = i;
  std::vector<std::pair<double, std::size_t>> ranked;
  for (const Json& row : rows) {
    const std::size_t area = area_of.at(text_of(row, "area_code"));
    map.values[area] = real_of(row, by_rate ? "rate_1k" : "count");
    const double rank = real_of(row, by_rate ? "rate_rank" : "rank");
    const std::string value =
        by_rate ? decimal_text(map.values[area], 2) : whole_text(map.values[area]);
    map.names[area] += ": " + value;
    if (!std::isfinite(rank)) continue;
    ranked.emplace_back(rank, area);
    if (rank <= static_cast<double>(most_marks)) map.marks[area] = whole_text(rank);
  }
  std::ranges::stable_sort(ranked, {}, &std::pair<double, std::size_t>::first);
  for (const auto& [rank, area] : ranked) {
    map.order.push_back(area);
    map.said.push_back(map.names[area]);
  }
  return map;
}

std::vector<report::Block> area_map(const Material& material, const Part& part, const Json& rows,
                                    bool by_rate) {
  const Study& study = material.study;
  Mapped found = mapped(study, rows, by_rate);
  if (!any_finite(found.values)) return {};
  const table::Areas& areas = study.areas();
  const std::string what =
      capitalised(part.theme->noun) +
      (by_rate ? " per 1,000 " + areas.population_label : std::string(" by area"));
  report::AreaMap map{.id = part.theme->name + "-map", .title = "Map: " + what};
  map.shapes = areas.shapes;
  map.values = found.values;
  map.marks = found.marks;
  map.names = found.names;
  map.classes.whole_numbers = !by_rate;
  map.key_title = what;
  map.missing_label = missing_label(study);
  map.description =
      fmt::format("{} areas. The highest: {}.", areas.size(), report::list_words(found.said, 5));
  if (!areas.caveat.empty()) map.notes.push_back("The boundaries are " + areas.caveat + ".");
  map.notes.push_back(material.credits.boundaries);
  const std::string caption =
      fmt::format("{}. A number in an area is its rank by what the map shows.", what);
  return {report::Picture{area_map_svg(map, found.order), caption, map.description}};
}

}  // namespace

std::vector<report::Section> by_area(const Material& material, const Part& part, Figures& figures) {
  const Findings* ranking = part.found("rank");
  if (ranking == nullptr || ranking->tables.empty() || !ranking->summary.is_array()) return {};
  const Json& rows = ranking->summary;
  AreaShares share{{}, shares(rows, "pop"), shares(rows, "area_km2")};
  for (const Json& row : rows) {
    share.incidents.push_back(real_of(row, "share_pct"));
    figures.add(part.theme->name + ".area." + text_of(row, "area_code"), row, "count");
  }
  report::Section section{part.theme->name + ".areas", "Areas", 3};
  section.blocks = top_chart(part, rows, share);
  section.blocks.emplace_back(
      areas_table(*ranking, share, part.theme->title + " by area, the most first"));
  std::vector<report::Section> sections{section};
  auto drawn = area_map(material, part, rows, any_finite(share.people));
  if (!drawn.empty()) {
    sections.push_back({part.theme->name + ".map", "Map", 3, std::move(drawn)});
  }
  return sections;
}

}  // namespace hotward::document
