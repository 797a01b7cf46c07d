// Project parts: coordinate systems and the print layout of a QGIS project.
#pragma once

#include <string>
#include <vector>

#include "engine/report/project.hpp"
#include "engine/report/xml.hpp"

namespace hotward::report {

/// EPSG:27700 in full: QGIS takes no project CRS from the code alone.
void write_british_grid(XmlWriter& xml);

/// EPSG:4326 in full.
void write_wgs84(XmlWriter& xml);

/// Names the datum shift that the engine used, where the better one's grid is not installed: map
/// and numbers then agree, and QGIS does not warn of the missing grid. Writes nothing else.
void write_transform_context(XmlWriter& xml, const geometry::CrsOperation& operation);

/// The A4 sheets: those of the plan, and one that shows what is switched on in the project. Each
/// has title, map, key, scale bar, north arrow, caveat and credits; those of the plan the list and
/// the dense part, too.
/// @param extent  of the maps, not empty
void write_layouts(XmlWriter& xml, const ProjectPlan& plan, const geometry::Box& extent);

/// Custom properties of a layer in a tree that holds a legend: without the line "Band 1 (Gray)"
/// above a raster's stops.
/// @param title  in place of the layer's; may be empty
void write_legend_properties(XmlWriter& xml, const ProjectLayer& layer,
                             const std::string& title = "");

/// All layers of the plan, those above first.
[[nodiscard]] std::vector<const ProjectLayer*> all_layers(const ProjectPlan& plan);

}  // namespace hotward::report
