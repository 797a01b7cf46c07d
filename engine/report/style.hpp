// Style: how QGIS draws a layer. Each function returns the text of a .qml file.
//
// The same text goes beside a file (wards.shp, wards.qml), into a GeoPackage's layer_styles and
// into a project. Classes are fitted to the very values of the layer, so no feature is left
// undrawn: a feature without a value gets a hatched class of its own. Every column gets its long
// name as alias.
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
  std::string column{};        ///< the numbers that decide the colour or the size
  std::size_t classes = 5;     ///< at most 7
  std::string rank_column{};   ///< of `column`, and of nothing else: the best `top` are outlined
                               ///< and their labels begin with the rank
  std::string count_column{};  ///< where it is 0 nothing is best, whatever its rank
  std::string name_column{};   ///< the labels; none without it
  std::int64_t top = 5;
  std::string number_column{};             ///< of ranks: what areas are numbered by where they are
                                           ///< listed beside the map; empty: rank_column
  std::vector<std::string> tip_columns{};  ///< what the map tip has; empty: `column` alone
  std::string missing_label = "no value";  ///< of the features without a number
  std::vector<std::string> few_columns{};  ///< change_areas: counts that add up to how many were
                                           ///< compared; empty: all are enough
  std::int64_t few_below = 0;              ///< fewer are grey, and tell no change
  std::vector<std::string> p_columns{};    ///< change_areas: the chance of a change as large; the
                                           ///< first that an area has decides whether it is
                                           ///< outlined
};

/// A change that chance makes less often than this is outlined.
inline constexpr double sure_below = 0.01;

/// Areas coloured by how much: counts, rates, densities. Classes are natural breaks. The key says
/// what the thick outline means.
/// @param columns  the layer's, `options.column` among them and numeric
[[nodiscard]] std::string graduated_areas(std::span<const table::Column> columns,
                                          const StyleOptions& options);

/// Areas coloured by how far below or above zero: change in percent, in the fixed classes of
/// value_classes.hpp. Labels are the name and the change, "River +12%"; of too few the name alone.
/// What chance alone would rarely make (sure_below) has a thick outline.
[[nodiscard]] std::string change_areas(std::span<const table::Column> columns,
                                       const StyleOptions& options);

/// A grid's cells coloured by how much, without outlines, since a fine grid would be all
/// lines. Cells of 0 are clear, and the legend says so.
/// @param options  `column` holds whole numbers of at least 0
[[nodiscard]] std::string cells_by_count(std::span<const table::Column> columns,
                                         const StyleOptions& options);

/// Shapes that lie over a map: half-clear, dark outline, coloured by how much. Of many, close
/// together, the first few have their rank as label, and no more; names stand in the map tip.
[[nodiscard]] std::string overlay_areas(std::span<const table::Column> columns,
                                        const StyleOptions& options);

/// Points as circles that grow with the column: places by incidents. Small ones lie on top.
[[nodiscard]] std::string points_by_count(std::span<const table::Column> columns,
                                          const StyleOptions& options);

/// Lines that grow wider and redder with the column: links of a chain by its size.
[[nodiscard]] std::string lines_by_count(std::span<const table::Column> columns,
                                         const StyleOptions& options);

struct Category {
  std::string value;  ///< the column's value as text: "-3", "HH"
  std::string label;
  Colour colour;
  bool nothing = false;  ///< stands for nothing to see: clear where areas have no outline
};

enum class Shape { area, point };

struct CategoryOptions {
  std::string column{};
  std::vector<Category> categories{};  ///< in legend order
  Shape shape = Shape::area;
  bool outlined = true;  ///< areas only; a grid of many cells reads better without, and over a map
  bool hollow = false;   ///< areas only: the outline has the colour, and nothing is filled
  bool lowest_on_top = false;  ///< the feature of the lowest value is drawn last
  std::string count_column{};  ///< where it is 0 nothing is best, whatever its rank
  std::string name_column{};   ///< the labels; none without it
  std::string numbered_as{};   ///< on a sheet with a list the label is this and the column's value:
                               ///< "Group"; empty: it is the same everywhere
  std::vector<std::string> tip_columns{};
  std::string first_column{};  ///< the days from which features are there, for QGIS's temporal
                               ///< controller; empty: always
  std::string last_column{};   ///< and those until which
};

/// One colour for each value of a column. Values that no category names are drawn grey.
[[nodiscard]] std::string categorised(std::span<const table::Column> columns,
                                      const CategoryOptions& options);

/// Gi* classes, from 3 (hot, 99%) to -3 (cold, 99%).
[[nodiscard]] std::vector<Category> gi_bin_categories();

/// What became of hot and cold spots over time, hot before cold. Any two of the sixteen colours
/// differ for most eyes, colour-blind ones too: the hot ones are yellow to red, the cold ones green
/// to violet, and both differ in lightness.
[[nodiscard]] std::vector<Category> emerging_categories();

/// Local Moran's quadrants HH, HL, LH, LL, and NS where they are not significant.
[[nodiscard]] std::vector<Category> quadrant_categories();

/// Boundaries alone, to lie over other layers, thin where there are many; labelled where a name
/// column is given: of many areas, where the map is zoomed in.
[[nodiscard]] std::string single_outline(std::span<const table::Column> columns,
                                         const std::string& name_column);

/// Boundaries alone, and in some of the areas a number, by which a list beside the map knows them.
/// @param number_column  the numbers
/// @param where_column   null in areas that have none
[[nodiscard]] std::string numbered_outline(std::span<const table::Column> columns,
                                           const std::string& number_column,
                                           const std::string& where_column);

/// Every point alike.
[[nodiscard]] std::string points_marker(std::span<const table::Column> columns);

/// A raster of densities, from transparent (none) to dark.
/// @param highest  the raster's greatest value, above 0
/// @param unit     behind each number of the legend
[[nodiscard]] std::string density_surface(double highest, const std::string& unit = "per km²");

/// A raster of logarithms to base 2 of a ratio: blue below 0, red above, as strong on both
/// sides; nearly clear at 0. The legend shows ratios: "0.5 ×", "1 ×", "2 ×".
/// @param furthest  the raster's greatest distance from 0; beyond 3 the colour stays the same
[[nodiscard]] std::string ratio_surface(double furthest);

}  // namespace hotward::report
