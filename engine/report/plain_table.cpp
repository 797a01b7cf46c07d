#include "engine/report/plain_table.hpp"

#include <algorithm>
#include <utility>

#include "engine/core/check.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/printable.hpp"
#include "engine/table/shown_decimals.hpp"

namespace hotward::report {
namespace {

void pad(std::string& line, const std::string& text, std::size_t width, bool right) {
  const std::size_t used = display_width(text);
  const std::size_t blank = width > used ? width - used : 0;
  if (right) line.append(blank, ' ');
  line += text;
  if (!right) line.append(blank, ' ');
}

void end_line(std::string& out, std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  out += line + '\n';
}

}  // namespace

PlainColumn plain_column(const table::Column& column, std::string heading,
                         std::span<const std::size_t> order, int decimals) {
  PlainColumn result{std::move(heading), {}, false};
  result.right = std::holds_alternative<table::Column::Integers>(column.values) ||
                 std::holds_alternative<table::Column::Reals>(column.values);
  const int places = decimals < 0 ? shown_decimals(column) : decimals;
  for (const std::size_t row : order) {
    result.cells.push_back(printable_line(value_text(column, row, places)));
  }
  return result;
}

std::string plain_table(std::span<const PlainColumn> columns) {
  if (columns.empty()) return "";
  const std::size_t rows = columns.front().cells.size();
  std::vector<std::size_t> widths;
  for (const PlainColumn& column : columns) {
    HOTWARD_EXPECTS(column.cells.size() == rows);
    std::size_t width = display_width(column.heading);
    for (const std::string& cell : column.cells) width = std::max(width, display_width(cell));
    widths.push_back(width);
  }
  std::string out;
  const auto write_line = [&](const auto& cell_of) {
    std::string line;
    for (std::size_t c = 0; c < columns.size(); ++c) {
      if (c > 0) line += "  ";
      pad(line, cell_of(c), widths[c], columns[c].right);
    }
    end_line(out, std::move(line));
  };
  write_line([&](std::size_t c) { return columns[c].heading; });
  write_line([&](std::size_t c) { return std::string(widths[c], '-'); });
  for (std::size_t row = 0; row < rows; ++row) {
    write_line([&](std::size_t c) { return columns[c].cells[row]; });
  }
  return out;
}

}  // namespace hotward::report
