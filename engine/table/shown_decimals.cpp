#include "engine/table/shown_decimals.hpp"

namespace hotward::table {

int shown_decimals(const Column& column) {
  if (std::holds_alternative<Column::Integers>(column.values)) return 0;
  if (column.name == "pop" || column.name == "hh") return 0;
  if (column.unit == "%") return 1;
  if (column.unit == "1") return 3;
  return 2;
}

}  // namespace hotward::table
