// Raster: one value per square of a grid, as a picture of the plane.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/geometry/point.hpp"

namespace hotward::table {

struct Raster {
  std::string name;         ///< file name without extension: [a-z0-9_]
  std::string title;        ///< the band's description: "ASB incidents per km²"
  std::string description;  ///< a sentence or two, caveats included
  std::string unit;         ///< "incidents per km²"
  geometry::Point low;      ///< the south-western corner, metres, EPSG:27700
  double cell_m = 0.0;
  std::size_t columns = 0;
  std::size_t rows = 0;
  std::vector<double> values;  ///< the southernmost row first, each from west to east; NaN: no data
  std::string style_qml;       ///< a QGIS style, or empty

  [[nodiscard]] double at(std::size_t row, std::size_t column) const {
    return values[row * columns + column];
  }
};

}  // namespace hotward::table
