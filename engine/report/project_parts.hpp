// Project parts: coordinate systems and the print layout of a QGIS project.
#pragma once

#include <string>

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

/// An A4 sheet: title, map, legend, scale bar, caveat and credits.
/// @param extent  of the map, not empty
void write_layout(XmlWriter& xml, const ProjectPlan& plan, const geometry::Box& extent);

/// A layer's id in the project: always longer than the 10 characters below which QGIS makes a new
/// one and loses the layer.
[[nodiscard]] std::string layer_id(const ProjectLayer& layer);

}  // namespace hotward::report
