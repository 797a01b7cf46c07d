#include "engine/analyses/persistence/persistence.hpp"

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "engine/analyses/persistence/persistence_words.hpp"
#include "engine/analyses/persistence/windows.hpp"
#include "engine/core/counted.hpp"
#include "engine/parameter/quantity.hpp"
#include "engine/report/style.hpp"
#include "engine/study/months.hpp"
#include "engine/study/nothing.hpp"

namespace hotward::analyses {
namespace {

parameter::List parameters(PersistenceOptions& options) {
  parameter::List list = parameters(options.cells);
  list.heading("What persists");
  list.share("hottest", options.hottest, "Share of the cells that counts as hot in a window")
      .above(0.0)
      .up_to(0.5);
  list.whole("months", options.months, "Months that a window is made of").from_to(1.0, 24.0);
  return list;
}

// Months that are in no window, though others before and behind them are.
std::vector<table::Month> months_left_out(const CellMonths& table) {
  const trend::WindowCounts single = rolled(table, 1);
  std::vector<table::Month> left_out;
  for (std::size_t m = 0; m < table.months.size(); ++m) {
    const bool held = std::ranges::binary_search(single.starts, static_cast<int>(m));
    if (!held) left_out.push_back(table.months[m]);
  }
  return left_out;
}

void add_rows(const PersistenceOptions& options, std::uint64_t seed, PersistentCells& found) {
  for (const int months : window_lengths(static_cast<int>(options.months))) {
    const trend::WindowCounts windows = rolled(found.table, months);
    if (windows.windows() == 0) continue;
    for (const double hottest : cell_shares(options.hottest)) {
      const trend::Persistence one = trend::persistence(windows, hottest);
      found.rows.push_back({months, hottest, windows.windows(), one.places, one.captured,
                            one.predicted, one.chance});
    }
    found.agreements.push_back({months, trend::window_agreement(windows, seed)});
  }
}

Result<PersistentCells> find_persistent(const Study& study, const Theme& theme,
                                        const PersistenceOptions& options, std::uint64_t seed) {
  auto table = cell_months(study, theme, options.cells);
  if (!table) return fail(table.error());
  PersistentCells found{.table = std::move(*table)};
  found.windows = rolled(found.table, static_cast<int>(options.months));
  found.left_out = months_left_out(found.table);
  if (found.windows.windows() < 2) {
    const std::size_t whole = found.table.months.size() - found.left_out.size();
    return fail(ErrorCode::no_data,
                fmt::format("what persists shows in two windows of {} or more, and the data hold "
                            "{}: of {} to {}, {} whole",
                            counted(options.months, "month"), found.windows.windows(),
                            table::to_string(found.table.months.front()),
                            table::to_string(found.table.months.back()),
                            counted(whole, "month is", "months are")));
  }
  found.of_layer = trend::persistence(found.windows, options.hottest);
  found.agreement = trend::window_agreement(found.windows, seed);
  add_rows(options, seed, found);
  return found;
}

// Of the last window; ties share the better rank, and a cell without an incident has none.
table::Column::Integers last_ranks(const trend::WindowCounts& windows) {
  const auto counts = windows.of(windows.windows() - 1);
  std::vector<std::int64_t> falling(counts.begin(), counts.end());
  std::ranges::sort(falling, std::greater{});
  table::Column::Integers ranks;
  for (const std::int64_t count : counts) {
    const auto better = std::ranges::lower_bound(falling, count, std::greater{});
    ranks.push_back(count == 0 ? table::null_integer : 1 + (better - falling.begin()));
  }
  return ranks;
}

struct Band {
  double least;
  const char* name;
  const char* label;
  const char* colour;
};
constexpr Band bands[] = {{0.9, "lasting", "lasting: 90% of windows or more", "#800026"},
                          {0.5, "mostly", "mostly: 50% to 90%", "#e31a1c"},
                          {0.1, "at times", "at times: 10% to 50%", "#fd8d3c"},
                          {1e-12, "seldom", "seldom: less than 10%", "#fed976"},
                          {0.0, "never", "never", "#f7f7f7"}};

std::string band_of(double share) {
  return std::ranges::find_if(bands, [&](const Band& band) { return share >= band.least; })->name;
}

std::string style_of(const std::vector<table::Column>& columns) {
  std::vector<report::Category> categories;
  for (const Band& band : bands) {
    categories.push_back({band.name, band.label, band.colour, band.least <= 0.0});
  }
  return report::categorised(
      columns, {.column = "lasting",
                .categories = std::move(categories),
                .outlined = false,
                .tip_columns = {"cell_id", "hot_share", "hot_lo", "hot_hi", "rank_last", "count"}});
}

table::Layer persistence_layer(const Study& study, const Theme& theme, const PersistentCells& found,
                               const PersistenceOptions& options) {
  const trend::Persistence& one = found.of_layer;
  table::Column::Reals lower, upper;
  table::Column::Texts lasting;
  table::Column::Integers count;
  for (std::size_t cell = 0; cell < found.table.cells(); ++cell) {
    lower.push_back(one.interval[cell].lower);
    upper.push_back(one.interval[cell].upper);
    lasting.push_back(band_of(one.hot_share[cell]));
    std::int64_t sum = 0;
    for (std::size_t m = 0; m < found.table.months.size(); ++m) {
      const std::int64_t of_month = found.table.count(m, cell);
      sum += of_month == table::null_integer ? 0 : of_month;
    }
    count.push_back(sum);
  }
  table::Layer layer;
  layer.name = "persistence_" + theme.name;
  layer.title = "Cells that stay hot: " + theme.noun;
  const std::string few = few_windows_text(one);
  layer.description = fmt::format(
      "In which share of {} of {} a cell was among the hottest {}. By chance: {:.2g}. {}{}{}",
      counted(found.windows.windows(), "window"), counted(options.months, "month"),
      parameter::share_text(options.hottest), one.chance, few, few.empty() ? "" : " ",
      study.areas().caveat);
  layer.columns = cell_id_columns(*found.table.grid);
  layer.columns.push_back({"lasting", "", "how often it is among the hottest", lasting});
  layer.columns.push_back(
      {"hot_share", "1", "share of the windows in which it is among the hottest", one.hot_share});
  layer.columns.push_back({"hot_lo", "1", "lower end of its 95% interval", lower});
  layer.columns.push_back({"hot_hi", "1", "upper end of its 95% interval", upper});
  layer.columns.push_back(
      {"rank_last", "", "its rank in the last window, 1 the hottest", last_ranks(found.windows)});
  layer.columns.push_back({"count", "incidents", theme.noun + " in all months", count});
  layer.geometry = table::Shapes(found.table.grid);
  layer.style_qml = style_of(layer.columns);
  return layer;
}

}  // namespace

Result<Findings> persistence_findings(const Study& study, const Theme& theme,
                                      const PersistenceOptions& options, std::uint64_t seed) {
  const auto found = find_persistent(study, theme, options, seed);
  if (!found) return fail(found.error());
  Findings findings;
  findings.key = "persistence";
  findings.summary = persistence_json(*found, options);
  findings.layers.push_back(persistence_layer(study, theme, *found, options));
  if (!found->left_out.empty()) {
    findings.warn_of_number(
        fmt::format("in no window, since not every cell has it: {}", months_text(found->left_out)));
  }
  if (found->table.undated > 0) {
    findings.warn_of_number(
        fmt::format("{} without a date: left out", counted(found->table.undated, "incident")));
  }
  if (found->table.counted == 0) {
    findings.no_answer = nothing_text(study, theme, "nothing can persist");
    findings.text = findings.no_answer;
    return findings;
  }
  findings.text = persistence_text(study, theme, *found, options);
  findings.text_first = true;
  findings.tables = persistence_tables(*found);
  return findings;
}

Analysis persistence() {
  auto options = std::make_shared<PersistenceOptions>();
  return {.name = "persistence",
          .question = "Which cells stay hot, window after window?",
          .examples = {"hotward persistence police/ --type asb --from 2018-04 --to 2021-03 "
                       "-o lasting.gpkg",
                       "hotward persistence police/ --shape hex-flat --side 202m --hottest 0.5% "
                       "--months 12 -o lasting.gpkg"},
          .parameters = parameters(*options),
          .in_run = InRun{54, "looking for cells that stay hot", "cells that stay hot",
                          "Cells that stay hot"},
          .why_secret =
              "--public is not offered for persistence: it is made of counts of single months, and "
              "most of those are small",
          .hides_small_counts = false,
          .run = [options](const Task& task) {
            return persistence_findings(task.study, task.theme, *options, task.context.seed);
          }};
}

}  // namespace hotward::analyses
