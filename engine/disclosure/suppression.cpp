#include "engine/disclosure/suppression.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

#include "engine/core/check.hpp"
#include "engine/core/random.hpp"
#include "engine/disclosure/cell_graph.hpp"
#include "engine/disclosure/framed_table.hpp"

namespace hotward::disclosure {
namespace {

// Names what the numbers are for, as Stream does for the draws of a statistic.
constexpr std::uint32_t lot_stream = 0x484944;

// The i-th lot of a kind: exponentially distributed with mean one.
double drawn_lot(std::uint64_t seed, std::uint32_t kind, std::size_t i) {
  const auto index = static_cast<std::uint64_t>(i);
  const auto bits =
      philox({static_cast<std::uint32_t>(index), static_cast<std::uint32_t>(index >> 32U),
              lot_stream, kind},
             {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32U)});
  return -std::log((static_cast<double>(bits[0]) + 0.5) * 0x1.0p-32);
}

// One for each number, small where it is to be hidden soon; n^2 is its mean. So any number may
// come before any other, but a small one mostly does.
std::vector<double> drawn_lots(const FramedTable& table, std::uint64_t seed) {
  std::vector<double> lots(table.size());
  for (std::size_t i = 0; i < lots.size(); ++i) {
    const auto n = static_cast<double>(table.number(i));
    lots[i] = drawn_lot(seed, 0, i) * n * n;
  }
  return lots;
}

// Hides what must be. Rows and columns stand in the order of their names.
class Choice {
 public:
  Choice(FramedTable& table, std::int64_t least, std::uint64_t seed)
      : table_(table), least_(least), seed_(seed), lots_(drawn_lots(table, seed)) {}

  void make() {
    for (std::size_t i = 0; i < table_.size(); ++i) {
      const std::int64_t n = table_.number(i);
      if (n > 0 && n < least_) table_.hide(i);
    }
    do {
      while (hide_along_lines() || hide_last_zeros()) {
      }
    } while (hide_around_certain());
    hide_what_is_left();
  }

 private:
  [[nodiscard]] bool has_hidden(Line line) const {
    if (line.is_row && !table_.has_rows()) return true;  // no line: nothing could give it away
    return table_.count_hidden(line) > 0 || table_.is_hidden(table_.total_cell(line));
  }

  [[nodiscard]] bool is_safe(Line line) const {
    const std::size_t hidden = table_.count_hidden(line);
    std::int64_t room = 0;  // S - q
    for (std::size_t i = 0; i < table_.length(line); ++i) {
      const std::size_t cell = table_.cell(line, i);
      if (table_.is_hidden(cell)) room += table_.number(cell) - table_.least_known(cell);
    }
    const bool total_hidden = table_.is_hidden(table_.total_cell(line));
    if (hidden == 0) return !total_hidden;
    return total_hidden || (hidden >= 2 && room >= least_ - 1);
  }

  // In which order the numbers of a line are hidden.
  [[nodiscard]] auto key(Line line, std::size_t i) const {
    return std::tuple(!has_hidden(table_.crossing(line, i)), lots_[table_.cell(line, i)],
                      line.index, i);
  }

  // The cell of the line that is hidden next; none where only zeros are left.
  [[nodiscard]] std::optional<std::size_t> next_of(Line line) const {
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < table_.length(line); ++i) {
      const std::size_t of = table_.cell(line, i);
      if (table_.is_hidden(of) || table_.number(of) == 0) continue;
      if (!best || key(line, i) < key(line, *best)) best = i;
    }
    return best;
  }
  bool hide_next(Line line) {
    const auto next = next_of(line);
    if (next) table_.hide(table_.cell(line, *next));
    return next.has_value();
  }

  // One more number of the line; its zeros where no other is left; at last its total.
  // @return whether there was anything to hide.
  bool hide_more(Line line) {
    if (line.is_row && !table_.has_rows()) return false;
    if (table_.is_of_totals(line)) return hide_more_of_totals(line);
    if (hide_next(line)) return true;
    if (!table_.is_entirely_hidden(line)) {
      table_.hide_whole(line);
      return true;
    }
    const std::size_t total = table_.total_cell(line);
    if (table_.is_hidden(total) || total + 1 == table_.size()) return false;
    table_.hide(total);
    return true;
  }

  // A total is worth more than the numbers that it is the sum of: where two are hidden, these
  // first.
  bool hide_more_of_totals(Line totals) {
    return (table_.count_hidden(totals) >= 2 && loosen(totals)) || hide_next(totals) ||
           table_.include_empty(totals);
  }

  // One more number of a line whose total is hidden, so that less is known of that total; where
  // only zeros are left, all of them.
  bool loosen(Line totals) {
    std::optional<Line> first;
    std::optional<std::pair<Line, std::size_t>> best;
    for (std::size_t i = 0; i < table_.length(totals); ++i) {
      const Line line = table_.crossing(totals, i);
      if (!table_.is_hidden(table_.cell(totals, i))) continue;
      if (table_.least_sum(line) <= table_.least_total(totals)) continue;
      if (!first || key(totals, i) < key(totals, first->index)) first = line;
      const auto next = next_of(line);
      if (next && (!best || key(line, *next) < key(best->first, best->second))) {
        best = std::pair(line, *next);
      }
    }
    if (best) {
      table_.hide(table_.cell(best->first, best->second));
    } else if (first) {
      table_.hide_whole(*first);
    }
    return first.has_value();
  }

  [[nodiscard]] std::vector<Line> lines() const {
    std::vector<Line> all;
    for (std::size_t c = 0; c < table_.width(); ++c) all.push_back({false, c});
    for (std::size_t r = 0; table_.has_rows() && r <= table_.rows(); ++r) all.push_back({true, r});
    std::erase_if(all, [&](Line line) { return table_.is_empty(line); });
    // Which line is looked at first gives its numbers away, too.
    const auto lot = [&](Line line) {
      return std::tuple(drawn_lot(seed_, line.is_row ? 1 : 2, line.index), line.is_row, line.index);
    };
    std::ranges::sort(all, {}, lot);
    return all;
  }

  bool hide_along_lines() {
    bool changed = false;
    for (const Line line : lines()) {
      while (!is_safe(line) && hide_more(line)) changed = true;
    }
    return changed;
  }

  // A line of which nothing but zeros is shown: were they shown, each number that is hidden would
  // be known to be above 0, and so would be what the totals are made of.
  bool hide_last_zeros() {
    if (!table_.has_rows()) return false;
    bool changed = false;
    for (const Line line : lines()) {
      if (table_.is_entirely_hidden(line) || next_of(line)) continue;
      changed = true;
      if (table_.is_of_totals(line)) {
        table_.include_empty(line);
      } else {
        table_.hide_whole(line);
      }
    }
    return changed;
  }

  // Where not one total is left to show, a number is worth little, and gives away those beside it.
  void hide_what_is_left() {
    const Line of_rows{false, table_.columns()};
    const Line of_columns{true, table_.rows()};
    if (!table_.has_rows() || !table_.is_entirely_hidden(of_rows) ||
        !table_.is_entirely_hidden(of_columns)) {
      return;
    }
    for (std::size_t i = 0; i + 1 < table_.size(); ++i) table_.hide(i);
  }

  // Of a table of one column all rows are one node: no sum ties them.
  [[nodiscard]] HiddenCell edge(std::size_t cell) const {
    const std::size_t width = table_.width();
    const Line of_row = table_.row_of(cell);
    const auto row = static_cast<std::uint32_t>(table_.has_rows() ? width + of_row.index : width);
    const auto column = static_cast<std::uint32_t>(cell % width);
    const bool may_fall = table_.number(cell) > table_.least_known(cell);
    // A total stands on the other side of its sum.
    const bool is_total =
        table_.is_of_totals(of_row) != table_.is_of_totals(table_.column_of(cell));
    return is_total ? HiddenCell{column, row, may_fall} : HiddenCell{row, column, may_fall};
  }

  bool hide_around_certain() {
    std::vector<HiddenCell> edges;
    std::vector<std::size_t> of;
    for (std::size_t i = 0; i < table_.size(); ++i) {
      if (!table_.is_hidden(i)) continue;
      edges.push_back(edge(i));
      of.push_back(i);
    }
    const auto certain = certain_cells(table_.width() + table_.rows() + 1, edges);
    bool changed = false;
    for (std::size_t i = 0; i < of.size(); ++i) {
      if (certain[i] == 0) continue;
      changed = hide_more(table_.row_of(of[i])) || hide_more(table_.column_of(of[i])) || changed;
    }
    return changed;
  }

  FramedTable& table_;
  std::int64_t least_;
  std::uint64_t seed_;
  std::vector<double> lots_;
};

// In the order of their names.
std::vector<std::size_t> order_of(const std::vector<std::string>& names) {
  std::vector<std::size_t> order(names.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return std::string_view(names[i]); });
  const auto twice = std::ranges::adjacent_find(
      order, [&](std::size_t a, std::size_t b) { return names[a] == names[b]; });
  HOTWARD_EXPECTS(twice == order.end());
  return order;
}

// From the order of the names back to that of the input.
void write_result(const FramedTable& framed, const std::vector<std::size_t>& row_order,
                  const std::vector<std::size_t>& column_order, Suppression& result) {
  const std::size_t rows = row_order.size();
  const auto flag = [&](std::size_t r, std::size_t c) -> std::uint8_t {
    return framed.is_hidden(framed.at(r, c)) ? 1 : 0;
  };
  for (std::size_t r = 0; r < rows; ++r) {
    result.row_totals[row_order[r]] = flag(r, framed.width() - 1);
    for (std::size_t c = 0; c < column_order.size(); ++c) {
      result.cells[row_order[r] * result.column_totals.size() + column_order[c]] = flag(r, c);
    }
  }
  for (std::size_t c = 0; c < column_order.size(); ++c) {
    result.column_totals[column_order[c]] = flag(rows, c);
  }
}

}  // namespace

Suppression suppression(const CountTable& table, std::uint64_t seed, std::int64_t least) {
  const std::size_t rows = table.row_names.size();
  const std::size_t columns = table.column_names.size();
  HOTWARD_EXPECTS(table.counts.size() == rows * columns && least >= 2);
  Suppression result{std::vector<std::uint8_t>(rows * columns, 0),
                     std::vector<std::uint8_t>(rows, 0), std::vector<std::uint8_t>(columns, 0)};
  std::vector<std::int64_t> column_sums(columns, 0);
  for (std::size_t i = 0; i < table.counts.size(); ++i) {
    HOTWARD_EXPECTS(table.counts[i] >= 0);
    column_sums[i % columns] += table.counts[i];
  }
  const std::vector<std::size_t> row_order = order_of(table.row_names);
  std::vector<std::size_t> column_order = order_of(table.column_names);
  const auto is_empty = [&](std::size_t c) { return column_sums[c] == 0; };
  const auto empty = std::ranges::count_if(column_order, is_empty);
  if (static_cast<std::size_t>(empty) == columns) return result;
  // Counts in one column alone are a table of one column: it has no row totals.
  if (static_cast<std::size_t>(empty) + 1 == columns) std::erase_if(column_order, is_empty);
  std::vector<std::int64_t> counts;
  for (const std::size_t r : row_order) {
    for (const std::size_t c : column_order) counts.push_back(table.counts[r * columns + c]);
  }
  FramedTable framed(counts, column_order.size());
  result.total = framed.total() > 0 && framed.total() < least;
  if (result.total) {
    for (std::size_t i = 0; i < framed.size(); ++i) framed.hide(i);
  } else {
    Choice(framed, least, seed).make();
  }
  write_result(framed, row_order, column_order, result);
  return result;
}

}  // namespace hotward::disclosure
