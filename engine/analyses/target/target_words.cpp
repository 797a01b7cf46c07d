#include "engine/analyses/target/target_words.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include <fmt/format.h>

#include "engine/analyses/target/harm_words.hpp"
#include "engine/core/counted.hpp"
#include "engine/report/chance_words.hpp"
#include "engine/report/noun_words.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/summary_json.hpp"
#include "engine/study/place_names.hpp"

namespace hotward::analyses {
namespace {

using report::counted_noun;
using report::decimal_text;
using report::integer_text;

double share_of(std::int64_t part, std::int64_t whole) {
  return 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

std::int64_t at_hot(const FoundSites& found) {
  std::int64_t sum = 0;
  for (std::size_t k = 0; k < found.hot; ++k) sum += found.sites.counts[found.ranking.order[k]];
  return sum;
}

// How many more hold as many as the last that is hot.
std::size_t equals_left_out(const FoundSites& found) {
  std::size_t more = 0;
  const auto& order = found.ranking.order;
  const std::int64_t last = found.sites.counts[order[found.hot - 1]];
  while (found.hot + more < order.size() && found.sites.counts[order[found.hot + more]] == last) {
    ++more;
  }
  return more;
}

std::string residents_text(const GroupSums& sums) {
  std::vector<std::string> parts;
  if (std::isfinite(sums.people)) parts.push_back(decimal_text(sums.people, 0) + " people");
  if (std::isfinite(sums.households)) {
    parts.push_back(decimal_text(sums.households, 0) + " households");
  }
  parts.push_back(decimal_text(sums.km2, 2) + " km²");
  return report::list_words(parts, parts.size());
}

// Of cells the areas that they lie in: an id means nothing to a reader.
std::string names_text(const FoundSites& found, const GroupSums& sums) {
  constexpr std::size_t most = 10;
  std::vector<std::string> names;
  for (const std::size_t i : sums.sites) {
    const std::string& name = found.areas[i];
    const bool is_new = std::ranges::find(names, name) == names.end();
    if (is_new && !name.empty()) names.push_back(name);
  }
  return (found.sites.grid ? "In " : "") + report::list_words(names, most);
}

std::string head_text(const Theme& theme, const FoundSites& found) {
  std::string when;
  if (found.counted.period) {
    when = fmt::format(", {} ({})", table::to_string(*found.counted.period),
                       counted(found.counted.months, "month"));
  }
  std::string text =
      fmt::format("{} in {}{}.\n", capitalised(counted_noun(found.total, theme.noun)),
                  counted_sites(found.sites), when);
  text += found.hot == 1 ? "The hottest of them holds"
                         : fmt::format("The hottest {} of them hold", found.hot);
  text += fmt::format(" {} ({}%)", integer_text(at_hot(found)),
                      decimal_text(share_of(at_hot(found), found.total), 1));
  if (const std::size_t more = equals_left_out(found); more > 0) {
    text +=
        fmt::format("; {} more {} as many as the last of these", more, more == 1 ? "has" : "have");
  }
  return text + ".\n" + one_incident_text(found) + excluded_text(found);
}

std::string group_text(const Theme& theme, const FoundSites& found, const FoundGroups& groups,
                       const TargetSettings& settings) {
  const FoundGroup& best = groups.groups.front();
  const char* noun = settings.of_cells() ? "cell" : "area";
  std::string text =
      fmt::format("The best group of neighbours, of {}, is {}: {} ({}% of all), {}.\n  {}.\n",
                  bounds_text(settings.bounds, settings.of_cells()),
                  counted(best.sums.sites.size(), noun), counted_noun(best.sums.count, theme.noun),
                  decimal_text(share_of(best.sums.count, found.total), 1),
                  residents_text(best.sums), names_text(found, best.sums));
  text += harm_text(found, groups);
  const char* what = found.harm.known() ? " harm" : "";
  text += best.exact ? fmt::format(
                           "No other group of neighbours within these bounds holds more{}.\n", what)
                     : fmt::format(
                           "No group within these bounds holds more{} than {}: this one is at most "
                           "{}% below the best there can be.\n",
                           what, decimal_text(best.bound, 0), decimal_text(best.gap_pct, 1));
  const GroupSums& other = groups.by_count;
  text += fmt::format("By their {} alone one would take {} in {}: {}, {}.\n",
                      found.harm.known() ? "harm" : "count", counted(other.sites.size(), noun),
                      counted(other.parts, "place"), counted_noun(other.count, theme.noun),
                      residents_text(other));
  if (!groups.gain_of.empty()) {
    text += fmt::format("Per {} the group has {}% {}.\n", groups.gain_of,
                        decimal_text(std::abs(groups.gain_pct), 0),
                        groups.gain_pct < 0.0 ? "fewer than these" : "more than these");
  }
  return text;
}

std::string doubts_text(const Study& study, const Theme& theme, const FoundSites& found,
                        const TargetSettings& settings) {
  std::string text;
  const bool by_business = theme.name == "neighbourhood" || theme.name == "acquisitive";
  if (by_business && has_map_points(study.incidents_read)) {
    text +=
        "Burglary and robbery hold those of businesses, too: data.police.uk does not part "
        "them.\n";
  }
  if (!found.persistence.why_not.empty()) {
    text += fmt::format("How long places stay hot is not known: {}.\n", found.persistence.why_not);
  }
  if (!found.no_near_repeats.empty()) {
    text += fmt::format("How many came soon after another nearby is not known: {}.\n",
                        found.no_near_repeats);
  }
  if (!found.no_seasons.empty()) {
    text += fmt::format("The busiest season is not known: {}.\n", found.no_seasons);
  }
  if (!found.no_hours.empty()) {
    text += fmt::format("The busiest hours are not known: {}.\n", found.no_hours);
  }
  if (!found.no_asb.empty()) {
    text += fmt::format("Anti-social behaviour beside it is not known: {}.\n", found.no_asb);
  }
  if (settings.usual_bounds) {
    text += fmt::format(
        "Nothing was said of how large a group may be, so it has at most {}: "
        "--max-households, --max-people, --max-km2 and --max-areas bound it.\n",
        counted(usual_group, settings.of_cells() ? "cell" : "area"));
  }
  return text;
}

Json group_json(const FoundSites& found, const FoundGroup& group) {
  Json ids = Json::array();
  Json names = Json::array();
  for (const std::size_t i : group.sums.sites) {
    ids.push_back(found.sites.ids[i]);
    names.push_back(site_name(found.sites, i));
  }
  return {{"areas", std::move(ids)},
          {"names", std::move(names)},
          {"captured", group.sums.count},
          {"share_pct", share_of(group.sums.count, found.total)},
          {"bound", group.bound},
          {"gap_pct", group.gap_pct},
          {"exact", group.exact},
          {"people", report::number(group.sums.people)},
          {"households", report::number(group.sums.households)},
          {"km2", group.sums.km2},
          {"per_1k_people", report::number(group.sums.per_1k_people())},
          {"per_1k_households", report::number(group.sums.per_1k_households())},
          {"harm", found.harm.known() ? Json(group.sums.harm) : Json()},
          {"shared", group.shared}};
}

Json by_count_json(const FoundSites& found, const FoundGroups& groups) {
  const GroupSums& sums = groups.by_count;
  Json ids = Json::array();
  for (const std::size_t i : sums.sites) ids.push_back(found.sites.ids[i]);
  return {{"areas", std::move(ids)},
          {"captured", sums.count},
          {"places", sums.parts},
          {"people", report::number(sums.people)},
          {"households", report::number(sums.households)},
          {"km2", sums.km2},
          {"gain_pct", report::number(groups.gain_pct)},
          {"gain_of", groups.gain_of.empty() ? Json() : Json(groups.gain_of)}};
}

Json bounds_json(const GroupBounds& bounds) {
  const auto put = [](const auto& value) { return value ? Json(*value) : Json(); };
  return {{"areas", put(bounds.areas)},
          {"people", put(bounds.people)},
          {"households", put(bounds.households)},
          {"km2", put(bounds.km2)}};
}

// Of cells those that are hot: the layer has the others.
std::vector<std::size_t> told_rows(const FoundSites& found, const table::Layer& layer) {
  std::vector<std::size_t> rows = report::rank_order(layer.columns);
  if (!found.sites.grid) return rows;
  const auto& hot = std::get<table::Column::Integers>(
      std::ranges::find(layer.columns, "hot", &table::Column::name)->values);
  std::erase_if(rows, [&](std::size_t row) { return hot[row] == 0; });
  return rows;
}

report::ShownTable groups_table(const FoundSites& found, const FoundGroups& groups) {
  report::ShownTable table{{{"Group", {}, true, "group"},
                            {found.sites.grid ? "Cells" : "Areas", {}, true, "sites"},
                            {"Count", {}, true, "count"},
                            {"People", {}, true, "pop", 3},
                            {"Households", {}, true, "hh", 2},
                            {"km²", {}, true, "area_km2", 4},
                            {"Below best %", {}, true, "gap_pct", 5},
                            {"Shared", {}, true, "shared", 1}},
                           "group"};
  for (std::size_t g = 0; g < groups.groups.size(); ++g) {
    const FoundGroup& group = groups.groups[g];
    const std::string cells[] = {std::to_string(g + 1),
                                 integer_text(group.sums.sites.size()),
                                 integer_text(group.sums.count),
                                 decimal_text(group.sums.people, 0),
                                 decimal_text(group.sums.households, 0),
                                 decimal_text(group.sums.km2, 2),
                                 decimal_text(group.gap_pct, 1),
                                 integer_text(group.shared)};
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      table.columns[c].cells.push_back(cells[c]);
    }
  }
  return table;
}

}  // namespace

std::string target_text(const Study& study, const Theme& theme, const FoundSites& found,
                        const FoundGroups& groups, const TargetSettings& settings) {
  std::string text = head_text(theme, found);
  if (!groups.groups.empty()) text += group_text(theme, found, groups, settings);
  if (settings.profile && !settings.profile->note.empty()) text += settings.profile->note + "\n";
  return text + doubts_text(study, theme, found, settings) +
         report::how_sure(
             "these places had most in the past, and some of that was chance: expect fewer there "
             "next time, even if nothing is done");
}

std::vector<report::ShownTable> target_tables(const FoundSites& found, const FoundGroups& groups,
                                              const table::Layer& layer) {
  report::ShownTable sites{{}, found.sites.grid ? "cell" : "area"};
  const std::tuple<const char*, const char*, int, int> usual[] = {
      {"rank", "Rank", 0, -1},
      {"area_name", "Area", 0, -1},
      {"site_id", "Id", found.sites.grid ? 0 : report::only_asked, -1},
      {"count", "Count", 0, -1},
      {"share_pct", "Share %", 2, -1},
      {"rank_lo", "From", 6, -1},
      {"rank_hi", "to", 6, -1},
      {"rate_1k", "Per 1,000 people", 3, -1},
      {"hh_1k", "Per 1,000 households", 4, -1},
      {"hot_share", "Hot in", 5, 2},
      {"asb", "ASB", 7, -1},
      {"nr_pct", "Near repeats %", 8, -1},
      {"group", "Group", 1, -1},
      {"streets", "Streets", 9, -1},
      {"rep_pct", "Repeats %", 10, -1},
      {"season", "Season", 11, -1},
      {"hours", "Hours", 12, -1}};
  const std::vector<std::size_t> order = told_rows(found, layer);
  for (const auto& [name, heading, drop, decimals] : usual) {
    const auto column = std::ranges::find(layer.columns, name, &table::Column::name);
    sites.columns.push_back(report::plain_column(*column, heading, order, decimals));
    sites.columns.back().name = name;
    sites.columns.back().drop = drop;
  }
  return {std::move(sites), groups_table(found, groups)};
}

Json target_json(const Theme& theme, const FoundSites& found, const FoundGroups& groups,
                 const TargetSettings& settings, const table::Layer& layer) {
  Json json = {
      {"profile", settings.profile ? Json(settings.profile->name) : Json()},
      {"theme", theme.name},
      {"period", found.counted.period ? Json(table::to_string(*found.counted.period)) : Json()},
      {"months", found.counted.months},
      {"count", found.total},
      {"all_sites", found.sites.size()},
      {"hot", found.hot},
      {"window_months", found.persistence.window_months},
      {"windows", found.persistence.windows},
      {"dispersion", dispersion_json(found.dispersion)},
      {"bounds", bounds_json(settings.bounds)},
      {"harm", harm_json(found)},
      {"excluded", excluded_json(found)}};
  if (found.sites.grid) put_cells(json, found.sites.grid->lattice());
  if (settings.profile) json["profile_file"] = profiles_json({*settings.profile})[0];
  json["sites"] = report::columns_as_rows(layer.columns, told_rows(found, layer));
  json["group"] = groups.groups.empty() ? Json() : group_json(found, groups.groups.front());
  json["by_count"] = groups.groups.empty() ? Json() : by_count_json(found, groups);
  Json others = Json::array();
  for (std::size_t g = 1; g < groups.groups.size(); ++g) {
    others.push_back(group_json(found, groups.groups[g]));
  }
  json["alternatives"] = std::move(others);
  return json;
}

}  // namespace hotward::analyses
