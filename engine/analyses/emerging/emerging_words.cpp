#include "engine/analyses/emerging/emerging_words.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/report/chance_words.hpp"
#include "engine/report/noun_words.hpp"
#include "engine/report/number_text.hpp"
#include "engine/study/months.hpp"

namespace hotward::analyses {
namespace {

using autocorrelation::TimeWindow;
using trend::Pattern;

// What each means, for those who do not know the names. %: hot or cold.
struct Meaning {
  std::string_view first_word;
  std::string_view meaning;
};
constexpr Meaning meanings[] = {
    {"new", "{} in the last {}, for the first time"},
    {"consecutive", "{} in the last two {}s or more without a break, and never before that"},
    {"intensifying", "{} in 9 of 10 {}s or more, and ever stronger"},
    {"persistent", "{} in 9 of 10 {}s or more, neither stronger nor weaker"},
    {"diminishing", "{} in 9 of 10 {}s or more, but ever weaker"},
    {"sporadic", "{} in the last {}, as off and on before"},
    {"oscillating", "{} in the last {}, the opposite at some time before"},
    {"historical", "{} in 9 of 10 {}s or more, but not in the last"}};

std::string step_word(const EmergingSpots& found) {
  return found.steps.front().first == found.steps.front().last ? "month" : "period";
}

std::string meaning_of(Pattern pattern, const std::string& step) {
  const std::string_view name = name_of(trend::pattern_names, pattern);
  for (const auto& [first_word, meaning] : meanings) {
    if (name.starts_with(first_word)) {
      return fmt::format(fmt::runtime(meaning), is_hot(pattern) ? "hot" : "cold", step);
    }
  }
  return {};
}

std::vector<std::size_t> cells_of(const EmergingSpots& found, Pattern pattern) {
  std::vector<std::size_t> cells;
  for (std::size_t cell = 0; cell < found.cells(); ++cell) {
    if (found.why_none[cell].empty() && found.pattern[cell] == pattern) cells.push_back(cell);
  }
  return cells;
}

std::size_t unknown_cells(const EmergingSpots& found) {
  return static_cast<std::size_t>(
      std::ranges::count_if(found.why_none, [](const std::string& why) { return !why.empty(); }));
}

std::string span_text(const EmergingSpots& found) {
  return fmt::format("{} to {}", table::to_string(found.steps.front().first),
                     table::to_string(found.steps.back().last));
}

std::string window_text(TimeWindow window, const std::string& step) {
  switch (window) {
    case TimeWindow::step:
      return fmt::format(
          "each {0} by itself: what changes everywhere at once, as a new way to record does, is "
          "not seen",
          step);
    case TimeWindow::neighbourhood:
      return fmt::format("each {0} with the one before: what changes everywhere at once is seen",
                         step);
    case TimeWindow::cube:
      return fmt::format("all {0}s together: what changes everywhere at once is seen", step);
  }
  return {};
}

// "New hot spots: 3 cells, in River and Luton (hot in the last month, for the first time)."
std::string pattern_sentence(const Study& study, const EmergingSpots& found, Pattern pattern) {
  const std::vector<std::size_t> cells = cells_of(found, pattern);
  if (cells.empty()) return {};
  return fmt::format("{}s: {} in {} ({}).\n",
                     capitalised(std::string(name_of(trend::pattern_names, pattern))),
                     counted(cells.size(), "cell"), areas_of_cells(study, found.table, cells),
                     meaning_of(pattern, step_word(found)));
}

std::string left_out_sentence(const EmergingSpots& found) {
  if (found.left_out.empty()) return {};
  const bool any_between = std::ranges::any_of(found.left_out, [&](table::Month month) {
    return found.steps.front().first < month && month < found.steps.back().last;
  });
  return fmt::format(
      "Not looked at, {}.{}\n", left_out_text(found),
      any_between ? " What lies before and behind a hole counts as if one followed the other."
                  : "");
}

}  // namespace

std::string method_text(const EmergingSpots& found, const EmergingOptions& options) {
  const std::string step = step_word(found);
  return fmt::format(
      "Getis-Ord Gi* of each cell and {} with its neighbours, {}; p {}; {}% sure, corrected over "
      "the cells of each {}. Trend: Mann-Kendall of the z-scores.{}",
      step, window_text(options.window, step), describe(found.gi.evidence),
      name_of(confidence_names, options.confidence), step,
      found.gi.of_rates ? " Examined were incidents in 30 days, since lengths differ." : "");
}

std::string left_out_text(const EmergingSpots& found) {
  if (found.left_out.empty()) return {};
  return fmt::format("since not all {} there: {}",
                     step_word(found) == "month" ? "days are" : "of their period is",
                     months_text(found.left_out));
}

std::string emerging_text(const Study& study, const Theme& theme, const EmergingSpots& found,
                          const EmergingOptions& options) {
  const std::string step = step_word(found);
  std::string text = fmt::format("{} in {}, {} ({}).\n", capitalised(theme.noun),
                                 counted_cells(found.cells(), found.table.grid->lattice()),
                                 counted(found.steps.size(), step), span_text(found));
  std::string patterns;
  for (const auto& [pattern, name] : trend::pattern_names) {
    if (pattern != Pattern::none) patterns += pattern_sentence(study, found, pattern);
  }
  if (patterns.empty()) {
    text += fmt::format(
        "No cell has a pattern: in the last {} no place had more, or less, than chance brings, and "
        "none had before for long.\n",
        step);
  } else {
    text +=
        patterns + "Hot: a cell has, with its neighbours, more than chance brings; cold: less.\n";
  }
  text += report::how_sure(
      fmt::format("of 100 maps of pure chance, where risk is the same everywhere, {} or fewer "
                  "would show any pattern",
                  report::decimal_text(100.0 * level_of(options.confidence), 0)));
  text += left_out_sentence(found);
  if (const std::size_t unknown = unknown_cells(found); unknown > 0) {
    text += fmt::format("Without a pattern: {}, since a force that serves them lacks months.\n",
                        counted(unknown, "cell"));
  }
  return text + "How: " + method_text(found, options) + "\n";
}

report::ShownTable emerging_table(const EmergingSpots& found) {
  report::PlainColumn pattern{"Pattern", {}, false, "pattern", 0};
  report::PlainColumn number{"Cells", {}, true, "cells", 0};
  report::PlainColumn incidents{"Incidents", {}, true, "count", 1};
  for (const auto& [one, name] : trend::pattern_names) {
    const std::vector<std::size_t> cells = cells_of(found, one);
    if (cells.empty()) continue;
    std::int64_t sum = 0;
    for (const std::size_t cell : cells) sum += found.incidents[cell];
    pattern.cells.emplace_back(name);
    number.cells.push_back(report::integer_text(cells.size()));
    incidents.cells.push_back(report::integer_text(sum));
  }
  return {{pattern, number, incidents}, "pattern"};
}

Json emerging_json(const EmergingSpots& found, const EmergingOptions& options) {
  Json patterns;
  for (const auto& [pattern, name] : trend::pattern_names) {
    patterns[std::string(name)] = cells_of(found, pattern).size();
  }
  Json left_out = Json::array();
  for (const table::Month month : found.left_out) left_out.push_back(table::to_string(month));
  Json json;
  json["periods"] = found.steps.size();
  json["period_months"] = options.months;
  json["from"] = table::to_string(found.steps.front().first);
  json["to"] = table::to_string(found.steps.back().last);
  json["left_out"] = std::move(left_out);
  json["cells"] = found.cells();
  put_cells(json, found.table.grid->lattice());
  json["window"] = std::string(name_of(autocorrelation::time_window_names, options.window));
  json["confidence_pct"] = 100.0 * (1.0 - level_of(options.confidence));
  json["p"] = found.gi.evidence.exact ? "exact" : "permutations";
  json["of_rates"] = found.gi.of_rates;
  json["patterns"] = std::move(patterns);
  json["unknown"] = unknown_cells(found);
  json["counted"] = found.table.counted;
  json["left_out_incidents"] = found.table.left_out;
  return json;
}

}  // namespace hotward::analyses
