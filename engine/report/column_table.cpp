#include "engine/report/column_table.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace hotward::report {

ShownTable column_table(std::span<const table::Column> columns, std::span<const std::size_t> order,
                        std::span<const HeadedColumn> usual, std::string row) {
  ShownTable table{{}, std::move(row)};
  const auto add = [&](const table::Column& column, const HeadedColumn& as) {
    table.columns.push_back(plain_column(column, as.heading, order, as.decimals));
    table.columns.back().name = column.name;
    table.columns.back().drop = as.drop;
  };
  for (const HeadedColumn& as : usual) {
    const auto column = std::ranges::find(columns, as.name, &table::Column::name);
    if (column != columns.end()) add(*column, as);
  }
  for (const table::Column& column : columns) {
    const auto known = std::ranges::find(table.columns, column.name, &PlainColumn::name);
    if (known == table.columns.end()) add(column, {"", column.name.c_str(), only_asked});
  }
  return table;
}

PlainColumn position_column(std::span<const geometry::Point> at, std::span<const std::size_t> order,
                            int drop) {
  PlainColumn column{"Easting, northing", {}, false, "at", drop};
  for (const std::size_t i : order) {
    column.cells.push_back(fmt::format("{:.0f} {:.0f}", at[i].x, at[i].y));
  }
  return column;
}

}  // namespace hotward::report
