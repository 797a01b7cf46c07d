#include "engine/disclosure/framed_table.hpp"

#include <algorithm>

#include "engine/core/check.hpp"

namespace hotward::disclosure {

FramedTable::FramedTable(const std::vector<std::int64_t>& counts, std::size_t columns)
    : rows_(counts.size() / columns),
      columns_(columns),
      width_(columns_ == 1 ? 1 : columns_ + 1),
      numbers_((rows_ + 1) * width_, 0),
      hidden_(numbers_.size(), 0),
      row_lines_(rows_ + 1),
      column_lines_(width_) {
  HOTWARD_EXPECTS(counts.size() == rows_ * columns_);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const std::size_t r = i / columns_;
    const std::size_t c = i % columns_;
    numbers_[at(r, c)] = counts[i];
    numbers_[at(rows_, c)] += counts[i];
    if (!has_rows()) continue;
    numbers_[at(r, columns_)] += counts[i];
    numbers_[at(rows_, columns_)] += counts[i];
  }
  find_empty_lines();
}

void FramedTable::find_empty_lines() {
  for (std::size_t r = 0; r <= rows_; ++r) {
    for (std::size_t c = 0; c < columns_; ++c) row_lines_[r].shown += numbers_[at(r, c)];
    row_lines_[r].is_empty = r < rows_ && has_rows() && row_lines_[r].shown == 0;
    full_rows_ += r < rows_ && !row_lines_[r].is_empty ? 1U : 0U;
  }
  for (std::size_t c = 0; c < width_; ++c) {
    for (std::size_t r = 0; r < rows_; ++r) column_lines_[c].shown += numbers_[at(r, c)];
    column_lines_[c].is_empty = column_lines_[c].shown == 0;
    full_columns_ += c < columns_ && !column_lines_[c].is_empty ? 1U : 0U;
  }
}

bool FramedTable::is_entirely_hidden(Line line) const {
  if (line.is_row && !has_rows()) return false;
  if (is_of_totals(line)) return state_of(line).hidden == length(line);
  return state_of(line).hidden == (line.is_row ? full_columns_ : full_rows_);
}

std::int64_t FramedTable::least_sum(Line line) const {
  if (is_entirely_hidden(line)) return 0;
  // Each line that is entirely hidden crosses this one at a hidden number that may be 0.
  const std::size_t may_be_0 = line.is_row ? entire_columns_ : entire_rows_;
  return state_of(line).shown + static_cast<std::int64_t>(state_of(line).hidden - may_be_0);
}

std::int64_t FramedTable::least_known(std::size_t cell) const {
  const Line row = row_of(cell);
  const Line column = column_of(cell);
  if (is_of_totals(row)) return std::max(least_sum(column), least_total(row));
  if (is_of_totals(column)) return std::max(least_sum(row), least_total(column));
  return is_entirely_hidden(row) || is_entirely_hidden(column) ? 0 : 1;
}

void FramedTable::hide(std::size_t cell) {
  if (hidden_[cell] != 0) return;
  hidden_[cell] = 1;
  const Line row = row_of(cell);
  const Line column = column_of(cell);
  if (column.index < columns_) {
    ++row_lines_[row.index].hidden;
    row_lines_[row.index].shown -= numbers_[cell];
    if (row.index < rows_ && is_entirely_hidden(row)) ++entire_rows_;
  }
  if (row.index < rows_) {
    ++column_lines_[column.index].hidden;
    column_lines_[column.index].shown -= numbers_[cell];
    if (column.index < columns_ && is_entirely_hidden(column)) ++entire_columns_;
  }
}

void FramedTable::hide_whole(Line line) {
  for (std::size_t i = 0; i < length(line); ++i) {
    if (!is_empty(crossing(line, i))) hide(cell(line, i));
  }
}

bool FramedTable::include_empty(Line totals) {
  std::vector<LineState>& lines = totals.is_row ? column_lines_ : row_lines_;
  std::vector<std::size_t> included;
  for (std::size_t i = 0; i < length(totals); ++i) {
    if (lines[i].is_empty) included.push_back(i);
    lines[i].is_empty = false;
  }
  if (included.empty()) return false;
  // All lines that cross grow by as many hidden numbers, and are counted anew.
  (totals.is_row ? full_columns_ : full_rows_) += included.size();
  (totals.is_row ? entire_rows_ : entire_columns_) = 0;
  for (const std::size_t i : included) {
    hide_whole(crossing(totals, i));
    hide(cell(totals, i));
  }
  return true;
}

}  // namespace hotward::disclosure
