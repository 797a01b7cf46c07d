// Plain GeoJSON: the coordinates of a collection of polygons, read without GDAL.
//
// GDAL reads GeoJSON twice, for its columns and then for its features, and makes an object of every
// number: for the wards of the country that is most of a job. Here the coordinates are taken out of
// the text, and what is left, with one point where each shape stood, is GDAL's to read: its
// properties, its coordinate system and whether it is GeoJSON at all. So there is one reader of
// those, and it is GDAL.
//
// Plain is a FeatureCollection whose shapes are Polygon, MultiPolygon or null, of closed rings of
// numbers. Anything else (points, curves, an open ring, a bounding box within a shape, a member
// that stands twice) is left to GDAL altogether.
//
// Sources:
//   Butler and others (2016), The GeoJSON Format, RFC 7946. doi:10.17487/RFC7946.
//   Bray (2017), The JavaScript Object Notation (JSON) Data Interchange Format, RFC 8259.
//     doi:10.17487/RFC8259. The grammar of numbers.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/geometry/polygon.hpp"

namespace hotward::io {

struct PlainGeoJson {
  /// One a feature, empty for no shape. Points as they stand, of a ring the first as its last, too.
  std::vector<geometry::MultiPolygon> shapes;
  std::string rest;  ///< the text with a ring of one point for each shape
};

/// @param passed  is told now and then how many bytes are done with; false ends the reading
/// @return nothing where the text is not plain, or was not read to its end.
[[nodiscard]] std::optional<PlainGeoJson> plain_geojson(
    std::string_view text, const std::function<bool(std::size_t)>& passed);

}  // namespace hotward::io
