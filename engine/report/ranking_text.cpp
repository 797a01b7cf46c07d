#include "engine/report/ranking_text.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/plain_table.hpp"
#include "engine/report/style_parts.hpp"
#include "engine/report/summary_json.hpp"

namespace hotward::report {
namespace {

using Columns = std::span<const table::Column>;

/// "21.08–22.18", or no_value where either end is unknown.
PlainColumn interval_column(Columns columns, const char* low, const char* high,
                            std::span<const std::size_t> order) {
  const table::Column& lower = the_column(columns, low);
  const table::Column& upper = the_column(columns, high);
  const bool of_rank = std::string_view(low) == "rank_lo";
  PlainColumn result{of_rank ? "95% of rank" : "95% interval", {}, true};
  for (const std::size_t row : order) {
    const std::string from = value_text(lower, row, shown_decimals(lower));
    const std::string to = value_text(upper, row, shown_decimals(upper));
    result.cells.push_back(from == no_value || to == no_value ? std::string(no_value)
                                                              : from + "–" + to);
  }
  return result;
}

PlainColumn change_column(const table::Column& column, std::span<const std::size_t> order) {
  PlainColumn result{"Change %", {}, true};
  const auto& values = std::get<table::Column::Reals>(column.values);
  for (const std::size_t row : order) result.cells.push_back(signed_text(values[row], 1));
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

std::vector<PlainColumn> table_columns(Columns columns, std::span<const std::size_t> order) {
  std::vector<PlainColumn> result;
  const auto add = [&](const char* name, const char* heading, int decimals = -1) {
    if (const table::Column* column = find_column(columns, name)) {
      result.push_back(plain_column(*column, heading, order, decimals));
    }
  };
  const auto add_interval = [&](const char* low, const char* high) {
    if (find_column(columns, low) == nullptr || find_column(columns, high) == nullptr) return;
    result.push_back(interval_column(columns, low, high, order));
  };
  add("rank", "Rank");
  add("area_name", "Area");
  add("count", "Count");
  add("share_pct", "Share %");
  add("cum_pct", "Running %");
  if (const table::Column* pop = find_column(columns, "pop")) {
    result.push_back(plain_column(*pop, people_heading(columns), order, 0));
  }
  add("rate_1k", "Per 1,000");
  add_interval("rate_lo", "rate_hi");
  add("prev", "Before", 0);
  if (const table::Column* change = find_column(columns, "chg_pct")) {
    result.push_back(change_column(*change, order));
  }
  add("dens_km2", "Per km²", 1);
  add_interval("rank_lo", "rank_hi");
  add("p_top5", "P(top 5)", 2);
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

// A noun in the plural that ends with an s loses it for one: "1 crime", "1 burglary".
// "incidents of criminal damage" and "thefts from the person" lose that of their first words.
std::string counted_one(std::int64_t number, const std::string& plural) {
  std::string noun = plural;
  std::size_t end = noun.size();
  for (const char* joint : {" of ", " from ", " against "}) end = std::min(end, noun.find(joint));
  if (number == 1 && end > 0 && noun[end - 1] == 's') {
    const bool ies = end > 3 && noun.compare(end - 3, 3, "ies") == 0;
    noun.replace(ies ? end - 3 : end - 1, ies ? 3 : 1, ies ? "y" : "");
  }
  return integer_text(number) + " " + noun;
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

std::size_t width_of(const std::vector<PlainColumn>& table) {
  std::size_t width = 0;
  for (const PlainColumn& column : table) {
    std::size_t widest = display_width(column.heading);
    for (const std::string& cell : column.cells) widest = std::max(widest, display_width(cell));
    width += widest + (width == 0 ? 0 : 2);
  }
  return width;
}

// Drops what matters least until the rest fits; rank, area and count always stay.
// @return what was dropped, in words
std::string fit(std::vector<PlainColumn>& table, const std::string& people, std::size_t width) {
  std::string dropped;
  for (const std::string& heading :
       {std::string("P(top 5)"), std::string("95% of rank"), std::string("Per km²"),
        std::string("Running %"), std::string("Before"), people, std::string("95% interval"),
        std::string("Share %"), std::string("Change %"), std::string("Per 1,000")}) {
    if (width == 0 || width_of(table) <= width) break;
    const std::size_t erased =
        std::erase_if(table, [&](const PlainColumn& c) { return c.heading == heading; });
    if (erased > 0) dropped += (dropped.empty() ? "" : ", ") + heading;
  }
  return dropped.empty() ? dropped : "Not shown, for want of width: " + dropped + "\n";
}

}  // namespace

std::string ranking_headline(const RankingHeadline& h) {
  std::string text = counted_one(h.incidents, h.what) + " in " + counted(h.areas, "area");
  if (!h.period.empty()) text += ", " + h.period;
  if (std::isfinite(h.rate_1k)) {
    text += fmt::format(": {} for every 1,000 {}", decimal_text(h.rate_1k, 2), h.population_label);
    if (std::isfinite(h.rate_lo) && std::isfinite(h.rate_hi)) {
      text +=
          fmt::format(" (likely {}–{})", decimal_text(h.rate_lo, 2), decimal_text(h.rate_hi, 2));
    }
  }
  text += ".\n" + change_line(h);
  if (!h.caveat.empty()) text += h.caveat + '\n';
  return text;
}

std::string ranking_text(const RankingHeadline& headline, Columns columns,
                         const RankingRows& rows) {
  std::vector<std::size_t> order = rows.order.empty() ? rank_order(columns) : rows.order;
  const std::size_t all = order.size();
  if (rows.most > 0 && all > rows.most) order.resize(rows.most);
  std::vector<PlainColumn> table = table_columns(columns, order);
  const bool hides = std::ranges::find(rows.hidden, 1) != rows.hidden.end();
  if (hides) mark_hidden(table, people_heading(columns), rows, order);
  const std::string dropped = fit(table, people_heading(columns), rows.width);
  std::string text = plain_table(table) + dropped;
  if (hides) text += "c: hidden, being small, or because it would give a small number away\n";
  if (order.size() < all) {
    text += fmt::format("… and {}; --top 0 shows all\n", counted(all - order.size(), "more area"));
  }
  return text + "\n" + ranking_headline(headline);
}

}  // namespace hotward::report
