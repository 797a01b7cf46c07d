#include <algorithm>
#include <cmath>

#include "engine/core/check.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/style.hpp"
#include "engine/report/style_labels.hpp"
#include "engine/report/style_parts.hpp"
#include "engine/report/value_classes.hpp"

namespace hotward::report {
namespace {

// One point of a colour ramp.
struct Stop {
  double value;
  std::string label;
  std::string colour;
  int alpha;
};

struct DensityStop {
  double share;  ///< of the highest value
  const char* colour;
  int alpha;
};

// The colours of sequential_colours(5). Nothing is painted where nothing happens; the dark end is
// kept for the few highest cells.
constexpr DensityStop density_stops[] = {{0.0, "#ffffb2", 0},    {0.05, "#ffffb2", 70},
                                         {0.15, "#fecc5c", 150}, {0.35, "#fd8d3c", 195},
                                         {0.6, "#ee3f20", 220},  {1.0, "#a80024", 240}};

// A ratio beyond eight times, or an eighth, is drawn as that: it stands on next to nothing.
constexpr double furthest_shown = 3.0;

void open_single_symbol(XmlWriter& xml) {
  xml.open("renderer-v2", {{"type", "singleSymbol"},
                           {"symbollevels", "0"},
                           {"forceraster", "0"},
                           {"enableorderby", "0"}});
  xml.open("symbols");
}

/// A round number near a share of the highest value, so that the legend can be read.
double round_stop(double highest, double share) {
  if (share == 0.0) return 0.0;
  if (share == 1.0) return highest;
  return roundest(0.9 * share * highest, 1.1 * share * highest);
}

void write_ramp(XmlWriter& xml, const std::vector<Stop>& stops) {
  xml.open("rastershader");
  xml.open("colorrampshader", {{"colorRampType", "INTERPOLATED"},
                               {"classificationMode", "1"},
                               {"clip", "0"},
                               {"minimumValue", exact_text(stops.front().value)},
                               {"maximumValue", exact_text(stops.back().value)},
                               {"labelPrecision", "0"}});
  for (const Stop& stop : stops) {
    xml.empty("item", {{"value", exact_text(stop.value)},
                       {"label", stop.label},
                       {"color", stop.colour},
                       {"alpha", std::to_string(stop.alpha)}});
  }
  // The legend lists the stops with their labels: a strip would show its ends with all digits.
  xml.empty("rampLegendSettings", {{"useContinuousLegend", "0"}});
  xml.close();
  xml.close();
}

// The style of a raster of one band, drawn through a ramp.
std::string surface_style(const std::vector<Stop>& stops) {
  XmlWriter xml;
  xml.open("qgis", {{"version", qgis_version},
                    {"styleCategories", "AllStyleCategories"},
                    {"hasScaleBasedVisibilityFlag", "0"},
                    {"minScale", "100000000"},
                    {"maxScale", "0"}});
  xml.open("pipe");
  xml.open("rasterrenderer", {{"type", "singlebandpseudocolor"},
                              {"band", "1"},
                              {"opacity", "1"},
                              {"alphaBand", "-1"},
                              {"nodataColor", ""},
                              {"classificationMin", exact_text(stops.front().value)},
                              {"classificationMax", exact_text(stops.back().value)}});
  write_ramp(xml, stops);
  xml.close();
  xml.empty("brightnesscontrast", {{"brightness", "0"}, {"contrast", "0"}, {"gamma", "1"}});
  xml.empty("rasterresampler", {{"zoomedInResampler", "bilinear"},
                                {"zoomedOutResampler", "bilinear"},
                                {"maxOversampling", "2"}});
  xml.text("resamplingStage", "resamplingFilter");
  xml.close();
  xml.text("blendMode", "0");
  xml.close();
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + xml.take();
}

// As many digits as tell the stops apart.
std::string stop_label(double value, double highest, const std::string& unit) {
  const int decimals = highest < 0.2 ? 6 : highest < 20.0 ? 2 : 0;
  return decimal_text(value, decimals) + " " + unit;
}

std::size_t rows_of(std::span<const table::Column> columns) {
  return columns.empty() ? 0 : columns.front().size();
}

void write_one_outline(XmlWriter& xml, std::span<const table::Column> columns) {
  open_single_symbol(xml);
  FillSymbol symbol{.colour = "#ffffff"};
  symbol.filled = false;
  const std::size_t areas = rows_of(columns);
  symbol.outline = are_a_country(areas) ? "#b3b3b3" : "#4d4d4d";
  symbol.outline_mm = are_a_country(areas) ? 0.05 : are_many(areas) ? 0.15 : 0.3;
  write_symbol(xml, symbol, 0);
  xml.close();
  xml.close();
}

}  // namespace

std::string single_outline(std::span<const table::Column> columns, const std::string& name_column) {
  XmlWriter xml;
  begin_style(xml, !name_column.empty());
  write_one_outline(xml, columns);
  if (!name_column.empty()) write_labels(xml, names_alone(name_column, rows_of(columns)));
  return end_style(xml, columns, {name_column, {}});
}

std::string numbered_outline(std::span<const table::Column> columns,
                             const std::string& number_column, const std::string& where_column) {
  XmlWriter xml;
  begin_style(xml, true);
  write_one_outline(xml, columns);
  write_labels(xml, numbers_where(number_column, where_column));
  return end_style(xml, columns, {number_column, {}});
}

std::string points_marker(std::span<const table::Column> columns) {
  XmlWriter xml;
  begin_style(xml, false);
  open_single_symbol(xml);
  write_symbol(xml, MarkerSymbol{"#08519c", 190, 1.6}, 0);
  xml.close();
  xml.close();
  return end_style(xml, columns, {});
}

std::string density_surface(double highest, const std::string& unit) {
  HOTWARD_EXPECTS(std::isfinite(highest) && highest > 0.0);
  std::vector<Stop> stops;
  for (const DensityStop& stop : density_stops) {
    const double value = round_stop(highest, stop.share);
    stops.push_back({value, stop_label(value, highest, unit), stop.colour, stop.alpha});
  }
  return surface_style(stops);
}

std::string ratio_surface(double furthest) {
  HOTWARD_EXPECTS(std::isfinite(furthest) && furthest >= 0.0);
  // Whole halves of a doubling, so that the legend reads 0.5, 0.71, 1, 1.4, 2.
  const double end = std::clamp(std::ceil(2.0 * furthest) / 2.0, 0.5, furthest_shown);
  const std::vector<Colour> colours = diverging_colours(7);
  std::vector<Stop> stops;
  for (std::size_t i = 0; i < colours.size(); ++i) {
    const double part = (static_cast<double>(i) - 3.0) / 3.0;  // -1 to 1
    const double value = part * end;
    // Where nothing differs the map below shows through.
    const int alpha = static_cast<int>(std::lround(40.0 + 190.0 * std::abs(part)));
    stops.push_back({value, decimal_text(std::exp2(value), 2) + " ×", colours[i], alpha});
  }
  return surface_style(stops);
}

}  // namespace hotward::report
