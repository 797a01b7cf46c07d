#include "engine/rank/suppression.hpp"

#include <algorithm>
#include <optional>
#include <tuple>

#include "engine/core/check.hpp"
#include "engine/rank/cell_graph.hpp"

namespace hotward::rank {
namespace {

// A row or a column: its inner cells, and the cell of its total.
struct Line {
  bool is_row;
  std::size_t index;
};

// The table with its totals behind the last row and, where there are several columns, the last
// column. Rows and columns stand in the order of their names.
class FramedTable {
 public:
  FramedTable(const CountTable& table, const std::vector<std::size_t>& row_order,
              const std::vector<std::size_t>& column_order, std::int64_t least)
      : rows_(row_order.size()),
        columns_(column_order.size()),
        width_(columns_ == 1 ? 1 : columns_ + 1),
        least_(least),
        numbers_((rows_ + 1) * width_, 0),
        hidden_(numbers_.size(), 0),
        hidden_in_row_(rows_ + 1, 0),
        hidden_in_column_(width_, 0) {
    for (std::size_t r = 0; r < rows_; ++r) {
      for (std::size_t c = 0; c < columns_; ++c) {
        const std::int64_t n =
            table.counts[row_order[r] * table.column_names.size() + column_order[c]];
        numbers_[at(r, c)] = n;
        numbers_[at(rows_, c)] += n;
        if (width_ == 1) continue;
        numbers_[at(r, columns_)] += n;
        numbers_[at(rows_, columns_)] += n;
      }
    }
  }

  [[nodiscard]] std::int64_t total() const { return numbers_.back(); }
  [[nodiscard]] bool is_hidden(std::size_t r, std::size_t c) const {
    return hidden_[at(r, c)] != 0;
  }
  void hide_all() {
    for (std::size_t i = 0; i < numbers_.size(); ++i) hide_cell(i);
  }

  void hide() {
    for (std::size_t i = 0; i < numbers_.size(); ++i) {
      if (numbers_[i] > 0 && numbers_[i] < least_) hide_cell(i);
    }
    do {
      while (hide_along_lines()) {
      }
    } while (hide_around_certain());
  }

 private:
  [[nodiscard]] std::size_t at(std::size_t r, std::size_t c) const { return r * width_ + c; }
  [[nodiscard]] std::size_t length(Line line) const { return line.is_row ? columns_ : rows_; }
  [[nodiscard]] std::size_t cell(Line line, std::size_t i) const {
    return line.is_row ? at(line.index, i) : at(i, line.index);
  }
  [[nodiscard]] std::size_t total_cell(Line line) const { return cell(line, length(line)); }
  // The line that crosses at the i-th cell.
  [[nodiscard]] static Line crossing(Line line, std::size_t i) { return {!line.is_row, i}; }
  [[nodiscard]] bool has_rows() const { return width_ > 1; }

  void hide_cell(std::size_t of) {
    if (hidden_[of] != 0) return;
    hidden_[of] = 1;
    if (of % width_ < columns_) ++hidden_in_row_[of / width_];
    if (of / width_ < rows_) ++hidden_in_column_[of % width_];
  }

  // Of the line's inner cells.
  [[nodiscard]] std::size_t count_hidden(Line line) const {
    return line.is_row ? hidden_in_row_[line.index] : hidden_in_column_[line.index];
  }
  [[nodiscard]] bool is_entirely_hidden(Line line) const {
    return (!line.is_row || has_rows()) && count_hidden(line) == length(line);
  }
  [[nodiscard]] bool has_hidden(Line line) const {
    if (line.is_row && !has_rows()) return true;  // no line: nothing that could give it away
    return count_hidden(line) > 0 || hidden_[total_cell(line)] != 0;
  }

  // What a reader knows a hidden number to be at the least. A total counts among the cells of the
  // line of totals alone: its own line says no more of it than its cells do.
  [[nodiscard]] std::int64_t least_known(std::size_t r, std::size_t c) const {
    const bool row = c < columns_ && is_entirely_hidden({true, r});
    const bool column = r < rows_ && is_entirely_hidden({false, c});
    return row || column ? 0 : 1;
  }

  [[nodiscard]] bool is_safe(Line line) const {
    const std::size_t hidden = count_hidden(line);
    std::int64_t room = 0;  // S - q
    for (std::size_t i = 0; i < length(line); ++i) {
      const std::size_t of = cell(line, i);
      if (hidden_[of] == 0) continue;
      room += numbers_[of] - least_known(of / width_, of % width_);
    }
    const bool total_hidden = hidden_[total_cell(line)] != 0;
    if (hidden == 0) return !total_hidden;
    return total_hidden || (hidden >= 2 && room >= least_ - 1);
  }

  // The cell of the line that is hidden next; none where only zeros are left.
  [[nodiscard]] std::optional<std::size_t> next_of(Line line) const {
    std::optional<std::size_t> best;
    const auto key = [&](std::size_t i) {
      return std::tuple(!has_hidden(crossing(line, i)), numbers_[cell(line, i)], i);
    };
    for (std::size_t i = 0; i < length(line); ++i) {
      const std::size_t of = cell(line, i);
      if (hidden_[of] != 0 || numbers_[of] == 0) continue;
      if (!best || key(i) < key(*best)) best = i;
    }
    return best;
  }

  // One more number of the line; its zeros where no other is left; at last its total.
  // @return whether there was anything to hide.
  bool hide_more(Line line) {
    if (line.is_row && !has_rows()) return false;
    if (const auto next = next_of(line)) {
      hide_cell(cell(line, *next));
      return true;
    }
    if (!is_entirely_hidden(line)) {
      for (std::size_t i = 0; i < length(line); ++i) hide_cell(cell(line, i));
      return true;
    }
    const std::size_t total = total_cell(line);
    if (hidden_[total] != 0 || total + 1 == numbers_.size()) return false;
    hide_cell(total);
    return true;
  }

  [[nodiscard]] std::vector<Line> lines() const {
    std::vector<Line> all;
    for (std::size_t c = 0; c < width_; ++c) all.push_back({false, c});
    for (std::size_t r = 0; has_rows() && r <= rows_; ++r) all.push_back({true, r});
    return all;
  }

  bool hide_along_lines() {
    bool changed = false;
    for (const Line line : lines()) {
      while (!is_safe(line) && hide_more(line)) changed = true;
    }
    return changed;
  }

  // Of a table of one column all rows are one node: no sum ties them.
  [[nodiscard]] HiddenCell edge(std::size_t r, std::size_t c) const {
    const auto row = static_cast<std::uint32_t>(has_rows() ? width_ + r : width_);
    const auto column = static_cast<std::uint32_t>(c);
    const bool may_fall = numbers_[at(r, c)] > least_known(r, c);
    // A total stands on the other side of its sum.
    const bool is_total = (r == rows_) != (c == columns_ && has_rows());
    return is_total ? HiddenCell{column, row, may_fall} : HiddenCell{row, column, may_fall};
  }

  bool hide_around_certain() {
    std::vector<HiddenCell> edges;
    std::vector<std::size_t> of;
    for (std::size_t i = 0; i < numbers_.size(); ++i) {
      if (hidden_[i] == 0) continue;
      edges.push_back(edge(i / width_, i % width_));
      of.push_back(i);
    }
    const auto certain = certain_cells(width_ + rows_ + 1, edges);
    bool changed = false;
    for (std::size_t i = 0; i < of.size(); ++i) {
      if (certain[i] == 0) continue;
      const Line row{true, of[i] / width_};
      const Line column{false, of[i] % width_};
      changed = hide_more(row) || hide_more(column) || changed;
    }
    return changed;
  }

  std::size_t rows_;
  std::size_t columns_;
  std::size_t width_;  // columns, and one for the rows' totals
  std::int64_t least_;
  std::vector<std::int64_t> numbers_;
  std::vector<std::uint8_t> hidden_;
  std::vector<std::size_t> hidden_in_row_;     // inner cells
  std::vector<std::size_t> hidden_in_column_;  // inner cells
};

// The lines whose totals are at least `least`, in the order of their names.
std::vector<std::size_t> order_of(const std::vector<std::string>& names,
                                  const std::vector<std::int64_t>& totals, std::int64_t least) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (totals[i] >= least) order.push_back(i);
  }
  std::ranges::sort(order, {}, [&](std::size_t i) { return std::string_view(names[i]); });
  const auto twice = std::ranges::adjacent_find(
      order, [&](std::size_t a, std::size_t b) { return names[a] == names[b]; });
  HOTWARD_EXPECTS(twice == order.end());
  return order;
}

}  // namespace

Suppression suppression(const CountTable& table, std::int64_t least) {
  const std::size_t rows = table.row_names.size();
  const std::size_t columns = table.column_names.size();
  HOTWARD_EXPECTS(table.counts.size() == rows * columns && least >= 2);
  Suppression result{std::vector<std::uint8_t>(rows * columns, 0),
                     std::vector<std::uint8_t>(rows, 0), std::vector<std::uint8_t>(columns, 0)};
  std::vector<std::int64_t> row_sums(rows, 0);
  std::vector<std::int64_t> column_sums(columns, 0);
  for (std::size_t i = 0; i < table.counts.size(); ++i) {
    HOTWARD_EXPECTS(table.counts[i] >= 0);
    row_sums[i / columns] += table.counts[i];
    column_sums[i % columns] += table.counts[i];
  }
  // Of a line whose total is 0, and shown, everybody knows all. One column has no row totals.
  const auto column_order = order_of(table.column_names, column_sums, 1);
  if (column_order.empty()) return result;
  const auto row_order = order_of(table.row_names, row_sums, column_order.size() > 1 ? 1 : 0);
  FramedTable framed(table, row_order, column_order, least);
  result.total = framed.total() > 0 && framed.total() < least;
  if (result.total) {
    framed.hide_all();
  } else {
    framed.hide();
  }
  const std::size_t last = column_order.size() == 1 ? 0 : column_order.size();
  for (std::size_t r = 0; r < row_order.size(); ++r) {
    result.row_totals[row_order[r]] = framed.is_hidden(r, last) ? 1 : 0;
    for (std::size_t c = 0; c < column_order.size(); ++c) {
      result.cells[row_order[r] * columns + column_order[c]] = framed.is_hidden(r, c) ? 1 : 0;
    }
  }
  for (std::size_t c = 0; c < column_order.size(); ++c) {
    result.column_totals[column_order[c]] = framed.is_hidden(row_order.size(), c) ? 1 : 0;
  }
  return result;
}

}  // namespace hotward::rank
