// Read table: rows of a document with as many cells, and the numbers in them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/assurance/read_lines.hpp"

namespace hotward::assurance {

struct Cell {
  TextNumber number;
  double value = 0.0;  // with its sign
};

struct Row {
  const ReadLine* line = nullptr;
  std::string label;
  std::vector<std::optional<Cell>> cells;  // behind the label
};

struct Table {
  std::vector<std::string> heads;  // lower case; empty texts where there is no head
  std::vector<Row> rows;
  std::optional<Row> total;
};

/// Lines of as many cells, one after the other: the first is the head where it holds no number but
/// years, and the last may be the total.
[[nodiscard]] Table table_of(std::span<const ReadLine> lines);

}  // namespace hotward::assurance
