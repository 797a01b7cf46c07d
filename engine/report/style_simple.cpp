#include <cmath>

#include "engine/core/check.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/style.hpp"
#include "engine/report/style_parts.hpp"
#include "engine/report/value_classes.hpp"

namespace hotward::report {
namespace {

struct Stop {
  double share;  ///< of the highest value
  const char* colour;
  int alpha;
};

// Yellow to red, so that it is told apart from the blue areas it lies over. Nothing is painted
// where nothing happens; the dark end is kept for the few highest cells.
constexpr Stop stops[] = {{0.0, "#ffffb2", 0},    {0.05, "#ffffb2", 70}, {0.15, "#fecc5c", 150},
                          {0.35, "#fd8d3c", 195}, {0.6, "#f03b20", 220}, {1.0, "#bd0026", 240}};

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

void write_ramp(XmlWriter& xml, double highest) {
  xml.open("rastershader");
  xml.open("colorrampshader", {{"colorRampType", "INTERPOLATED"},
                               {"classificationMode", "1"},
                               {"clip", "0"},
                               {"minimumValue", "0"},
                               {"maximumValue", exact_text(highest)},
                               {"labelPrecision", "0"}});
  const int decimals = highest < 20.0 ? 2 : 0;
  for (const Stop& stop : stops) {
    const double value = round_stop(highest, stop.share);
    xml.empty("item", {{"value", exact_text(value)},
                       {"label", decimal_text(value, decimals) + " per km²"},
                       {"color", stop.colour},
                       {"alpha", std::to_string(stop.alpha)}});
  }
  xml.close();
  xml.close();
}

}  // namespace

std::string single_outline(std::span<const table::Column> columns, const std::string& name_column) {
  XmlWriter xml;
  begin_style(xml, !name_column.empty());
  open_single_symbol(xml);
  FillSymbol symbol{.colour = "#ffffff"};
  symbol.filled = false;
  symbol.outline = "#4d4d4d";
  symbol.outline_mm = 0.4;
  write_symbol(xml, symbol, 0);
  xml.close();
  xml.close();
  if (!name_column.empty()) write_labels(xml, {"coalesce(" + quoted(name_column) + ", '')", ""});
  return end_style(xml, columns, {name_column, {}});
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

std::string density_surface(double highest) {
  HOTWARD_EXPECTS(std::isfinite(highest) && highest > 0.0);
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
                              {"classificationMin", "0"},
                              {"classificationMax", exact_text(highest)}});
  write_ramp(xml, highest);
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

}  // namespace hotward::report
