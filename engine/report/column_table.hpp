// Column table: some of a layer's columns as a table for people, the others to be asked for.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "engine/geometry/point.hpp"
#include "engine/report/shown_table.hpp"
#include "engine/table/column.hpp"

namespace hotward::report {

/// A column of a layer as a table for people has it.
struct HeadedColumn {
  const char* name;     ///< the layer's; one that the layer lacks is passed over
  const char* heading;  ///< for people
  int drop = 0;         ///< PlainColumn::drop
  int decimals = -1;    ///< digits after the point; below 0: shown_decimals(column)
};

/// The columns of `usual` in their order, and all others behind them for --columns to ask for.
/// @param order  which rows, in which order
/// @param row    what one row is: "cell"
[[nodiscard]] ShownTable column_table(std::span<const table::Column> columns,
                                      std::span<const std::size_t> order,
                                      std::span<const HeadedColumn> usual, std::string row);

/// "570000 165000" for each of the rows, asked for as "at".
[[nodiscard]] PlainColumn position_column(std::span<const geometry::Point> at,
                                          std::span<const std::size_t> order, int drop);

}  // namespace hotward::report
