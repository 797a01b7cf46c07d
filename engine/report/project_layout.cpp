#include <algorithm>
#include <cmath>
#include <string_view>

#include "engine/core/check.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/project_parts.hpp"

namespace hotward::report {
namespace {

// QGIS's numbers for the kinds of items on a print layout.
constexpr const char* page_type = "65638";
constexpr const char* map_type = "65639";
constexpr const char* label_type = "65641";
constexpr const char* legend_type = "65642";
constexpr const char* scale_bar_type = "65646";

// Items refer to each other by these; they need only differ from one another within the project.
constexpr const char* map_uuid = "{6d61705f-0000-4000-8000-000000000001}";

struct Frame {
  double x_mm, y_mm, width_mm, height_mm;
};

constexpr Frame map_frame{10, 24, 205, 166};

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

void write_page(XmlWriter& xml) {
  xml.open("PageCollection");
  xml.open("LayoutItem", item(page_type, {0, 0, 297, 210}, 0, {{"background", "true"}}));
  write_white_background(xml);
  xml.close();
  xml.close();
}

/// The extent grown to the frame's proportions: QGIS draws it as it stands.
geometry::Box fitted(const geometry::Box& extent) {
  const double metres_per_mm = 1.06 * std::max({extent.width() / map_frame.width_mm,
                                                extent.height() / map_frame.height_mm, 1e-3});
  const geometry::Point centre{(extent.low.x + extent.high.x) / 2,
                               (extent.low.y + extent.high.y) / 2};
  const double dx = std::round(metres_per_mm * map_frame.width_mm / 2);
  const double dy = dx * map_frame.height_mm / map_frame.width_mm;
  return {{centre.x - dx, centre.y - dy}, {centre.x + dx, centre.y + dy}};
}

void write_map(XmlWriter& xml, const geometry::Box& extent) {
  const geometry::Box shown = fitted(extent);
  xml.open("LayoutItem", item(map_type, map_frame, 1,
                              {{"uuid", map_uuid},
                               {"templateUuid", map_uuid},
                               {"frame", "true"},
                               {"outlineWidthM", "0.2,mm"},
                               {"background", "true"},
                               {"keepLayerSet", "false"},
                               {"followPreset", "false"},
                               {"drawCanvasItems", "true"}}));
  xml.empty("FrameColor", {{"red", "120"}, {"green", "120"}, {"blue", "120"}, {"alpha", "255"}});
  write_white_background(xml);
  xml.empty("Extent", {{"xmin", exact_text(shown.low.x)},
                       {"ymin", exact_text(shown.low.y)},
                       {"xmax", exact_text(shown.high.x)},
                       {"ymax", exact_text(shown.high.y)}});
  xml.empty("LayerSet");
  xml.close();
}

struct Text {
  const std::string& content;
  int points;
  bool bold;
};

/// As Qt describes a font: family (one that every system maps to its own), size, …, weight (50
/// normal, 75 bold).
std::string font(int points, bool bold) {
  return "Sans Serif," + std::to_string(points) + ",-1,5," + (bold ? "75" : "50") + ",0,0,0,0,0";
}

/// A long title is set smaller, or its second line would lie under the caveat. 80 letters of 16
/// points fill the line.
int title_points(const std::string& title) {
  const auto letters = static_cast<int>(display_width(title));
  return std::clamp(16 * 80 / std::max(letters, 1), 9, 16);
}

void write_label(XmlWriter& xml, const Text& text, const Frame& frame) {
  if (text.content.empty()) return;
  xml.open("LayoutItem", item(label_type, frame, 4,
                              {{"labelText", text.content},
                               {"htmlState", "0"},
                               {"halign", "1"},
                               {"valign", "32"},
                               {"marginX", "0"},
                               {"marginY", "0"}}));
  xml.empty("LabelFont", {{"description", font(text.points, text.bold)}, {"style", ""}});
  xml.empty("FontColor", {{"red", "31"}, {"green", "31"}, {"blue", "31"}, {"alpha", "255"}});
  xml.close();
}

void write_legend(XmlWriter& xml) {
  xml.open("LayoutItem", item(legend_type, {218, 24, 70, 120}, 2,
                              {{"map_uuid", map_uuid},
                               {"title", ""},
                               {"legendFilterByMap", "1"},
                               {"resizeToContents", "1"},
                               {"columnCount", "1"},
                               {"symbolWidth", "6"},
                               {"symbolHeight", "3.5"},
                               {"wrapChar", ""},
                               {"boxSpace", "1"},
                               {"columnSpace", "2"},
                               {"lineSpacing", "1"},
                               {"fontColor", "#1f1f1f"}}));
  xml.open("styles");
  struct Style {
    const char* name;
    int points;
    bool bold;
    const char* margin;
  };
  for (const Style& style : {Style{"title", 11, true, "2"}, Style{"group", 10, true, "3"},
                             Style{"subgroup", 9, true, "2"}, Style{"symbol", 8, false, "1.5"},
                             Style{"symbolLabel", 8, false, "1.5"}}) {
    xml.open("style", {{"name", style.name},
                       {"alignment", "1"},
                       {"indent", "0"},
                       {"marginTop", style.margin},
                       {"marginLeft", std::string_view(style.name) == "symbolLabel" ? "2" : "0"}});
    xml.empty("styleFont", {{"description", font(style.points, style.bold)}, {"style", ""}});
    xml.close();
  }
  xml.close();
  xml.close();
}

void write_scale_bar(XmlWriter& xml) {
  xml.open("LayoutItem", item(scale_bar_type, {14, 176, 60, 12}, 3,
                              {{"mapUuid", map_uuid},
                               {"style", "Single Box"},
                               {"unitType", "km"},
                               {"unitLabel", "km"},
                               {"numMapUnitsPerScaleBarUnit", "1"},
                               {"numUnitsPerSegment", "1"},
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

}  // namespace

void write_layout(XmlWriter& xml, const ProjectPlan& plan, const geometry::Box& extent) {
  HOTWARD_EXPECTS(!extent.empty());
  xml.open("Layouts");
  xml.open("Layout", {{"name", "A4 map"}, {"units", "mm"}, {"printResolution", "300"}});
  write_page(xml);
  write_map(xml, extent);
  write_label(xml, {plan.title, title_points(plan.title), true}, {10, 7, 277, 9});
  write_label(xml, {plan.caveat, 9, false}, {10, 16, 277, 7});
  write_legend(xml);
  write_scale_bar(xml);
  const std::string credits =
      plan.credits + (plan.credits.empty() || plan.made_by.empty() ? "" : "  ") + plan.made_by;
  write_label(xml, {credits, 7, false}, {10, 192, 277, 14});
  xml.close();
  xml.close();
}

}  // namespace hotward::report
