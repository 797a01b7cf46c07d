#include "engine/report/ranking_text.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/report/noun_words.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/style_parts.hpp"
#include "engine/report/summary_json.hpp"
#include "engine/table/shown_decimals.hpp"

namespace hotward::report {
namespace {

using Columns = std::span<const table::Column>;

/// "21.08–22.18", or no_value where either end is unknown.
PlainColumn interval_column(Columns columns, const char* low, const char* high,
                            const RankingRows& rows, std::span<const std::size_t> order) {
  const table::Column& lower = the_column(columns, low);
  const table::Column& upper = the_column(columns, high);
  const bool of_rank = std::string_view(low) == "rank_lo";
  const char* const of_rate = rows.holds_95 ? "Likely rate" : "Likely (at least)";
  PlainColumn result{of_rank ? "Likely rank" : of_rate, {}, true};
  for (const std::size_t row : order) {
    const std::string from = value_text(lower, row, shown_decimals(lower));
    const std::string to = value_text(upper, row, shown_decimals(upper));
    result.cells.push_back(from == no_value || to == no_value ? std::string(no_value)
                                                              : from + "–" + to);
  }
  return result;
}

PlainColumn change_column(const table::Column& column, const RankingRows& rows,
                          std::span<const std::size_t> order) {
  PlainColumn result{"Change %", {}, true};
  const auto& values = std::get<table::Column::Reals>(column.values);
  for (const std::size_t row : order) {
    const bool few = row < rows.few.size() && rows.few[row] != 0;
    result.cells.push_back(few ? "few" : signed_text(values[row], 1));
  }
  return result;
}

// "People", "Households": what the population counts is its unit.
std::string people_heading(Columns columns) {
  const table::Column* pop = find_column(columns, "pop");
  if (pop == nullptr || pop->unit.empty()) return "People";
  std::string heading = pop->unit;
  if (heading[0] >= 'a' && heading[0] <= 'z') heading[0] += 'A' - 'a';
  return heading;
}

// The columns that people read, then those that --columns alone brings. What makes room first has
// the greatest number.
std::vector<PlainColumn> table_columns(Columns columns, const RankingRows& rows,
                                       std::span<const std::size_t> order) {
  std::vector<PlainColumn> result;
  const auto keep = [&](PlainColumn column, const char* name, int drop) {
    column.name = name;
    column.drop = drop;
    result.push_back(std::move(column));
  };
  const auto add = [&](const char* name, const char* heading, int drop = 0, int decimals = -1) {
    if (const table::Column* column = find_column(columns, name)) {
      keep(plain_column(*column, heading, order, decimals), name, drop);
    }
  };
  const auto add_interval = [&](const char* low, const char* high, const char* name, int drop) {
    if (find_column(columns, low) == nullptr || find_column(columns, high) == nullptr) return;
    keep(interval_column(columns, low, high, rows, order), name, drop);
  };
  add("rank", "Rank");
  add("area_name", "Area");
  add("count", "Count");
  add("share_pct", "Share %", 3);
  add("cum_pct", "Running %", 7);
  add("pop", people_heading(columns).c_str(), 5, 0);
  add("rate_1k", rows.per.c_str(), 1);
  add_interval("rate_lo", "rate_hi", "rate_interval", 4);
  add("prev", "Before", 6, 0);
  if (const table::Column* change = find_column(columns, "chg_pct")) {
    keep(change_column(*change, rows, order), "chg_pct", 2);
  }
  add("dens_km2", "Per km²", 8, 1);
  add_interval("rank_lo", "rank_hi", "rank_interval", 9);
  add("p_top5", "Top-5 chance", 10, 2);
  const std::size_t usual = result.size();
  for (const table::Column& column : columns) {
    const auto known = [&](const PlainColumn& one) { return one.name == column.name; };
    if (std::any_of(result.begin(), result.begin() + static_cast<std::ptrdiff_t>(usual), known))
      continue;
    keep(plain_column(column, column.name, order), column.name.c_str(), only_asked);
  }
  return result;
}

// "c" for confidential, in the rows that are hidden. People are no secret, nor is what nobody has.
void mark_hidden(std::vector<PlainColumn>& table, const std::string& people,
                 const RankingRows& rows, std::span<const std::size_t> order) {
  for (PlainColumn& column : table) {
    const bool unknown =
        std::ranges::all_of(column.cells, [](const std::string& cell) { return cell == no_value; });
    const bool never_unknown = column.heading == "Rank" || column.heading == "Count";
    if ((unknown && !never_unknown) || column.heading == people) continue;
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (rows.hidden[order[i]] != 0 && column.cells[i] == no_value) column.cells[i] = "c";
    }
  }
}

// How often chance alone makes as large a difference, then the number behind it.
std::string chance_words(double p) {
  if (p < 0.001) return "Chance alone would do that less than once in 1,000 times (p < 0.001).";
  const std::string number = "(p = " + decimal_text(p, 3) + ").";
  if (p > 0.05) return "A difference of that size may be chance alone " + number;
  return fmt::format("Chance alone would do that about once in {} times {}",
                     decimal_text(1.0 / p, 0), number);
}

// The difference in words; then how far chance alone explains it.
std::string change_line(const RankingHeadline& h) {
  if (h.too_few) {
    return fmt::format("In {} there were {}: too few to compare.\n", h.before,
                       integer_text(h.previous));
  }
  if (!std::isfinite(h.change_pct)) return "";
  const std::string size = decimal_text(std::abs(h.change_pct), 1);
  std::string text = size == "0.0"        ? "That is as many as in "
                     : h.change_pct > 0.0 ? fmt::format("That is {}% more than in ", size)
                                          : fmt::format("That is {}% fewer than in ", size);
  text += h.before;
  if (h.previous != table::null_integer) text += fmt::format(" ({})", integer_text(h.previous));
  if (!std::isfinite(h.change_p) || size == "0.0") return text + ".\n";
  return text + ". " + chance_words(h.change_p) + "\n";
}

}  // namespace

std::string ranking_headline(const RankingHeadline& h) {
  std::string text = counted_noun(h.incidents, h.what) + " in " + counted(h.areas, "area");
  if (!h.period.empty()) text += ", " + h.period;
  if (std::isfinite(h.rate_1k)) {
    text += fmt::format(": {} for every 1,000 {}", decimal_text(h.rate_1k, 2), h.population_label);
    if (std::isfinite(h.rate_lo) && std::isfinite(h.rate_hi)) {
      text +=
          fmt::format(" (likely {}–{})", decimal_text(h.rate_lo, 2), decimal_text(h.rate_hi, 2));
    }
  }
  text += ".\n" + change_line(h);
  if (!h.doubt.empty()) text += h.doubt + '\n';
  if (!h.caveat.empty()) text += h.caveat + '\n';
  return text;
}

ShownTable ranking_table(Columns columns, const RankingRows& rows) {
  const std::vector<std::size_t> order = rows.order.empty() ? rank_order(columns) : rows.order;
  ShownTable table{table_columns(columns, rows, order), "area"};
  if (std::ranges::find(rows.few, 1) != rows.few.end()) {
    table.note = fmt::format("few: fewer than {} in both periods together, too few to compare",
                             rows.least_compared);
  }
  if (std::ranges::find(rows.hidden, 1) == rows.hidden.end()) return table;
  mark_hidden(table.columns, people_heading(columns), rows, order);
  table.note += table.note.empty() ? "" : "\n";
  table.note += "c: hidden, being small, or because it would give a small number away";
  return table;
}

}  // namespace hotward::report
