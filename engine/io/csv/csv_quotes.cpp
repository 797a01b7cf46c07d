#include "engine/io/csv/csv_quotes.hpp"

#include "engine/io/csv/field_text.hpp"

namespace hotward::io {
namespace {

// From this number of columns on, empty coordinates are believed.
constexpr std::size_t many_columns = 6;

std::string_view bare(std::string_view field) {
  field = trimmed(field);
  if (field.starts_with('"')) field.remove_prefix(1);
  if (field.ends_with('"')) field.remove_suffix(1);
  return trimmed(field);
}

bool reads_as_row(std::string_view line, const RowShape& shape) {
  std::size_t fields = 0;
  std::string_view x;
  std::string_view y;
  for (std::size_t begin = 0; begin <= line.size(); ++fields) {
    std::size_t end = line.find(shape.separator, begin);
    if (end == std::string_view::npos) end = line.size();
    const std::string_view field = line.substr(begin, end - begin);
    if (fields == shape.x) x = bare(field);
    if (fields == shape.y) y = bare(field);
    begin = end + 1;
  }
  if (fields < shape.columns) return false;
  if (x.empty() && y.empty()) return shape.columns >= many_columns;
  return parse_number(x, shape.numbers) && parse_number(y, shape.numbers);
}

}  // namespace

bool swallows_rows(std::string_view row, std::size_t close, const RowShape& shape) {
  const std::size_t next = row.find_first_not_of(' ', close + 1);
  if (next == std::string_view::npos) return false;
  const char c = row[next];
  if (c != shape.separator && c != '\n' && c != '\r') return true;
  const std::size_t end = row.find('\n', close);
  if (end == std::string_view::npos || shape.columns < 2) return false;
  const std::size_t begin = row.rfind('\n', close) + 1;
  return reads_as_row(row.substr(0, row.find('\n')), shape) &&
         reads_as_row(row.substr(begin, end - begin), shape);
}

}  // namespace hotward::io
