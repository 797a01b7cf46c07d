// Framed table: a table of counts with its totals, which of its numbers are hidden, and what a
// reader knows of these at the least.
//
//   n >= 1                  a hidden number, since zeros are shown
//   n >= 0                  where its row or column is entirely hidden, zeros and all
//   t >= sum of the least   a hidden total: what is shown of its line, and the least of the rest;
//                           and 1, but where all totals of its kind are hidden
//
// A line whose total is 0, and shown, is empty: its total gives all its numbers away. It is left
// alone, and so are the numbers of other lines where they meet it. But once it is included, its
// total and all its numbers are hidden, and the hidden totals of its kind may be 0.
//
// Time: O(1) for whatever does not walk along a line; memory: O(rows x columns).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace hotward::disclosure {

/// A row or a column: its inner cells, and the cell of its total.
struct Line {
  bool is_row;
  std::size_t index;
};

/// The totals stand behind the last row and, where there are several columns, the last column: so a
/// cell is an index into rows + 1 times width() numbers. A table of one column has no row totals,
/// and its rows are no lines.
class FramedTable {
 public:
  /// @param counts   row by row, at least 0, not all of them 0
  /// @param columns  above 0
  FramedTable(const std::vector<std::int64_t>& counts, std::size_t columns);

  [[nodiscard]] std::size_t rows() const { return rows_; }        ///< without the totals
  [[nodiscard]] std::size_t columns() const { return columns_; }  ///< without the totals
  [[nodiscard]] std::size_t width() const { return width_; }
  [[nodiscard]] std::size_t size() const { return numbers_.size(); }
  [[nodiscard]] std::int64_t total() const { return numbers_.back(); }
  [[nodiscard]] std::int64_t number(std::size_t cell) const { return numbers_[cell]; }
  [[nodiscard]] bool is_hidden(std::size_t cell) const { return hidden_[cell] != 0; }
  [[nodiscard]] bool has_rows() const { return width_ > 1; }

  [[nodiscard]] std::size_t at(std::size_t r, std::size_t c) const { return r * width_ + c; }
  [[nodiscard]] Line row_of(std::size_t cell) const { return {true, cell / width_}; }
  [[nodiscard]] Line column_of(std::size_t cell) const { return {false, cell % width_}; }

  [[nodiscard]] std::size_t length(Line line) const { return line.is_row ? columns_ : rows_; }
  [[nodiscard]] std::size_t cell(Line line, std::size_t i) const {
    return line.is_row ? at(line.index, i) : at(i, line.index);
  }
  [[nodiscard]] std::size_t total_cell(Line line) const { return cell(line, length(line)); }
  /// The line that crosses at the i-th cell.
  [[nodiscard]] static Line crossing(Line line, std::size_t i) { return {!line.is_row, i}; }
  /// The line of the totals of all rows, or of all columns.
  [[nodiscard]] bool is_of_totals(Line line) const {
    return line.is_row ? line.index == rows_ : has_rows() && line.index == columns_;
  }

  /// Of the line's inner cells.
  [[nodiscard]] std::size_t count_hidden(Line line) const { return state_of(line).hidden; }
  [[nodiscard]] bool is_empty(Line line) const { return state_of(line).is_empty; }
  /// All that does not lie in an empty line; of totals all.
  [[nodiscard]] bool is_entirely_hidden(Line line) const;

  /// What a reader knows the number of a cell to be at the least, were it hidden.
  [[nodiscard]] std::int64_t least_known(std::size_t cell) const;
  /// The same of a line's sum, from its inner cells alone.
  [[nodiscard]] std::int64_t least_sum(Line line) const;
  /// The same of a hidden total, from the other totals of its kind alone.
  [[nodiscard]] std::int64_t least_total(Line totals) const {
    return is_entirely_hidden(totals) ? 0 : 1;
  }

  void hide(std::size_t cell);
  /// All that does not lie in an empty line.
  void hide_whole(Line line);
  /// The empty lines that cross a line of totals are no longer left alone: all of each is hidden.
  /// @return whether there were any.
  bool include_empty(Line totals);

 private:
  // Of a line's inner cells.
  struct LineState {
    std::size_t hidden = 0;
    std::int64_t shown = 0;  // their sum
    bool is_empty = false;
  };

  [[nodiscard]] const LineState& state_of(Line line) const {
    return line.is_row ? row_lines_[line.index] : column_lines_[line.index];
  }
  void find_empty_lines();

  std::size_t rows_;
  std::size_t columns_;
  std::size_t width_;  // columns, and one for the rows' totals
  std::vector<std::int64_t> numbers_;
  std::vector<std::uint8_t> hidden_;
  std::vector<LineState> row_lines_;
  std::vector<LineState> column_lines_;
  std::size_t full_rows_ = 0;  // inner ones, not empty
  std::size_t full_columns_ = 0;
  std::size_t entire_rows_ = 0;  // of these, entirely hidden
  std::size_t entire_columns_ = 0;
};

}  // namespace hotward::disclosure
