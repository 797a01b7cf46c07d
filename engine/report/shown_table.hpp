// Shown table: as much of a table as a terminal has room for, and in words what is left out.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/report/plain_table.hpp"

namespace hotward::report {

/// PlainColumn::drop of a column that stands in the table only where --columns names it.
inline constexpr int only_asked = 1000;

/// How much of a table is wanted.
struct TableView {
  std::size_t width = 0;               ///< of the terminal, in characters; 0: as wide as need be
  std::optional<std::size_t> top{};    ///< rows; 0: all; empty: 25 where there are more than 60
  std::vector<std::string> columns{};  ///< by name, in this order; empty: those that fit
};

struct ShownTable {
  std::vector<PlainColumn> columns{};
  std::string row = "row";  ///< what one row is: "area"
  std::string note{};       ///< a line under it, such as what a sign in it means
};

/// @return usage where a name of the view is that of no column; the message lists those there are.
[[nodiscard]] Result<void> check_columns(std::span<const ShownTable> tables, const TableView& view);

/// The table as plain_table draws it. Where it is too wide, columns without any value make room,
/// those that matter least after them, then the widest text is cut ("Gillingham No…"); a line under
/// it says what is missing. Columns that were asked for by name all stay.
/// @return empty where there is no row, or no column that the view names
[[nodiscard]] std::string shown_table(const ShownTable& table, const TableView& view);

/// The tables one after another, each with an empty line behind it.
[[nodiscard]] std::string shown_tables(std::span<const ShownTable> tables, const TableView& view);

}  // namespace hotward::report
