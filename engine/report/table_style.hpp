// Table style: how QGIS shows a layer without shapes: long names, sorted, rounded.
#pragma once

#include <span>
#include <string>

#include "engine/table/column.hpp"

namespace hotward::report {

[[nodiscard]] std::string table_style(std::span<const table::Column> columns);

}  // namespace hotward::report
