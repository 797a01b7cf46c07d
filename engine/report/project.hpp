// Project: the text of a QGIS project that opens with its groups, layers, styles and legends.
//
// Everything it names lies beside it (relative paths), so the folder can be moved and sent. Layers
// of one GeoPackage may be shown several times with different styles. The text depends on nothing
// but the plan.
#pragma once

#include <string>
#include <vector>

#include "engine/geometry/box.hpp"
#include "engine/geometry/crs_operation.hpp"
#include "engine/table/layer.hpp"

namespace hotward::report {

struct ProjectLayer {
  enum class Kind { points, lines, areas, raster };

  std::string name{};   ///< table of the GeoPackage, or a raster's file name: "density.tif"
  std::string view{};   ///< unique among the views of one table: "change"; empty for the first
  std::string title{};  ///< what the legend says
  std::string description{};  ///< shown with the layer's properties
  Kind kind = Kind::areas;
  std::string style_qml{};  ///< a text of style.hpp; empty: QGIS chooses
  geometry::Box extent{};   ///< metres, EPSG:27700
  bool visible = true;
};

/// @param layer    with shapes: a map has no place for a table
/// @param visible  whether it is switched on when the project opens
[[nodiscard]] ProjectLayer project_layer(const table::Layer& layer, bool visible);

/// Another view of the same layer: its style and title, switched off.
struct View {
  std::string name;  ///< [a-z0-9_]
  std::string title;
  std::string style_qml;
};
[[nodiscard]] ProjectLayer project_view(const table::Layer& layer, const View& view);

struct ProjectGroup {
  std::string title{};
  std::vector<ProjectLayer> layers{};  ///< the first is drawn on top
  bool expanded = true;                ///< whether its legend is unfolded
};

/// One row of the list beside a numbered map.
struct ListRow {
  std::string number{};
  std::string name{};
  std::string value{};
  std::string second{};  ///< another value; empty in all rows: there is no such column
};

/// A printed sheet whose map stays as it is, whatever is switched on in the project.
struct Sheet {
  std::string name{};   ///< among the project's layouts; all different
  std::string title{};  ///< "Anti-social behaviour by ward, Medway, April 2019 to March 2020"
  std::string subtitle{};
  std::vector<std::string> layers{};  ///< ids of the project's layers (layer_id), the first on top
  std::string key_title{};            ///< of the lowest layer in the key; empty: the layer's own
  std::string list_title{};           ///< above the list; labels are numbers where there is one
  std::vector<ListRow> list{};
};

struct ProjectPlan {
  std::string title{};  ///< "ASB in Medway, 2019-04 to 2020-03"
  std::string
      caveat{};  ///< about the boundaries: shown on the map and the print layout; may be empty
  std::string credits{};  ///< licence lines for the print layout; may be empty
  std::string made_by{};  ///< "hotward 0.1.0"
  std::string gpkg = "hotspots.gpkg";
  geometry::CrsOperation crs{};  ///< how the input came to EPSG:27700
  /// Above all groups: names and boundaries. Where there is one, other layers leave names to it.
  std::vector<ProjectLayer> above{};
  std::vector<ProjectGroup> groups{};  ///< the first on top
  std::vector<Sheet> sheets{};         ///< before the one that shows what is switched on
  geometry::Box dense{};               ///< shown larger on the sheets; empty: nothing is
};

/// A layer's id in the project: always longer than the 10 characters below which QGIS makes a new
/// one and loses the layer.
[[nodiscard]] std::string layer_id(const ProjectLayer& layer);

/// The text of hotspots.qgs. Names with their views must differ from layer to layer.
[[nodiscard]] std::string project_xml(const ProjectPlan& plan);

}  // namespace hotward::report
