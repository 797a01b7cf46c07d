// Over time: what `trend` found, which sentences and tables it makes itself.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/document/sections.hpp"
#include "engine/document/words.hpp"
#include "engine/report/bar_chart.hpp"
#include "engine/report/chance_words.hpp"
#include "engine/report/number_text.hpp"

namespace hotward::document {
namespace {

using report::decimal_text;

constexpr std::size_t most_bars = 14;

// The tables of `trend` in their order.
constexpr std::size_t months_table = 0, years_table = 1, types_table = 2;

// "Violence and sexual offences 13,021, Shoplifting 2,400 and 5 more": what a chart shows, said.
std::string bars_words(const report::BarChart& chart) {
  std::vector<std::string> words;
  for (const report::BarRow& row : chart.rows) {
    words.push_back(row.name + " " + row.bars.front().text);
  }
  return report::list_words(words, 6) + ".";
}

std::string p_cell(double p) {
  return std::isfinite(p) ? report::p_words(p) : std::string(report::no_value);
}

std::string signed_percent(double value) {
  return std::isfinite(value) ? report::signed_text(value, 1) + "%" : std::string(report::no_value);
}

std::vector<report::Section> change_section(const Part& part, const Findings& trend,
                                            Figures& figures) {
  const Json& change = part_of(trend.summary, "change");
  const std::string& name = part.theme->name;
  for (const char* key : {"lo_pct", "hi_pct", "p", "p_od", "phi", "per_day_pct"}) {
    figures.add(name + ".change." + key, change, key);
  }
  if (!std::isfinite(real_of(change, "pct"))) return {};
  const std::string before = period_words(text_of(change, "before"));
  const double lower = real_of(change, "lo_pct");
  const std::string likely = std::isfinite(lower) ? signed_percent(lower) + " to " +
                                                        signed_percent(real_of(change, "hi_pct"))
                                                  : std::string(report::no_value);
  report::ShownTable table{
      {{"What", {}, false, "what"}, {"Value", {}, true, "value"}}, "figure", ""};
  const auto add = [&](const std::string& what, const std::string& value) {
    table.columns[0].cells.push_back(what);
    table.columns[1].cells.push_back(value);
  };
  add(period_words(text_of(change, "period")), whole_text(real_of(change, "count")));
  add(before, whole_text(real_of(change, "prev")));
  add("Difference", report::signed_text(real_of(change, "count") - real_of(change, "prev"), 0));
  add("Change of the count", signed_percent(real_of(change, "pct")));
  add("Likely, allowing for chance (95%)", likely);
  add("Change of the count a day", signed_percent(real_of(change, "per_day_pct")));
  add("Chance of as large a change, counts of chance alone", p_cell(real_of(change, "p")));
  add("Chance of as large a change, months as these vary", p_cell(real_of(change, "p_od")));
  add("Times as much as chance alone that months vary", decimal_text(real_of(change, "phi"), 1));
  report::Section section{name + ".change", "Change since " + before, 3};
  section.blocks = {report::DocumentTable{part.theme->title + ": change since " + before, table}};
  return {section};
}

std::vector<report::Section> years_section(const Part& part, const Findings& trend,
                                           Figures& figures) {
  report::BarChart chart{part.theme->title + " by financial year",
                         "",
                         {{capitalised(part.theme->noun), report::bar_colours[0]}},
                         {}};
  for (const Json& year : part_of(trend.summary, "years")) {
    const double count = real_of(year, "count");
    const auto months = static_cast<std::size_t>(real_of(year, "months"));
    if (!std::isfinite(count) || real_of(year, "days") == 0.0) continue;
    std::string text = whole_text(count);
    if (months < 12) text += fmt::format(" ({} of 12)", months);
    chart.rows.push_back({text_of(year, "year"), {{count, text}}});
    if (months == 12) {
      figures.add(part.theme->name + ".year." + text_of(year, "year"), year, "count");
    }
  }
  if (chart.rows.size() < 2) return {};
  chart.description = bars_words(chart);
  report::Section section{part.theme->name + ".years", "Financial years", 3};
  section.blocks = {
      report::Picture{bar_chart_svg(chart),
                      chart.title + ", April to March; in brackets the months that the data hold, "
                                    "where it is not all 12.",
                      chart.description},
      report::DocumentTable{part.theme->title + " by year", trend.tables.at(years_table)}};
  return {section};
}

std::vector<report::Section> months_section(const Part& part, const Findings& trend,
                                            Figures& figures) {
  const Json& months = part_of(trend.summary, "months");
  for (const Json& month : months) {
    figures.add(part.theme->name + ".month." + text_of(month, "month"), month, "count");
  }
  report::Section section{part.theme->name + ".months", "Month by month", 3};
  section.blocks.emplace_back(report::Sentences{dates_in_words(trend.text)});
  for (const Drawing& drawing : trend.drawings) {
    section.blocks.emplace_back(
        report::Picture{drawing.svg, capitalised(part.theme->noun) + " a day in each month."});
  }
  section.blocks.emplace_back(report::DocumentTable{part.theme->title + " by month",
                                                    trend.tables.at(months_table), 36, true,
                                                    "hotward trend has them all"});
  return {section};
}

std::vector<report::Section> types_section(const Part& part, const Findings& trend,
                                           Figures& figures) {
  const Json& types = part_of(trend.summary, "types");
  report::BarChart chart{part.theme->title + " by type",
                         "",
                         {{capitalised(part.theme->noun), report::bar_colours[0]}},
                         {}};
  for (const Json& type : types) {
    figures.add(part.theme->name + ".type." + text_of(type, "type"), type, "count");
    const double count = real_of(type, "count");
    if (chart.rows.size() == most_bars || !(count > 0.0)) continue;
    chart.rows.push_back({text_of(type, "type"),
                          {{count, fmt::format("{} ({}%)", whole_text(count),
                                               decimal_text(real_of(type, "share_pct"), 1))}}});
  }
  if (types.size() < 2 || chart.rows.empty()) return {};
  chart.description = bars_words(chart);
  report::Section section{part.theme->name + ".types", "Types", 3};
  section.blocks = {
      report::Picture{bar_chart_svg(chart), chart.title + "; in brackets its share.",
                      chart.description},
      report::DocumentTable{part.theme->title + " by type, with the change of each",
                            trend.tables.at(types_table), 20, true, "hotward trend has them all"}};
  return {section};
}

}  // namespace

std::vector<report::Section> over_time(const Part& part, Figures& figures) {
  const Findings* trend = part.found("trend");
  if (trend == nullptr) return {};
  std::vector<report::Section> all;
  for (const auto make : {change_section, years_section, months_section, types_section}) {
    for (report::Section& section : make(part, *trend, figures)) all.push_back(std::move(section));
  }
  return all;
}

}  // namespace hotward::document
