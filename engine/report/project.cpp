#include "engine/report/project.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "engine/core/check.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/project_parts.hpp"
#include "engine/report/style_labels.hpp"
#include "engine/report/style_parts.hpp"

namespace hotward::report {
namespace {

using Kind = ProjectLayer::Kind;

struct StyleParts {
  std::string attributes;  ///< of <qgis>, version apart: ' labelsEnabled="1" …'
  std::string body;        ///< what stands inside it
};

/// A .qml's content, to be put into a <maplayer>. The text is one that style.hpp made.
StyleParts style_parts(const std::string& qml) {
  if (qml.empty()) return {};
  const std::size_t open = qml.find("<qgis ");
  const std::size_t end = qml.find(">\n", open);
  const std::size_t close = qml.rfind("</qgis>");
  HOTWARD_EXPECTS(open != std::string::npos && end != std::string::npos && close > end);
  std::string attributes = qml.substr(open + 5, end - open - 5);
  const std::size_t version = attributes.find(" version=\"");
  HOTWARD_EXPECTS(version != std::string::npos);
  const std::size_t after = attributes.find('"', version + std::string_view(" version=\"").size());
  attributes.erase(version, after + 1 - version);
  return {std::move(attributes), qml.substr(end + 2, close - end - 2)};
}

std::string data_source(const ProjectPlan& plan, const ProjectLayer& layer) {
  if (layer.kind == Kind::raster) return "./" + layer.name;
  return "./" + plan.gpkg + "|layername=" + layer.name;
}

void write_extent(XmlWriter& xml, const geometry::Box& box) {
  if (box.empty()) return;
  xml.open("extent");
  xml.text("xmin", exact_text(box.low.x));
  xml.text("ymin", exact_text(box.low.y));
  xml.text("xmax", exact_text(box.high.x));
  xml.text("ymax", exact_text(box.high.y));
  xml.close();
}

const char* geometry_name(Kind kind) {
  switch (kind) {
    case Kind::points:
      return "Point";
    case Kind::lines:
      return "Line";
    default:
      return "Polygon";
  }
}

void write_map_layer(XmlWriter& xml, const ProjectPlan& plan, const ProjectLayer& layer) {
  const bool raster = layer.kind == Kind::raster;
  const StyleParts style = style_parts(layer.style_qml);
  const std::string type =
      raster ? std::string(" type=\"raster\"")
             : std::string(" type=\"vector\" geometry=\"") + geometry_name(layer.kind) + '"';
  xml.open_as("maplayer", type + style.attributes);
  xml.text("id", layer_id(layer));
  xml.text("datasource", data_source(plan, layer));
  xml.text("layername", layer.title);
  xml.open("srs");
  write_british_grid(xml);
  xml.close();
  write_extent(xml, layer.extent);
  xml.open("resourceMetadata");
  xml.text("title", layer.title);
  xml.text("abstract", layer.description);
  xml.close();
  xml.text("abstract", layer.description);
  if (raster) {
    xml.text("provider", "gdal");
  } else {
    xml.text("provider", "ogr", {{"encoding", "UTF-8"}});
  }
  xml.lines(style.body);
  xml.close();
}

void write_tree_layer(XmlWriter& xml, const ProjectLayer& layer) {
  xml.open("layer-tree-layer", {{"id", layer_id(layer)},
                                {"name", layer.title},
                                {"checked", layer.visible ? "Qt::Checked" : "Qt::Unchecked"},
                                {"expanded", layer.visible ? "1" : "0"}});
  write_legend_properties(xml, layer);
  xml.close();
}

void write_tree(XmlWriter& xml, const ProjectPlan& plan) {
  xml.open("layer-tree-group");
  for (const ProjectLayer& layer : plan.above) write_tree_layer(xml, layer);
  for (const ProjectGroup& group : plan.groups) {
    xml.open("layer-tree-group", {{"name", group.title},
                                  {"checked", "Qt::Checked"},
                                  {"expanded", group.expanded ? "1" : "0"}});
    for (const ProjectLayer& layer : group.layers) write_tree_layer(xml, layer);
    xml.close();
  }
  xml.close();
}

/// What the map shows when the project opens; all layers where none is switched on.
geometry::Box shown_extent(const ProjectPlan& plan) {
  geometry::Box visible;
  geometry::Box all;
  for (const ProjectLayer* layer : all_layers(plan)) {
    all.add(layer->extent);
    if (layer->visible) visible.add(layer->extent);
  }
  const geometry::Box& box = visible.empty() ? all : visible;
  return box.empty() ? box : box.grown(0.03 * std::max(box.width(), box.height()) + 1.0);
}

void write_variables(XmlWriter& xml, const ProjectPlan& plan) {
  if (plan.above.empty()) return;
  xml.open("Variables");
  xml.open("variableNames", {{"type", "QStringList"}});
  xml.text("value", names_variable);
  xml.close();
  xml.open("variableValues", {{"type", "QStringList"}});
  xml.text("value", "1");
  xml.close();
  xml.close();
}

void write_properties(XmlWriter& xml, const ProjectPlan& plan) {
  xml.open("properties");
  xml.open("SpatialRefSys");
  xml.text("ProjectionsEnabled", "1", {{"type", "int"}});
  xml.close();
  xml.open("Paths");
  xml.text("Absolute", "false", {{"type", "bool"}});
  xml.close();
  write_variables(xml, plan);
  if (!plan.caveat.empty()) {
    // QGIS draws this over the map, whatever layers are shown.
    xml.open("TitleLabel");
    xml.text("Enabled", "true", {{"type", "bool"}});
    xml.text("Label", plan.caveat, {{"type", "QString"}});
    xml.text("BackgroundColor", "255,255,255,215", {{"type", "QString"}});
    xml.text("Placement", "4", {{"type", "int"}});  // top centre
    xml.close();
  }
  xml.close();
}

void expect_distinct(const ProjectPlan& plan) {
  std::set<std::string> ids;
  for (const ProjectLayer* layer : all_layers(plan)) {
    HOTWARD_EXPECTS(ids.insert(layer_id(*layer)).second);
  }
}

geometry::Box extent_of(const table::Layer& layer) {
  geometry::Box box;
  if (const auto* points = std::get_if<table::Layer::Points>(&layer.geometry)) {
    for (const geometry::Point& point : *points) box.add(point);
  } else if (const auto* lines = std::get_if<table::Layer::Lines>(&layer.geometry)) {
    for (const geometry::LineString& line : *lines) {
      for (const geometry::Point& point : line) box.add(point);
    }
  } else if (const auto* shapes = std::get_if<table::Layer::Shapes>(&layer.geometry)) {
    box.add(shapes->bounds());
  }
  return box;
}

}  // namespace

ProjectLayer project_layer(const table::Layer& layer, bool visible) {
  constexpr Kind kinds[] = {Kind::points, Kind::lines, Kind::areas};
  HOTWARD_EXPECTS(layer.geometry.index() > 0);
  return {.name = layer.name,
          .view = "",
          .title = layer.title,
          .description = layer.description,
          .kind = kinds[layer.geometry.index() - 1],
          .style_qml = layer.style_qml,
          .extent = extent_of(layer),
          .visible = visible};
}

ProjectLayer project_view(const table::Layer& layer, const View& view) {
  ProjectLayer result = project_layer(layer, false);
  result.view = view.name;
  result.title = view.title;
  result.style_qml = view.style_qml;
  return result;
}

std::string project_xml(const ProjectPlan& plan) {
  expect_distinct(plan);
  const geometry::Box extent = shown_extent(plan);
  XmlWriter xml;
  xml.open("qgis", {{"projectname", plan.title}, {"version", qgis_version}});
  xml.empty("homePath", {{"path", ""}});
  xml.text("title", plan.title);
  write_transform_context(xml, plan.crs);
  xml.open("projectCrs");
  write_british_grid(xml);
  xml.close();
  write_tree(xml, plan);
  xml.open("mapcanvas", {{"name", "theMapCanvas"}, {"annotationsVisible", "1"}});
  xml.text("units", "meters");
  write_extent(xml, extent);
  xml.text("rotation", "0");
  xml.open("destinationsrs");
  write_british_grid(xml);
  xml.close();
  xml.close();
  xml.open("projectlayers");
  for (const ProjectLayer* layer : all_layers(plan)) write_map_layer(xml, plan, *layer);
  xml.close();
  write_properties(xml, plan);
  xml.open("projectMetadata");
  xml.text("title", plan.title);
  xml.text("abstract", plan.caveat);
  xml.text("author", plan.made_by);
  xml.close();
  if (!extent.empty()) write_layouts(xml, plan, extent);
  xml.close();
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + xml.take();
}

}  // namespace hotward::report
