#include "engine/report/shown_table.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/core/spelling.hpp"
#include "engine/core/utf8.hpp"
#include "engine/report/number_text.hpp"

namespace hotward::report {
namespace {

// A longer table is cut to its first few rows, unless the user says otherwise.
constexpr std::size_t most_rows = 60;
constexpr std::size_t first_rows = 25;

// A text keeps so many characters, however narrow the terminal.
constexpr std::size_t least_text_width = 8;

std::size_t width_of(const PlainColumn& column) {
  std::size_t width = display_width(column.heading);
  for (const std::string& cell : column.cells) width = std::max(width, display_width(cell));
  return width;
}

std::size_t width_of(const std::vector<PlainColumn>& columns) {
  std::size_t width = columns.empty() ? 0 : 2 * (columns.size() - 1);
  for (const PlainColumn& column : columns) width += width_of(column);
  return width;
}

// As users write names: "Area name" is area_name.
std::string folded(const std::string& name) {
  std::string result;
  for (const char c : name) {
    const bool blank = c == ' ' || c == '-' || c == '_';
    result += blank ? '_' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return result;
}

const PlainColumn* column_called(const ShownTable& table, const std::string& name) {
  const auto found = std::ranges::find_if(table.columns, [&](const PlainColumn& column) {
    return !column.name.empty() && folded(column.name) == folded(name);
  });
  return found == table.columns.end() ? nullptr : &*found;
}

std::vector<PlainColumn> asked_columns(const ShownTable& table, const TableView& view) {
  std::vector<PlainColumn> columns;
  for (const std::string& name : view.columns) {
    if (const PlainColumn* column = column_called(table, name)) columns.push_back(*column);
  }
  return columns;
}

// @return how many rows were cut
std::size_t cut_rows(std::vector<PlainColumn>& columns, const TableView& view) {
  const std::size_t all = columns.front().cells.size();
  std::size_t rows = view.top.value_or(all > most_rows ? first_rows : 0);
  if (rows == 0 || rows >= all) return 0;
  for (PlainColumn& column : columns) column.cells.resize(rows);
  return all - rows;
}

bool is_empty(const PlainColumn& column) {
  return std::ranges::all_of(
      column.cells, [](const std::string& cell) { return cell.empty() || cell == no_value; });
}

// What makes room first has the greatest number; a column that tells nothing goes before all.
int drop_rank(const PlainColumn& column) {
  return is_empty(column) ? only_asked + column.drop : column.drop;
}

// @return the headings of the columns that made room
std::string drop_columns(std::vector<PlainColumn>& columns, std::size_t width) {
  std::string dropped;
  while (width > 0 && width_of(columns) > width) {
    const auto least = std::ranges::max_element(columns, {}, drop_rank);
    if (least == columns.end() || drop_rank(*least) == 0) break;
    dropped += (dropped.empty() ? "" : ", ") + least->heading;
    columns.erase(least);
  }
  return dropped;
}

// The first characters of a text, so many that "…" still fits behind them.
std::string cut_text(const std::string& text, std::size_t width) {
  if (display_width(text) <= width) return text;
  std::size_t end = 0;
  for (std::size_t next = 0; next < text.size();) {
    next += first_character(std::string_view(text).substr(next)).bytes;
    if (display_width(text.substr(0, next)) + 1 > width) break;
    end = next;
  }
  return text.substr(0, end) + "…";
}

void cut_texts(std::vector<PlainColumn>& columns, std::size_t width) {
  if (width == 0) return;
  while (width_of(columns) > width) {
    PlainColumn* widest = nullptr;
    for (PlainColumn& column : columns) {
      if (column.right || width_of(column) <= display_width(column.heading)) continue;
      if (widest == nullptr || width_of(column) > width_of(*widest)) widest = &column;
    }
    const std::size_t too_much = width_of(columns) - width;
    const std::size_t now = widest == nullptr ? 0 : width_of(*widest);
    const std::size_t least =
        widest == nullptr ? 0 : std::max(least_text_width, display_width(widest->heading));
    if (now <= least) return;
    const std::size_t left = std::max(least, now - std::min(now, too_much));
    for (std::string& cell : widest->cells) cell = cut_text(cell, left);
    if (width_of(*widest) >= now) return;
  }
}

std::string rows_cut(std::size_t cut, const std::string& row) {
  if (cut == 0) return "";
  return fmt::format("… and {}; --top 0 shows all\n", counted(cut, "more " + row));
}

}  // namespace

Result<void> check_columns(std::span<const ShownTable> tables, const TableView& view) {
  for (const std::string& name : view.columns) {
    const bool known = std::ranges::any_of(
        tables, [&](const ShownTable& table) { return column_called(table, name) != nullptr; });
    if (known) continue;
    std::vector<std::string> names;
    for (const ShownTable& table : tables) {
      for (const PlainColumn& column : table.columns) {
        if (!column.name.empty()) names.push_back(column.name);
      }
    }
    return fail(ErrorCode::usage,
                names.empty() ? fmt::format("--columns {}: there is no table to print here", name)
                              : fmt::format("--columns {}: no such column{}; there are: {}", name,
                                            did_you_mean(name, names), fmt::join(names, ", ")));
  }
  return {};
}

std::string shown_table(const ShownTable& table, const TableView& view) {
  std::vector<PlainColumn> columns =
      view.columns.empty() ? table.columns : asked_columns(table, view);
  if (view.columns.empty()) {
    std::erase_if(columns, [](const PlainColumn& column) { return column.drop >= only_asked; });
  }
  if (columns.empty() || columns.front().cells.empty()) return "";
  const std::size_t cut = cut_rows(columns, view);
  std::string dropped;
  if (view.columns.empty()) {
    dropped = drop_columns(columns, view.width);
    cut_texts(columns, view.width);
  }
  std::string text = plain_table(columns);
  if (!dropped.empty()) text += "Not shown, to fit the screen: " + dropped + "\n";
  if (!table.note.empty()) text += table.note + "\n";
  return text + rows_cut(cut, table.row);
}

std::string shown_tables(std::span<const ShownTable> tables, const TableView& view) {
  std::string text;
  for (const ShownTable& table : tables) {
    const std::string one = shown_table(table, view);
    if (!one.empty()) text += one + "\n";
  }
  return text;
}

}  // namespace hotward::report
