#include "engine/report/style_parts.hpp"

#include <algorithm>
#include <cctype>

#include "engine/core/check.hpp"
#include "engine/core/xml_text.hpp"
#include "engine/report/number_text.hpp"
#include "engine/table/shown_decimals.hpp"

namespace hotward::report {
namespace {

// A tip that does not fit the map's width is cut.
constexpr std::size_t most_in_tip = 5;

void open_symbol(XmlWriter& xml, std::string_view type, std::size_t index) {
  xml.open("symbol", {{"type", std::string(type)},
                      {"name", std::to_string(index)},
                      {"alpha", "1"},
                      {"clip_to_extent", "1"},
                      {"force_rhr", "0"}});
}

void open_symbol_layer(XmlWriter& xml, std::string_view kind, int pass) {
  xml.open("layer", {{"class", std::string(kind)},
                     {"enabled", "1"},
                     {"pass", std::to_string(pass)},
                     {"locked", "0"}});
}

struct Fill {
  std::string colour;
  const char* style;  // a brush of Qt's
  std::string outline;
  double outline_mm;
  bool outlined;
};

void write_fill_options(XmlWriter& xml, const Fill& fill) {
  xml.open("Option", {{"type", "Map"}});
  xml.option("color", fill.colour);
  xml.option("style", fill.style);
  xml.option("outline_color", fill.outline);
  xml.option("outline_style", fill.outlined ? "solid" : "no");
  xml.option("outline_width", exact_text(fill.outline_mm));
  xml.option("outline_width_unit", "MM");
  xml.option("joinstyle", "round");
  xml.close();
}

/// A text as HTML that shows it and does nothing else: a name in the data may hold a tag that
/// fetches a picture.
std::string as_html(const std::string& expression) {
  return "replace(replace(replace(" + expression + ", '&', '&amp;'), '<', '&lt;'), '>', '&gt;')";
}

/// A number as QGIS's map tip shows it; a dash where there is none.
std::string shown(const table::Column& column) {
  const std::string name = quoted(column.name);
  const bool number = std::holds_alternative<table::Column::Integers>(column.values) ||
                      std::holds_alternative<table::Column::Reals>(column.values);
  if (!number) return as_html("coalesce(to_string(" + name + "), '–')");
  return "coalesce(format_number(" + name + ", " + std::to_string(shown_decimals(column)) +
         "), '–')";
}

/// What comes before the first pause of a column's meaning: "rank" of "rank, 1 the highest".
std::string short_name(const table::Column& column) {
  const std::string& text = column.meaning.empty() ? column.name : column.meaning;
  // A pause has a blank behind it: the comma of 1,000 is none.
  return text.substr(0, std::min({text.find(", "), text.find("; "), text.find(": ")}));
}

/// "705 ASB incidents", "rank 1", "change of the count 12%".
std::string tip_item(const table::Column& column) {
  const std::string name = xml_escaped(without_expressions(short_name(column)));
  const std::string value = "[% " + shown(column) + " %]";
  if (column.name == "count") return value + " " + name;
  return name + " " + value + (column.unit == "%" ? "%" : "");
}

/// One line: in a narrow box its cells would be broken, and the last of them cut.
std::string map_tip(const std::string& heading, std::span<const table::Column> columns,
                    const std::vector<std::string>& names) {
  std::string html = "<div style=\"white-space:nowrap\"><b>[% " + as_html(heading) + " %]</b>";
  std::size_t items = 0;
  for (const std::string& name : names) {
    const table::Column* column = find_column(columns, name);
    if (column == nullptr || items == most_in_tip) continue;
    html += (items++ == 0 ? ": " : " · ") + tip_item(*column);
  }
  return html + "</div>";
}

}  // namespace

std::string quoted(const std::string& column) {
  std::string name;
  for (const char c : column) name += c == '"' ? std::string("\"\"") : std::string(1, c);
  return '"' + name + '"';
}

const table::Column* find_column(std::span<const table::Column> columns, std::string_view name) {
  for (const table::Column& column : columns) {
    if (column.name == name) return &column;
  }
  return nullptr;
}

const table::Column& the_column(std::span<const table::Column> columns, std::string_view name) {
  const table::Column* column = find_column(columns, name);
  HOTWARD_EXPECTS(column != nullptr);
  return *column;
}

std::string long_name(const table::Column& column) {
  if (column.meaning.empty()) return column.name;
  std::string text = column.meaning;
  const auto first = static_cast<unsigned char>(text.front());
  text.front() = static_cast<char>(std::toupper(first));
  // "Crimes" are incidents; and a name that has its unit needs no other.
  const bool states_unit = column.unit.empty() || column.unit == "1" || column.name == "count" ||
                           column.meaning.find(column.unit) != std::string::npos;
  return states_unit ? text : text + " (" + column.unit + ")";
}

void write_data_defined(XmlWriter& xml, std::string_view tag,
                        std::span<const DataDefined> properties) {
  xml.open(tag);
  xml.open("Option", {{"type", "Map"}});
  xml.option("name", "");
  xml.open("Option", {{"name", "properties"}, {"type", "Map"}});
  for (const DataDefined& property : properties) {
    xml.open("Option", {{"name", property.property}, {"type", "Map"}});
    xml.option("active", "true", "bool");
    xml.option("expression", property.expression);
    xml.option("type", "3", "int");  // 3 is QGIS's number for "an expression"
    xml.close();
  }
  xml.close();
  xml.option("type", "collection");
  xml.close();
  xml.close();
}

void write_symbol(XmlWriter& xml, const FillSymbol& symbol, std::size_t index) {
  open_symbol(xml, "fill", index);
  open_symbol_layer(xml, "SimpleFill", 0);
  const std::string colour =
      symbol.hatched ? rgba(hatching_colour) : rgba(symbol.colour, symbol.alpha);
  const char* style = symbol.hatched ? "b_diagonal" : symbol.filled ? "solid" : "no";
  write_fill_options(
      xml, {colour, style, rgba(symbol.outline), symbol.outline_mm, symbol.outline_mm > 0.0});
  xml.close();
  if (!symbol.emphasis.empty()) {
    // Pass 1: drawn when every fill is done, or a neighbour's fill would hide half of the line. The
    // line is off until the expression turns it on, or every colour of the legend would have it.
    open_symbol_layer(xml, "SimpleFill", 1);
    write_fill_options(xml, {"0,0,0,0", "no", rgba(ink), symbol.emphasis_mm, false});
    const std::string line = "CASE WHEN " + symbol.emphasis + " THEN 'solid' ELSE 'no' END";
    write_data_defined(xml, "data_defined_properties",
                       std::vector<DataDefined>{{"outlineStyle", line}});
    xml.close();
  }
  xml.close();
}

void write_symbol(XmlWriter& xml, const MarkerSymbol& symbol, std::size_t index) {
  open_symbol(xml, "marker", index);
  open_symbol_layer(xml, "SimpleMarker", 0);
  xml.open("Option", {{"type", "Map"}});
  xml.option("name", "circle");
  xml.option("color", rgba(symbol.colour, symbol.alpha));
  xml.option("outline_color", "255,255,255,255");
  xml.option("outline_style", "solid");
  xml.option("outline_width", "0.2");
  xml.option("outline_width_unit", "MM");
  xml.option("size", exact_text(symbol.size_mm));
  xml.option("size_unit", "MM");
  xml.close();
  xml.close();
  xml.close();
}

void write_symbol(XmlWriter& xml, const LineSymbol& symbol, std::size_t index) {
  open_symbol(xml, "line", index);
  open_symbol_layer(xml, "SimpleLine", 0);
  xml.open("Option", {{"type", "Map"}});
  xml.option("line_color", rgba(symbol.colour));
  xml.option("line_style", "solid");
  xml.option("line_width", exact_text(symbol.width_mm));
  xml.option("line_width_unit", "MM");
  xml.option("capstyle", "round");
  xml.option("joinstyle", "round");
  xml.close();
  xml.close();
  xml.close();
}

void write_labels(XmlWriter& xml, const Labels& labels) {
  xml.open("labeling", {{"type", "simple"}});
  xml.open("settings", {{"calloutType", "simple"}});
  xml.open("text-style", {{"fieldName", labels.expression},
                          {"isExpression", "1"},
                          {"fontSize", "7"},
                          {"fontSizeUnit", "Point"},
                          {"fontWeight", "50"},  // a missing one is read as 0: the thinnest
                          {"textColor", rgba(ink)},
                          {"textOpacity", "1"},
                          {"multilineHeight", "0.9"}});
  xml.empty("text-buffer", {{"bufferDraw", "1"},
                            {"bufferSize", "1"},
                            {"bufferSizeUnits", "MM"},
                            {"bufferColor", "255,255,255,255"},
                            {"bufferOpacity", "0.85"},
                            {"bufferJoinStyle", "128"}});
  xml.close();
  xml.empty("text-format", {{"wrapChar", ""}, {"autoWrapLength", "12"}, {"multilineAlign", "1"}});
  // 4 is "horizontal": the label is moved about inside its area until it fits.
  xml.empty(
      "placement",
      {{"placement", "4"}, {"priority", "5"}, {"centroidWhole", "1"}, {"centroidInside", "1"}});
  // As obstacles, areas would drive the names of another layer out of them.
  xml.empty("rendering", {{"obstacle", "0"},
                          {"displayAll", "0"},
                          {"scaleVisibility", labels.from_scale > 0 ? "1" : "0"},
                          {"scaleMin", "1"},
                          {"scaleMax", std::to_string(labels.from_scale)}});
  if (!labels.emphasis.empty()) {
    const std::string when = "CASE WHEN " + labels.emphasis + " THEN ";
    write_data_defined(xml, "dd_properties",
                       std::vector<DataDefined>{{"Size", when + "8 ELSE 7 END"},
                                                {"Bold", labels.emphasis},
                                                {"Priority", when + "10 ELSE 3 END"}});
  }
  xml.close();
  xml.close();
}

void write_aliases(XmlWriter& xml, std::span<const table::Column> columns) {
  xml.open("aliases");
  // Index 0 is the feature id that the formats put before our columns; QGIS goes by the name.
  std::size_t index = 1;
  for (const table::Column& column : columns) {
    xml.empty(
        "alias",
        {{"index", std::to_string(index)}, {"field", column.name}, {"name", long_name(column)}});
    ++index;
  }
  xml.close();
}

void begin_style(XmlWriter& xml, bool labelled) {
  xml.open("qgis", {{"version", qgis_version},
                    {"styleCategories", "AllStyleCategories"},
                    {"hasScaleBasedVisibilityFlag", "0"},
                    {"minScale", "100000000"},
                    {"maxScale", "0"},
                    {"labelsEnabled", labelled ? "1" : "0"},
                    {"simplifyDrawingHints", "1"},
                    {"simplifyDrawingTol", "1"}});
}

// Each feature is there from a first day to a last: QGIS's temporal controller plays them. An
// instant with a duration in months would show a neighbouring month, too, where months differ.
void write_temporal(XmlWriter& xml, const Ending& ending) {
  if (ending.first_column.empty()) return;
  xml.open("temporal", {{"enabled", "1"},
                        {"mode", "2"},
                        {"startField", ending.first_column},
                        {"endField", ending.last_column},
                        {"durationField", ""},
                        {"durationUnit", "mon"},
                        {"fixedDuration", "0"},
                        {"accumulate", "0"},
                        {"limitMode", "0"},
                        {"startExpression", ""},
                        {"endExpression", ""}});
  xml.close();
}

// How the attribute table shows decimals: as many as people are shown, the file keeps the rest.
void write_rounding(XmlWriter& xml, std::span<const table::Column> columns) {
  xml.open("fieldConfiguration");
  for (const table::Column& column : columns) {
    if (!std::holds_alternative<table::Column::Reals>(column.values)) continue;
    xml.open("field", {{"name", column.name}});
    xml.open("editWidget", {{"type", "Range"}});
    xml.open("config");
    xml.open("Option", {{"type", "Map"}});
    xml.option("AllowNull", "true", "bool");
    xml.option("Precision", std::to_string(shown_decimals(column)), "int");
    xml.close();
    xml.close();
    xml.close();
    xml.close();
  }
  xml.close();
}

// Best first: by the ranks that the style shows, else by the first column of numbers that begins
// with 1 for the greatest, else by the counts.
void write_order(XmlWriter& xml, std::span<const table::Column> columns, const Ending& ending) {
  const table::Column* by = find_column(columns, ending.sort_column);
  for (const char* name : {"rank", "place_id", "cluster_id", "scan_id", "level"}) {
    const table::Column* column = find_column(columns, name);
    if (by == nullptr && column != nullptr &&
        std::holds_alternative<table::Column::Integers>(column->values)) {
      by = column;
    }
  }
  const bool falling = by == nullptr;
  if (falling) by = find_column(columns, "count");
  if (by == nullptr) return;
  xml.empty("attributetableconfig",
            {{"sortExpression", quoted(by->name)}, {"sortOrder", falling ? "1" : "0"}});
}

std::string end_style(XmlWriter& xml, std::span<const table::Column> columns,
                      const Ending& ending) {
  write_temporal(xml, ending);
  xml.text("blendMode", "0");
  xml.text("featureBlendMode", "0");
  xml.text("layerOpacity", "1");
  write_rounding(xml, columns);
  write_aliases(xml, columns);
  write_order(xml, columns, ending);
  const std::string& name = ending.name_column;
  if (!name.empty()) xml.text("previewExpression", quoted(name));
  xml.evaluated("mapTip",
                map_tip(name.empty() ? "@layer_name" : quoted(name), columns, ending.tip_columns));
  xml.close();
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + xml.take();
}

}  // namespace hotward::report
