// Style: how QGIS draws a layer. Each function returns the text of a .qml file.
//
// The same text goes beside a file (wards.shp, wards.qml), into a GeoPackage's layer_styles and
// into a project. Classes are fitted to the very values of the layer, so no feature is left
// undrawn: a feature without a value gets a grey class of its own. Every column gets its long name
// as alias.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/report/palette.hpp"
#include "engine/table/column.hpp"

namespace hotward::report {

/// Names of columns of the layer; an empty name means that there is none.
struct StyleOptions {
  std::string column{};       ///< the numbers that decide the colour or the size
  std::size_t classes = 5;    ///< at most 7
  std::string rank_column{};  ///< the best `top` are outlined and their labels begin with the rank
  std::string name_column{};  ///< the labels; none without it
  std::int64_t top = 5;
  std::vector<std::string> tip_columns{};  ///< lines of the map tip; empty: `column` alone
};

/// Areas coloured by how much (YlGnBu): counts, rates, densities. Classes are natural breaks.
/// @param columns  the layer's, `options.column` among them and numeric
[[nodiscard]] std::string graduated_areas(std::span<const table::Column> columns,
                                          const StyleOptions& options);

/// Areas coloured by how far below or above zero (RdBu): change. Equal rises and falls mirror each
/// other. options.classes is raised to an odd number.
[[nodiscard]] std::string diverging_areas(std::span<const table::Column> columns,
                                          const StyleOptions& options);

/// Points as circles that grow with the column: places by incidents. Small ones lie on top.
[[nodiscard]] std::string points_by_count(std::span<const table::Column> columns,
                                          const StyleOptions& options);

struct Category {
  std::string value;  ///< the column's value as text: "-3", "HH"
  std::string label;
  Colour colour;
};

enum class Shape { area, point };

struct CategoryOptions {
  std::string column{};
  std::vector<Category> categories{};  ///< in legend order
  Shape shape = Shape::area;
  bool outlined = true;  ///< areas only; a grid of many cells reads better without
  std::string name_column{};  ///< the labels; none without it
  std::vector<std::string> tip_columns{};
};

/// One colour for each value of a column. Values that no category names are drawn grey.
[[nodiscard]] std::string categorised(std::span<const table::Column> columns,
                                      const CategoryOptions& options);

/// Gi* classes, from 3 (hot, 99%) to -3 (cold, 99%).
[[nodiscard]] std::vector<Category> gi_bin_categories();

/// Local Moran's quadrants HH, LL, HL, LH.
[[nodiscard]] std::vector<Category> quadrant_categories();

/// Boundaries alone, to lie over other layers; labelled where a name column is given.
[[nodiscard]] std::string single_outline(std::span<const table::Column> columns,
                                         const std::string& name_column);

/// Every point alike.
[[nodiscard]] std::string points_marker(std::span<const table::Column> columns);

/// A raster of incidents per km², from transparent (none) to dark.
/// @param highest  the raster's greatest value, above 0
[[nodiscard]] std::string density_surface(double highest);

}  // namespace hotward::report
