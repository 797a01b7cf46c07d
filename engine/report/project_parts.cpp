#include "engine/report/project_parts.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "engine/core/check.hpp"
#include "engine/report/number_text.hpp"

namespace hotward::report {
namespace {

struct CrsText {
  const char* wkt;
  const char* proj4;
  const char* srsid;  ///< QGIS's own number for it
  const char* srid;
  const char* description;
  const char* geographic;
};

constexpr CrsText british_grid{
    R"wkt(PROJCRS["OSGB36 / British National Grid",)wkt"
    R"wkt(BASEGEOGCRS["OSGB36",DATUM["Ordnance Survey of Great Britain 1936",)wkt"
    R"wkt(ELLIPSOID["Airy 1830",6377563.396,299.3249646,LENGTHUNIT["metre",1]]],)wkt"
    R"wkt(PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433]],ID["EPSG",4277]],)wkt"
    R"wkt(CONVERSION["British National Grid",METHOD["Transverse Mercator",ID["EPSG",9807]],)wkt"
    R"wkt(PARAMETER["Latitude of natural origin",49,ANGLEUNIT["degree",0.0174532925199433]],)wkt"
    R"wkt(PARAMETER["Longitude of natural origin",-2,ANGLEUNIT["degree",0.0174532925199433]],)wkt"
    R"wkt(PARAMETER["Scale factor at natural origin",0.9996012717,SCALEUNIT["unity",1]],)wkt"
    R"wkt(PARAMETER["False easting",400000,LENGTHUNIT["metre",1]],)wkt"
    R"wkt(PARAMETER["False northing",-100000,LENGTHUNIT["metre",1]]],)wkt"
    R"wkt(CS[Cartesian,2],AXIS["(E)",east,ORDER[1],LENGTHUNIT["metre",1]],)wkt"
    R"wkt(AXIS["(N)",north,ORDER[2],LENGTHUNIT["metre",1]],ID["EPSG",27700]])wkt",
    "+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy "
    "+units=m +no_defs",
    "2437",
    "27700",
    "OSGB36 / British National Grid",
    "false"};

constexpr CrsText wgs84{
    R"wkt(GEOGCRS["WGS 84",DATUM["World Geodetic System 1984",)wkt"
    R"wkt(ELLIPSOID["WGS 84",6378137,298.257223563,LENGTHUNIT["metre",1]]],)wkt"
    R"wkt(PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433]],CS[ellipsoidal,2],)wkt"
    R"wkt(AXIS["geodetic latitude (Lat)",north,ORDER[1],)wkt"
    R"wkt(ANGLEUNIT["degree",0.0174532925199433]],)wkt"
    R"wkt(AXIS["geodetic longitude (Lon)",east,ORDER[2],)wkt"
    R"wkt(ANGLEUNIT["degree",0.0174532925199433]],)wkt"
    R"wkt(ID["EPSG",4326]])wkt",
    "+proj=longlat +datum=WGS84 +no_defs",
    "3452",
    "4326",
    "WGS 84",
    "true"};

void write_crs(XmlWriter& xml, const CrsText& crs) {
  xml.open("spatialrefsys");
  xml.text("wkt", crs.wkt);
  xml.text("proj4", crs.proj4);
  xml.text("srsid", crs.srsid);
  xml.text("srid", crs.srid);
  xml.text("authid", std::string("EPSG:") + crs.srid);
  xml.text("description", crs.description);
  xml.text("geographicflag", crs.geographic);
  xml.close();
}

/// PROJ writes a pipeline with or without its plus signs; QGIS reads the one with.
std::string with_plus_signs(const std::string& definition) {
  if (definition.find("+proj=") != std::string::npos) return definition;
  std::string text;
  bool word_starts = true;
  for (const char c : definition) {
    if (word_starts && c != ' ') text += '+';
    word_starts = c == ' ';
    text += c;
  }
  return text;
}

}  // namespace

void write_british_grid(XmlWriter& xml) { write_crs(xml, british_grid); }
void write_wgs84(XmlWriter& xml) { write_crs(xml, wgs84); }

void write_transform_context(XmlWriter& xml, const geometry::CrsOperation& operation) {
  const bool known = operation.source == "EPSG:4326" && !operation.definition.empty();
  if (!operation.grid_missing || !known) {
    xml.empty("transformContext");
    return;
  }
  xml.open("transformContext");
  xml.open("srcDest",
           {{"coordinateOp", with_plus_signs(operation.definition)}, {"allowFallback", "1"}});
  xml.open("src");
  write_wgs84(xml);
  xml.close();
  xml.open("dest");
  write_british_grid(xml);
  xml.close();
  xml.close();
  xml.close();
}

void write_legend_properties(XmlWriter& xml, const ProjectLayer& layer, const std::string& title) {
  // The legend's lines are numbered: 0 is the band's name, and a clear stop has no colour to show.
  std::string lines;
  std::size_t line = 0;
  for (std::size_t at = layer.style_qml.find("<item "); at != std::string::npos;
       at = layer.style_qml.find("<item ", at + 1)) {
    ++line;
    const std::size_t end = layer.style_qml.find("/>", at);
    const bool clear = layer.style_qml.substr(at, end - at).ends_with("alpha=\"0\"");
    if (!clear) lines += (lines.empty() ? "" : ",") + std::to_string(line);
  }
  const bool has_lines = layer.kind == ProjectLayer::Kind::raster && !lines.empty();
  if (!has_lines && title.empty()) return;
  xml.open("customproperties");
  xml.open("Option", {{"type", "Map"}});
  if (has_lines) xml.option("legend/node-order", lines);
  if (!title.empty()) xml.option("legend/title-label", title);
  xml.close();
  xml.close();
}

std::vector<const ProjectLayer*> all_layers(const ProjectPlan& plan) {
  std::vector<const ProjectLayer*> layers;
  for (const ProjectLayer& layer : plan.above) layers.push_back(&layer);
  for (const ProjectGroup& group : plan.groups) {
    for (const ProjectLayer& layer : group.layers) layers.push_back(&layer);
  }
  return layers;
}

std::string layer_id(const ProjectLayer& layer) {
  std::string id = "hotward_layer_" + layer.name;
  if (!layer.view.empty()) id += "_" + layer.view;
  std::ranges::replace(id, '.', '_');
  return id;
}

}  // namespace hotward::report
