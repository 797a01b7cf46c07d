// Style parts: the pieces that QGIS styles are put together from: symbols, labels, aliases, tips.
//
// The texts are the least that QGIS 3.22 needs; later versions read them too. Label fonts name no
// family, so that the user's own font is used and none is missing.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/report/palette.hpp"
#include "engine/report/xml.hpp"
#include "engine/table/column.hpp"

namespace hotward::report {

/// The QGIS whose files these are: a newer user reads them without a word, an older one is warned.
inline constexpr const char* qgis_version = "3.22.16";

/// A setting that an expression decides, feature by feature.
struct DataDefined {
  std::string property;  ///< QGIS's name for it: "enabled", "Size"
  std::string expression;
};

void write_data_defined(XmlWriter& xml, std::string_view tag,
                        std::span<const DataDefined> properties);

struct FillSymbol {
  Colour colour{};
  int alpha = 255;
  bool filled = true;
  bool hatched = false;  ///< grey lines in place of the colour: no value
  Colour outline = "#ffffff";
  double outline_mm = 0.26;
  /// Where this expression is true a thick dark outline is drawn above all other fills; empty:
  /// never.
  std::string emphasis{};
  double emphasis_mm = 0.7;
};

struct MarkerSymbol {
  Colour colour;
  int alpha = 255;
  double size_mm = 2.0;
};

struct LineSymbol {
  Colour colour{};
  double width_mm = 0.5;
};

/// @param index  the symbol's number among those of its renderer
void write_symbol(XmlWriter& xml, const FillSymbol& symbol, std::size_t index);
void write_symbol(XmlWriter& xml, const MarkerSymbol& symbol, std::size_t index);
void write_symbol(XmlWriter& xml, const LineSymbol& symbol, std::size_t index);

struct Labels {
  std::string expression{};
  std::string
      emphasis{};      ///< where true the label is larger, bold and placed first; empty: nowhere
  int from_scale = 0;  ///< shown from 1 : this on, where the map is zoomed in; 0: always
};

void write_labels(XmlWriter& xml, const Labels& labels);

/// Long names for the short ones that a shapefile forces on us: the column's meaning and unit.
void write_aliases(XmlWriter& xml, std::span<const table::Column> columns);

/// Opens the <qgis> element of a vector layer's style.
void begin_style(XmlWriter& xml, bool labelled);

struct Ending {
  std::string name_column{};  ///< what the map tip is headed by; empty: the layer's name
  std::vector<std::string>
      tip_columns{};           ///< what the map tip has; names without a column are skipped
  std::string first_column{};  ///< the days from which features are there; empty: always
  std::string last_column{};   ///< and those until which
  std::string sort_column{};   ///< of ranks: the attribute table opens in their order
};

/// Writes what follows renderer and labels, and closes the style.
/// @return the whole text
[[nodiscard]] std::string end_style(XmlWriter& xml, std::span<const table::Column> columns,
                                    const Ending& ending);

/// "Incidents (per 1,000)": a column's meaning with its unit, its name where it has no meaning.
[[nodiscard]] std::string long_name(const table::Column& column);

/// The column as a QGIS expression: "rate_1k" in double quotes.
[[nodiscard]] std::string quoted(const std::string& column);

/// @return nullptr where no column has that name.
[[nodiscard]] const table::Column* find_column(std::span<const table::Column> columns,
                                               std::string_view name);

/// The column of that name, which the caller knows to be there.
[[nodiscard]] const table::Column& the_column(std::span<const table::Column> columns,
                                              std::string_view name);

}  // namespace hotward::report
