#include "shapefiles/csv_table.hpp"

#include <algorithm>
#include <fstream>

#include <fmt/format.h>

namespace hotward::shapefiles {
namespace {

CsvRow fields_of(const std::string& line) {
  CsvRow row(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') {
      row.back() += '"';
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      row.emplace_back();
    } else if (c != '\r') {
      row.back() += c;
    }
  }
  return row;
}

Result<std::vector<std::size_t>> positions(const CsvRow& header,
                                           const std::vector<std::string>& columns,
                                           const std::string& file) {
  std::vector<std::size_t> result;
  for (const std::string& column : columns) {
    const auto it = std::find(header.begin(), header.end(), column);
    if (it == header.end()) {
      return fail(ErrorCode::missing_column, fmt::format("{}: no column {}", file, column));
    }
    result.push_back(static_cast<std::size_t>(it - header.begin()));
  }
  return result;
}

}  // namespace

Result<std::vector<CsvRow>> read_columns(const std::filesystem::path& path,
                                         const std::vector<std::string>& columns) {
  const std::string file = path.filename().string();
  std::ifstream stream(path);
  std::string line;
  if (!stream || !std::getline(stream, line)) {
    return fail(ErrorCode::no_such_file, fmt::format("{}: no such file", path.string()));
  }
  const CsvRow header = fields_of(line);
  const auto at = positions(header, columns, file);
  if (!at) return fail(at.error());
  std::vector<CsvRow> rows;
  for (std::size_t number = 2; std::getline(stream, line); ++number) {
    const CsvRow fields = fields_of(line);
    if (fields.size() != header.size()) {
      return fail(ErrorCode::bad_value, fmt::format("{}: line {}: {} fields, the header has {}",
                                                    file, number, fields.size(), header.size()));
    }
    CsvRow& row = rows.emplace_back();
    for (const std::size_t i : *at) row.push_back(fields[i]);
  }
  return rows;
}

}  // namespace hotward::shapefiles
