// Layer: what becomes one layer on a map: shapes, columns, and how it is drawn.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "engine/geometry/polygon.hpp"
#include "engine/table/column.hpp"
#include "engine/table/shapes.hpp"

namespace hotward::table {

struct Layer {
  using Points = std::vector<geometry::Point>;
  using Lines = std::vector<geometry::LineString>;
  using Shapes = table::Shapes;

  std::string name;         ///< file and table name: [a-z0-9_]
  std::string title;        ///< what a legend says: "Wards by ASB incidents"
  std::string description;  ///< a sentence or two, caveats included
  std::variant<std::monostate, Points, Lines, Shapes> geometry;  ///< metres, EPSG:27700
  std::vector<Column> columns;
  std::string style_qml;  ///< a QGIS style, or empty for a layer that has none

  [[nodiscard]] std::size_t size() const { return columns.empty() ? 0 : columns.front().size(); }
};

}  // namespace hotward::table
