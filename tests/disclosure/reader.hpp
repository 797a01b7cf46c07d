// Reader: what somebody knows who has the published table of counts, and what he can work out by
// trying every table. The judge of engine/disclosure/suppression.hpp; for tables of a few cells.
#pragma once

#include <algorithm>
#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "engine/disclosure/suppression.hpp"

namespace hotward::disclosure {

class Reader {
 public:
  Reader(const CountTable& table, const Suppression& hidden)
      : table_(table),
        hidden_(hidden),
        rows_(table.row_names.size()),
        columns_(table.column_names.size()) {}

  /// The least that a hidden cell can be: 1, but 0 where its whole row or column is hidden. (Of
  /// rows and columns whose total is 0, and shown, all is known.)
  [[nodiscard]] std::int64_t least(std::size_t r, std::size_t c) const {
    bool row = has_row_totals();
    for (std::size_t i = 0; i < columns_; ++i) {
      row = row && (is_empty(false, i) || hidden_.cells[r * columns_ + i] != 0);
    }
    bool column = true;
    for (std::size_t i = 0; i < rows_; ++i) {
      const bool empty = has_row_totals() && is_empty(true, i);
      column = column && (empty || hidden_.cells[i * columns_ + c] != 0);
    }
    return row || column ? 0 : 1;
  }

  /// The least that a hidden total can be: what is shown of its line, and the least of each number
  /// that is not; and 1, but where all totals of their kind are hidden.
  [[nodiscard]] std::int64_t least_total(bool row, std::size_t index) const {
    std::int64_t total = 0;
    for (std::size_t i = 0; i < (row ? columns_ : rows_); ++i) {
      const std::size_t r = row ? index : i;
      const std::size_t c = row ? i : index;
      const std::size_t cell = r * columns_ + c;
      total += hidden_.cells[cell] != 0 ? least(r, c) : table_.counts[cell];
    }
    return std::max<std::int64_t>(total, all_totals_hidden(row) ? 0 : 1);
  }

  /// Of a table with counts in one column alone the total of a row is its only cell once more.
  [[nodiscard]] bool has_row_totals() const {
    std::size_t columns_with_counts = 0;
    for (std::size_t i = 0; i < columns_; ++i) {
      columns_with_counts += line_sum(table_.counts, false, i) > 0 ? 1U : 0U;
    }
    return columns_with_counts > 1;
  }

  /// Whether a table with these inner numbers could be the one that was published.
  [[nodiscard]] bool could_be(const std::vector<std::int64_t>& counts) const {
    for (std::size_t i = 0; i < counts.size(); ++i) {
      if (hidden_.cells[i] == 0 && counts[i] != table_.counts[i]) return false;
      if (hidden_.cells[i] != 0 && counts[i] < least(i / columns_, i % columns_)) return false;
    }
    if (!hidden_.total && sum(counts) != sum(table_.counts)) return false;
    return totals_could_be(counts, true) && totals_could_be(counts, false);
  }

  [[nodiscard]] std::int64_t line_sum(const std::vector<std::int64_t>& counts, bool row,
                                      std::size_t index) const {
    std::int64_t total = 0;
    for (std::size_t i = 0; i < (row ? columns_ : rows_); ++i) {
      total += counts[row ? index * columns_ + i : i * columns_ + index];
    }
    return total;
  }

  /// Whether some table with `value` in that cell could be the published one, each of the other
  /// hidden cells at most `step` away from the truth.
  [[nodiscard]] bool could_hold(std::size_t cell, std::int64_t value, std::int64_t step) const {
    std::vector<std::int64_t> counts = table_.counts;
    counts[cell] = value;
    return search(counts, 0, cell, step, [&](const auto& found) { return could_be(found); });
  }

  /// The same of the total of a row or a column.
  [[nodiscard]] bool total_could_be(bool row, std::size_t index, std::int64_t value,
                                    std::int64_t step) const {
    std::vector<std::int64_t> counts = table_.counts;
    return search(counts, 0, counts.size(), step, [&](const auto& found) {
      return line_sum(found, row, index) == value && could_be(found);
    });
  }

 private:
  static std::int64_t sum(const std::vector<std::int64_t>& counts) {
    std::int64_t total = 0;
    for (const std::int64_t n : counts) total += n;
    return total;
  }

  // Its total is 0, and everybody can see it.
  [[nodiscard]] bool is_empty(bool row, std::size_t index) const {
    const auto& hidden = row ? hidden_.row_totals : hidden_.column_totals;
    return hidden[index] == 0 && line_sum(table_.counts, row, index) == 0;
  }

  [[nodiscard]] bool all_totals_hidden(bool rows) const {
    const auto& hidden = rows ? hidden_.row_totals : hidden_.column_totals;
    return std::ranges::find(hidden, 0) == hidden.end();
  }

  // Totals that are shown must come out; hidden ones are at least 1, unless all are hidden.
  [[nodiscard]] bool totals_could_be(const std::vector<std::int64_t>& counts, bool rows) const {
    if (rows && !has_row_totals()) return true;
    const auto& hidden = rows ? hidden_.row_totals : hidden_.column_totals;
    const bool all = all_totals_hidden(rows);
    for (std::size_t i = 0; i < hidden.size(); ++i) {
      const std::int64_t total = line_sum(counts, rows, i);
      if (hidden[i] == 0 && total != line_sum(table_.counts, rows, i)) return false;
      if (hidden[i] != 0 && !all && total < 1) return false;
    }
    return true;
  }

  template <class Test>
  bool search(std::vector<std::int64_t>& counts, std::size_t from, std::size_t fixed,
              std::int64_t step, const Test& test) const {
    while (from < counts.size() && (from == fixed || hidden_.cells[from] == 0)) ++from;
    if (from == counts.size()) return test(counts);
    const std::int64_t truth = table_.counts[from];
    for (std::int64_t n = truth - step; n <= truth + step; ++n) {
      if (n < 0) continue;
      counts[from] = n;
      if (search(counts, from + 1, fixed, step, test)) return true;
    }
    counts[from] = truth;
    return false;
  }

  const CountTable& table_;
  const Suppression& hidden_;
  std::size_t rows_;
  std::size_t columns_;
};

}  // namespace hotward::disclosure
