// What `check` found, as JSON, as tables and in words.
#include <algorithm>

#include <fmt/format.h>

#include "engine/analyses/check/check.hpp"
#include "engine/core/counted.hpp"
#include "engine/report/chance_words.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/summary_json.hpp"
#include "engine/study/break_words.hpp"

namespace hotward::analyses {
namespace {

using report::decimal_text;
using report::integer_text;

Json months_json(const Quality& q) {
  Json months = Json::array();
  for (std::size_t m = 0; m < q.months.present.size(); ++m) {
    Json row = {{"month", table::to_string(q.months.present[m])}};
    for (const auto& series : q.series) row[series.group] = series.counts[m];
    row["without_coordinates"] = q.located[m].unplaced;
    row["without_coordinates_pct"] = report::number(100.0 * q.located[m].unplaced_share());
    months.push_back(std::move(row));
  }
  return months;
}

Json breaks_json(const Quality& q) {
  Json breaks = Json::array();
  for (const quality::SeriesBreak& b : q.breaks.breaks) {
    breaks.push_back({{"month", table::to_string(q.months.present[b.month])},
                      {"group", q.series[b.group].group},
                      {"count", q.series[b.group].counts[b.month]},
                      {"expected", report::number(b.expected)},
                      {"change_pct", report::number(b.change_pct)},
                      {"z", report::number(b.z_score)}});
  }
  return breaks;
}

Json places_json(const Quality& q) {
  Json classes = Json::array();
  for (const quality::PlaceClass& c : q.places.classes) {
    classes.push_back({{"from", c.from},
                       {"to", c.to},
                       {"places", c.places},
                       {"incidents", c.incidents},
                       {"incidents_pct", report::number(c.incidents_pct)}});
  }
  Json busiest = Json::array();
  for (std::size_t k = 0; k < q.places.busiest.size(); ++k) {
    const quality::BusyPlace& p = q.places.busiest[k];
    busiest.push_back({{"x", p.at.x},
                       {"y", p.at.y},
                       {"incidents", p.incidents},
                       {"share_pct", report::number(p.share_pct)},
                       {"name", q.busiest_names[k]}});
  }
  return {{"places", q.places.places},   {"incidents", q.places.incidents},
          {"sharing", q.places.sharing}, {"sharing_pct", report::number(q.places.sharing_pct)},
          {"classes", classes},          {"busiest", busiest}};
}

Json agreement_json(const Quality& q) {
  if (!q.has_stated_areas) return nullptr;
  const quality::Agreement& a = q.agreement;
  return {{"rows", a.rows},
          {"agree", a.agree},
          {"differ", a.differ},
          {"not_stated", a.found_only},
          {"agree_pct", report::number(a.agree_pct)},
          {"vintages", q.lsoa_vintages}};
}

Json dispersions_json(const Quality& q) {
  Json result = Json::object();
  for (const GroupDispersion& each : q.dispersions) {
    result[each.group] = dispersion_json(each.of);
  }
  return result;
}

// "Counts of areas vary 2.6 times (crime) and 3.1 times (asb) as much as ..."
std::string dispersions_text(const Quality& q) {
  std::vector<std::string> known;
  std::string why_not;
  for (const GroupDispersion& each : q.dispersions) {
    if (each.of.is_known()) {
      known.push_back(fmt::format("{} times ({})", decimal_text(each.of.phi, 1), each.group));
    } else if (why_not.empty()) {
      why_not = each.of.why_not;
    }
  }
  if (known.empty()) {
    if (why_not.empty()) return "";
    return fmt::format("\nHow much counts of areas vary beyond chance cannot be known: {}.\n",
                       why_not);
  }
  return fmt::format(
      "\nCounts of areas vary {} as much from month to month as chance alone makes them.\n",
      report::list_words(known, known.size()));
}

report::ShownTable months_table(const Quality& q) {
  std::vector<report::PlainColumn> columns(1 + q.series.size());
  columns[0] = {"Month", {}, false, "month"};
  for (std::size_t s = 0; s < q.series.size(); ++s) {
    const std::string& group = q.series[s].group;
    columns[s + 1] = {group, {}, true, group, static_cast<int>(s)};
  }
  if (!q.whole.empty()) columns.push_back({"In the whole file", {}, true, "whole", 1});
  const bool any_unplaced =
      std::ranges::any_of(q.located, [](const LocatedShare& share) { return share.unplaced > 0; });
  report::PlainColumn unplaced{"Without coordinates (%)", {}, true, "unplaced", 2};
  for (const LocatedShare& share : q.located) {
    unplaced.cells.push_back(decimal_text(100.0 * share.unplaced_share(), 1));
  }
  if (any_unplaced) columns.push_back(std::move(unplaced));
  columns.push_back({"Unlike the other months", {}, false, "breaks"});
  for (std::size_t m = 0; m < q.months.present.size(); ++m) {
    columns[0].cells.push_back(table::to_string(q.months.present[m]));
    for (std::size_t s = 0; s < q.series.size(); ++s) {
      columns[s + 1].cells.push_back(integer_text(q.series[s].counts[m]));
    }
    if (!q.whole.empty()) {
      columns[q.series.size() + 1].cells.push_back(integer_text(q.whole[0].series[0].counts[m]));
    }
    std::string broken;
    for (const quality::SeriesBreak& b : q.breaks.breaks) {
      if (b.month != m || quality::too_uneven(q.breaks, b.group, q.months.present.size())) continue;
      broken +=
          (broken.empty() ? "" : ", ") + q.series[b.group].group + ": " + size_words(b.change_pct);
    }
    columns.back().cells.push_back(broken);
  }
  return {columns, "month"};
}

report::ShownTable places_table(const Quality& q) {
  report::PlainColumn incidents{"Incidents", {}, true, "incidents"};
  report::PlainColumn share{"Share %", {}, true, "share_pct", 1};
  report::PlainColumn at{"Easting, northing", {}, false, "at"};
  report::PlainColumn name{"Called", {}, false, "name"};
  for (std::size_t k = 0; k < q.places.busiest.size(); ++k) {
    const quality::BusyPlace& p = q.places.busiest[k];
    incidents.cells.push_back(integer_text(p.incidents));
    share.cells.push_back(decimal_text(p.share_pct, 1));
    at.cells.push_back(fmt::format("{:.0f} {:.0f}", p.at.x, p.at.y));
    name.cells.push_back(q.busiest_names[k]);
  }
  return {{incidents, share, at, name}, "place"};
}

// Whether rows lie in the LSOA that they state; "codes of 2011" where the year is known.
std::string stated_areas_text(const Quality& q) {
  const quality::Agreement& a = q.agreement;
  const std::int64_t stated = a.agree + a.differ;
  if (stated == 0) return "No row states its LSOA.\n";
  std::string text = fmt::format(
      "The LSOA that a row states agrees with where it lies for {} of {} ({}%{}).",
      integer_text(a.agree), counted(static_cast<std::uint64_t>(stated), "row"),
      decimal_text(a.agree_pct, 1),
      q.lsoa_vintages.empty() ? std::string() : "; codes of " + q.lsoa_vintages.front());
  if (a.found_only > 0) {
    text += fmt::format(
        " {} none.", counted(static_cast<std::uint64_t>(a.found_only), "row states", "rows state"));
  }
  return text + "\n";
}

std::string list_text(const std::string& heading, const std::vector<std::string>& lines) {
  if (lines.empty()) return "";
  std::string text = "\n" + heading + "\n";
  for (const std::string& line : lines) text += "  - " + line + "\n";
  return text;
}

}  // namespace

Json quality_json(const Quality& q) {
  Json missing = Json::array();
  for (const table::Month month : q.months.missing) missing.push_back(table::to_string(month));
  Json unknown = Json::array();
  for (const auto& type : q.unknown_types) {
    unknown.push_back({{"type", type.name}, {"incidents", type.incidents}});
  }
  Json whole = nullptr;
  if (!q.whole.empty()) {
    const Quality& all = q.whole.front();
    whole = {
        {"months", months_json(all)}, {"breaks", breaks_json(all)}, {"places", places_json(all)}};
  }
  return {{"months", months_json(q)},
          {"missing_months", missing},
          {"breaks", breaks_json(q)},
          {"places", places_json(q)},
          {"agreement", agreement_json(q)},
          {"unknown_types", unknown},
          {"duplicate_ids", q.duplicate_ids},
          {"coverage", coverage_json(q.coverage)},
          {"misplaced", misplaced_json(q.misplaced)},
          {"dispersion", dispersions_json(q)},
          {"outside", q.outside},
          {"whole", whole},
          {"faults", q.faults},
          {"notes", q.notes}};
}

std::vector<report::ShownTable> quality_tables(const Quality& q) {
  std::vector<report::ShownTable> tables{months_table(q), places_table(q)};
  if (auto covered = coverage_table(q.coverage); !covered.columns.empty()) {
    tables.push_back(std::move(covered));
  }
  return tables;
}

std::string quality_text(const Quality& q, const report::TableView& view) {
  std::string text = report::shown_table(months_table(q), view);
  if (!text.empty()) text = "\n" + text;
  const std::string covered = report::shown_table(coverage_table(q.coverage), view);
  if (!covered.empty()) text += "\nMonths of each force:\n" + covered;
  text +=
      fmt::format("\n{} {} on {}{}; {}% share their place with another.\n",
                  counted(static_cast<std::uint64_t>(q.places.incidents), "incident"),
                  q.places.incidents == 1 ? "lies" : "lie",
                  counted(static_cast<std::uint64_t>(q.places.places), "place"),
                  q.whole.empty() ? "" : " in the areas", decimal_text(q.places.sharing_pct, 1));
  const std::string busiest = report::shown_table(places_table(q), view);
  if (!busiest.empty()) text += "The busiest:\n" + busiest;
  if (q.has_stated_areas) text += "\n" + stated_areas_text(q);
  text += dispersions_text(q);
  text += list_text("Faults that would change an answer:", q.faults);
  text += list_text("Worth knowing:", q.notes);
  return text + (q.faults.empty() ? "\nNo fault found.\n" : "");
}

}  // namespace hotward::analyses
