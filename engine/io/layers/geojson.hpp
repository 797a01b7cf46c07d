// GeoJSON: a layer for the web and for everything else that reads maps.
//
// Sources:
//   Butler, Daly, Doyle, Gillies, Hagen, Schaub (2016), The GeoJSON Format, RFC 7946.
//     doi:10.17487/RFC7946. Section 3.1.6 (rings by the right-hand rule), 4 (longitude and latitude
//     on WGS 84), 5 (bbox), 11.2 (precision).
// Seven decimals are a centimetre. Written here and not by GDAL, whose bytes change with its
// version and which takes 20 µs of processor time a point of four columns; this takes 0.5 µs.
#pragma once

#include <filesystem>

#include "engine/core/result.hpp"
#include "engine/table/layer_rows.hpp"

namespace hotward::io {

/// One line per feature, in the layer's order, members "name", "description" and "bbox" before
/// them. Undefined values and shapes without a point are null; days are "2019-04-30"; a real number
/// always shows a point or an exponent, so that readers do not take its column for whole numbers.
/// @return cannot_write; unavailable where PROJ cannot leave the National Grid; interrupted;
///         errors of the rows.
/// Time: O(vertices + values).
[[nodiscard]] Result<void> write_geojson(const std::filesystem::path& path, table::LayerRows& rows);

}  // namespace hotward::io
