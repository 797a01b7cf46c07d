#include "engine/assurance/read_table.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "engine/assurance/claims.hpp"

namespace hotward::assurance {
namespace {

std::string lowered(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

// One number and nothing but its signs.
std::optional<Cell> number_cell(const std::string& text) {
  const auto numbers = numbers_in(text);
  if (numbers.size() != 1) return {};
  Cell cell{numbers.front(), numbers.front().value};
  std::string rest = text;
  const std::size_t at = rest.find(cell.number.written);
  rest.erase(at, cell.number.written.size());
  for (const std::string_view sign : {"per cent", "percent", "▲", "▼", "±"}) {
    if (const std::size_t found = rest.find(sign); found != std::string::npos) {
      if (sign == "▼") cell.value = -cell.value;
      rest.erase(found, sign.size());
    }
  }
  if (rest.find('-') != std::string::npos) cell.value = -std::abs(cell.value);
  if (rest.find_first_not_of(" %+-()") != std::string::npos) return {};
  return cell;
}

bool is_total(const std::string& label) {
  return label == "total" || label.starts_with("total ") || label.starts_with("total,") ||
         label == "totals" || label == "grand total" || label == "sum" || label == "all";
}

Row row_of(const ReadLine& line) {
  Row row{&line, lowered(line.cells.front()), {}};
  for (std::size_t c = 1; c < line.cells.size(); ++c) {
    row.cells.push_back(number_cell(line.cells[c]));
  }
  return row;
}

bool holds_numbers(const Row& row) {
  return std::ranges::any_of(row.cells, [](const std::optional<Cell>& cell) {
    return cell && (cell->number.percent || cell->number.decimals > 0 || is_count(cell->number));
  });
}

}  // namespace

Table table_of(std::span<const ReadLine> lines) {
  Table table;
  table.heads.assign(lines.front().cells.size() - 1, "");
  const Row first = row_of(lines.front());
  const bool headed = !holds_numbers(first);
  for (std::size_t c = 0; headed && c < table.heads.size(); ++c) {
    table.heads[c] = lowered(lines.front().cells[c + 1]);
  }
  for (const ReadLine& line : lines.subspan(headed ? 1 : 0)) {
    Row row = row_of(line);
    if (is_total(row.label)) {
      if (!table.total) table.total = std::move(row);
    } else if (!table.total) {
      table.rows.push_back(std::move(row));
    }
  }
  return table;
}

}  // namespace hotward::assurance
