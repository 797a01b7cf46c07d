// Plain table: columns of text that line up on a terminal and in a fixed-width font.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/table/column.hpp"

namespace hotward::report {

struct PlainColumn {
  std::string heading{};
  std::vector<std::string> cells{};
  bool right = false;  ///< numbers stand to the right, so that their digits line up
  std::string name{};  ///< what --columns asks for it by (report/shown_table.hpp); else not used
  int drop = 0;        ///< 0: stays; 1, 2, …: makes room for others, the greatest first
};

/// @param decimals  digits after the point; below 0: shown_decimals(column)
/// @param order     which rows, in which order
[[nodiscard]] PlainColumn plain_column(const table::Column& column, std::string heading,
                                       std::span<const std::size_t> order, int decimals = -1);

/// A heading line, a rule, one line per row, two spaces between columns, no space at a line's end.
/// Widths are what a terminal shows, not bytes.
/// @param columns  all of one length
[[nodiscard]] std::string plain_table(std::span<const PlainColumn> columns);

}  // namespace hotward::report
