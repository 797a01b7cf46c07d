// Polygon layer: the layer of a data set that holds areas, its columns, and its shapes as points.
// For engine/io only.
#pragma once

#include <string>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/geometry/crs_operation.hpp"
#include "engine/geometry/polygon.hpp"
#include "engine/io/areas/plain_geojson.hpp"

class GDALDataset;
class OGRFieldDefn;
class OGRLayer;

namespace hotward::io {

/// @param layer  its name, or empty for the only polygon layer
/// @return no_such_file for a name that is not there; usage where several layers have polygons and
///         none is named; wrong_format where none has.
[[nodiscard]] Result<OGRLayer*> polygon_layer(GDALDataset& dataset, const std::string& name,
                                              const std::string& layer);

/// True for a layer of polygons, and for one that promises nothing where its first shape is one.
[[nodiscard]] bool has_areas(OGRLayer& layer);

/// A column of whole or real numbers, not of texts that look like them.
[[nodiscard]] bool is_number(const OGRFieldDefn& column);

/// One feature per element, in the layer's order.
struct RawAreas {
  std::vector<std::string> columns;
  std::vector<bool> are_numbers;                 ///< by column: the layer says so
  std::vector<std::vector<std::string>> values;  ///< values[column][feature], UTF-8, blanks cut off
  std::vector<geometry::MultiPolygon> shapes;    ///< metres, not yet repaired; empty for no shape
  geometry::CrsOperation crs;
  std::size_t curved = 0;  ///< shapes with arcs, cut into straight pieces
};

/// @param name  the data set's, for messages
/// @return wrong_format where a feature is no area, or the layer has no coordinate system;
///         bad_value where PROJ does not know the system, or where degrees are none; unreadable;
///         no_data for no features.
[[nodiscard]] Result<RawAreas> read_polygons(OGRLayer& layer, const std::string& name);

/// The same where the shapes were read beforehand (PlainGeoJson), and the layer holds something in
/// their place.
/// @return as above, and wrong_format where they are not one for each feature
[[nodiscard]] Result<RawAreas> read_polygons(OGRLayer& layer, const std::string& name,
                                             std::vector<geometry::MultiPolygon> shapes);

}  // namespace hotward::io
