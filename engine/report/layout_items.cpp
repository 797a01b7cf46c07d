#include "engine/report/layout_items.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "engine/core/utf8.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/project_parts.hpp"
#include "engine/report/style_parts.hpp"

namespace hotward::report {
namespace {

// QGIS's numbers for the kinds of items on a print layout.
constexpr const char* page_type = "65638";
constexpr const char* map_type = "65639";
constexpr const char* label_type = "65641";
constexpr const char* legend_type = "65642";
constexpr const char* scale_bar_type = "65646";

// Qt's numbers for where a text is set.
constexpr const char* to_the_left = "1";
constexpr const char* to_the_right = "2";
constexpr const char* to_the_top = "32";

std::string pair_mm(double a, double b) { return exact_text(a) + "," + exact_text(b) + ",mm"; }

XmlWriter::Attributes item(const char* type, const Frame& frame, int level,
                           const XmlWriter::Attributes& more) {
  XmlWriter::Attributes attributes = {{"type", type},
                                      {"position", pair_mm(frame.x_mm, frame.y_mm)},
                                      {"positionOnPage", pair_mm(frame.x_mm, frame.y_mm)},
                                      {"size", pair_mm(frame.width_mm, frame.height_mm)},
                                      {"zValue", std::to_string(level)},
                                      {"referencePoint", "0"},
                                      {"itemRotation", "0"},
                                      {"visibility", "1"},
                                      {"opacity", "1"},
                                      {"blendMode", "0"}};
  attributes.insert(attributes.end(), more.begin(), more.end());
  return attributes;
}

void write_white_background(XmlWriter& xml) {
  xml.empty("BackgroundColor",
            {{"red", "255"}, {"green", "255"}, {"blue", "255"}, {"alpha", "255"}});
}

/// As Qt describes a font: family (one that every system maps to its own), size, …, weight (50
/// normal, 75 bold).
std::string font(double points, bool bold) {
  return "Sans Serif," + exact_text(points) + ",-1,5," + (bold ? "75" : "50") + ",0,0,0,0,0";
}

struct LegendStyle {
  const char* name;
  double points;
  bool bold;
  double margin_mm;
};
constexpr LegendStyle legend_styles[] = {{"title", 11, true, 2},
                                         {"group", 10, true, 3},
                                         {"subgroup", 9, true, 2},
                                         {"symbol", 8, false, 1},
                                         {"symbolLabel", 8, false, 1}};

void write_legend_styles(XmlWriter& xml) {
  xml.open("styles");
  for (const LegendStyle& style : legend_styles) {
    xml.open("style", {{"name", style.name},
                       {"alignment", "1"},
                       {"indent", "0"},
                       {"marginTop", exact_text(style.margin_mm)},
                       {"marginLeft", std::string_view(style.name) == "symbolLabel" ? "2" : "0"}});
    xml.empty("styleFont", {{"description", font(style.points, style.bold)}, {"style", ""}});
    xml.close();
  }
  xml.close();
}

/// With one letter for each entity: as long as a reader sees it.
std::string without_entities(std::string text) {
  for (std::size_t at = text.find('&'); at != std::string::npos; at = text.find('&', at + 1)) {
    const std::size_t end = text.find(';', at);
    if (end != std::string::npos) text.erase(at + 1, end - at);
  }
  return text;
}

/// The texts of a style's classes, for their length.
std::vector<std::string> labels_of(const std::string& qml) {
  std::vector<std::string> labels;
  for (const std::string_view line : {"<range ", "<category ", "<item "}) {
    for (std::size_t at = qml.find(line); at != std::string::npos; at = qml.find(line, at + 1)) {
      constexpr std::string_view attribute = " label=\"";
      const std::size_t from = qml.find(attribute, at) + attribute.size();
      labels.push_back(without_entities(qml.substr(from, qml.find('"', from) - from)));
    }
  }
  return labels;
}

void write_overview(XmlWriter& xml, const std::string& framed) {
  xml.open("ComposerMapOverview", {{"frameMap", framed},
                                   {"name", "dense part"},
                                   {"show", "true"},
                                   {"blendMode", "0"},
                                   {"inverted", "false"},
                                   {"centered", "false"},
                                   {"position", "3"}});  // above layers, below labels
  write_symbol(
      xml, FillSymbol{.colour = "#ffffff", .filled = false, .outline = ink, .outline_mm = 0.3}, 0);
  xml.close();
}

/// 1, 2 or 5 times a power of ten, at most the value.
double round_length(double value) {
  const double power = std::pow(10.0, std::floor(std::log10(value)));
  const double lead = value / power;
  return (lead >= 5.0 ? 5.0 : lead >= 2.0 ? 2.0 : 1.0) * power;
}

/// On one line whatever the font: a name that went on in a second line would push the names below
/// it away from their numbers.
std::string unbroken(const std::string& text) {
  std::string line;
  for (const char c : text) {
    if (c == ' ') {
      line += "\u00a0";  // no-break space
    } else if (c == '-') {
      line += "\u2011";  // no-break hyphen
    } else {
      line += c;
      if (c == '/') line += "\u2060";  // word joiner
    }
  }
  return line;
}

std::string joined_parts(const std::vector<ListRow>& rows, std::string ListRow::*part) {
  constexpr std::size_t widest = 30;  // bytes that fit the column
  std::string lines;
  for (const ListRow& row : rows) {
    if (&row != &rows.front()) lines += "\n";
    const std::string& text = row.*part;
    lines += unbroken(text.size() > widest ? std::string(cut_utf8(text, widest)) + "…" : text);
  }
  return lines;
}

constexpr double list_value_mm = 10.0;

bool has_second(const std::vector<ListRow>& rows) {
  return std::ranges::any_of(rows, [](const ListRow& row) { return !row.second.empty(); });
}

}  // namespace

double list_width_mm(const std::vector<ListRow>& rows) {
  return 50.0 + (has_second(rows) ? list_value_mm + 1.0 : 0.0);
}

void write_page(XmlWriter& xml) {
  xml.open("PageCollection");
  xml.open("LayoutItem", item(page_type, {0, 0, 297, 210}, 0, {{"background", "true"}}));
  write_white_background(xml);
  xml.close();
  xml.close();
}

void write_label(XmlWriter& xml, const Text& text, const Frame& frame) {
  if (text.content.empty()) return;
  xml.open("LayoutItem", item(label_type, frame, 4,
                              {{"labelText", text.content},
                               {"htmlState", "0"},
                               {"halign", text.right ? to_the_right : to_the_left},
                               {"valign", to_the_top},
                               {"marginX", "0"},
                               {"marginY", "0"}}));
  xml.empty("LabelFont", {{"description", font(text.points, text.bold)}, {"style", ""}});
  xml.empty("FontColor", {{"red", "31"}, {"green", "31"}, {"blue", "31"}, {"alpha", "255"}});
  xml.close();
}

geometry::Box fitted(const geometry::Box& extent, const Frame& frame) {
  const double metres_per_mm =
      std::max({extent.width() / frame.width_mm, extent.height() / frame.height_mm, 1e-3});
  const geometry::Point centre{(extent.low.x + extent.high.x) / 2,
                               (extent.low.y + extent.high.y) / 2};
  const double dx = std::max(std::round(metres_per_mm * frame.width_mm / 2), 1.0);
  const double dy = dx * frame.height_mm / frame.width_mm;
  return {{centre.x - dx, centre.y - dy}, {centre.x + dx, centre.y + dy}};
}

void write_map(XmlWriter& xml, const MapItem& map, const Frame& frame) {
  const std::string stays = map.layers.empty() ? "false" : "true";
  xml.open("LayoutItem", item(map_type, frame, map.framed.empty() ? 2 : 1,
                              {{"uuid", map.uuid},
                               {"templateUuid", map.uuid},
                               {"id", map.id},
                               {"frame", "true"},
                               {"outlineWidthM", "0.2,mm"},
                               {"background", "true"},
                               {"keepLayerSet", stays},
                               {"followPreset", "false"},
                               {"drawCanvasItems", "true"}}));
  xml.empty("FrameColor", {{"red", "120"}, {"green", "120"}, {"blue", "120"}, {"alpha", "255"}});
  write_white_background(xml);
  xml.empty("Extent", {{"xmin", exact_text(map.extent.low.x)},
                       {"ymin", exact_text(map.extent.low.y)},
                       {"xmax", exact_text(map.extent.high.x)},
                       {"ymax", exact_text(map.extent.high.y)}});
  xml.open("LayerSet");
  for (const ProjectLayer* layer : map.layers) {
    xml.text("Layer", layer_id(*layer), {{"name", layer->title}});
  }
  xml.close();
  if (!map.framed.empty()) write_overview(xml, map.framed);
  xml.close();
}

void write_legend(XmlWriter& xml, const std::string& map_uuid, const Key& key, const Frame& frame) {
  const bool follows = key.layers.empty();
  xml.open("LayoutItem", item(legend_type, frame, 3,
                              {{"map_uuid", map_uuid},
                               {"title", ""},
                               {"legendFilterByMap", follows ? "1" : "0"},
                               {"resizeToContents", "1"},
                               {"columnCount", "1"},
                               {"symbolWidth", "6"},
                               {"symbolHeight", "3"},
                               {"wrapChar", ""},
                               {"boxSpace", "0"},
                               {"columnSpace", "2"},
                               {"lineSpacing", "1"},
                               {"fontColor", "#1f1f1f"}}));
  write_legend_styles(xml);
  if (!follows) {
    xml.open("layer-tree-group");
    for (auto layer = key.layers.rbegin(); layer != key.layers.rend(); ++layer) {
      xml.open("layer-tree-layer", {{"id", layer_id(**layer)},
                                    {"name", (*layer)->title},
                                    {"checked", "Qt::Checked"},
                                    {"expanded", "1"}});
      write_legend_properties(xml, **layer, layer == key.layers.rbegin() ? key.title : "");
      xml.close();
    }
    xml.close();
  }
  xml.close();
}

KeySize size_of(const Key& key) {
  constexpr double title_mm = 6.5;
  constexpr double title_letter_mm = 2.0;
  constexpr double line_mm = 4.1;
  constexpr double letter_mm = 1.38;
  constexpr double symbol_mm = 8.5;
  KeySize size{0.0, 0.0};
  for (const ProjectLayer* layer : key.layers) {
    const bool main = layer == key.layers.back();
    const std::string& title = main && !key.title.empty() ? key.title : layer->title;
    std::vector<std::string> labels = labels_of(layer->style_qml);
    // One symbol stands on the title's line.
    const double letters = static_cast<double>(display_width(title));
    size.height_mm += labels.empty() ? line_mm : title_mm;
    size.width_mm = std::max(size.width_mm, labels.empty() ? symbol_mm + letter_mm * letters
                                                           : title_letter_mm * letters);
    for (const std::string& label : labels) {
      size.height_mm += line_mm;
      size.width_mm = std::max(size.width_mm,
                               symbol_mm + letter_mm * static_cast<double>(display_width(label)));
    }
  }
  return size;
}

void write_scale_bar(XmlWriter& xml, const std::string& map_uuid, double metres_per_mm,
                     const Frame& frame) {
  const double segment_km = round_length(frame.width_mm * 0.4 * metres_per_mm / 1000.0);
  xml.open("LayoutItem", item(scale_bar_type, frame, 3,
                              {{"mapUuid", map_uuid},
                               {"style", "Single Box"},
                               {"unitType", "km"},
                               {"unitLabel", "km"},
                               {"numMapUnitsPerScaleBarUnit", "1"},
                               {"numUnitsPerSegment", exact_text(segment_km)},
                               {"numSegments", "2"},
                               {"numSegmentsLeft", "0"},
                               {"segmentSizeMode", "0"},
                               {"height", "2"},
                               {"labelBarSpace", "1.5"},
                               {"boxContentSpace", "1"},
                               {"outlineWidth", "0.2"},
                               {"background", "true"}}));
  write_white_background(xml);
  xml.open("text-style", {{"fontSize", "8"},
                          {"fontSizeUnit", "Point"},
                          {"fontWeight", "50"},
                          {"textColor", "31,31,31,255"}});
  xml.close();
  xml.close();
}

void write_north(XmlWriter& xml, const Frame& frame) {
  static const std::string arrow = "▲\nN";
  write_label(xml, {arrow, 10, true}, frame);
}

double write_list(XmlWriter& xml, const std::string& title, const std::vector<ListRow>& rows,
                  const Frame& frame) {
  constexpr double points = 6.0;
  constexpr double title_mm = 5.0;
  constexpr double line_mm = 2.6;
  constexpr double number_mm = 5.0;
  constexpr double value_mm = list_value_mm;
  if (rows.empty()) return 0.0;
  const double height = static_cast<double>(rows.size()) * line_mm + 1.0;
  const double y = frame.y_mm + title_mm;
  const double end = frame.x_mm + frame.width_mm;
  const double values = end - value_mm - (has_second(rows) ? value_mm + 1.0 : 0.0);
  const double names = frame.x_mm + number_mm + 1.5;
  write_label(xml, {title, 8, true}, {frame.x_mm, frame.y_mm, frame.width_mm, title_mm});
  write_label(xml, {joined_parts(rows, &ListRow::number), points, false, true},
              {frame.x_mm, y, number_mm, height});
  write_label(xml, {joined_parts(rows, &ListRow::name), points, false},
              {names, y, values - names, height});
  write_label(xml, {joined_parts(rows, &ListRow::value), points, false, true},
              {values, y, value_mm, height});
  if (has_second(rows)) {
    write_label(xml, {joined_parts(rows, &ListRow::second), points, false, true},
                {end - value_mm, y, value_mm, height});
  }
  return title_mm + height;
}

}  // namespace hotward::report
