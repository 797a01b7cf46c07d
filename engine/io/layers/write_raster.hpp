// write_raster: a raster becomes a GeoTIFF that opens, styled, in QGIS and is read in parts over
// the web; whole or not at all.
//
// A Cloud-Optimized GeoTIFF in EPSG:27700: 32-bit floats, deflated with a predictor, tiles of 256,
// overviews, no data as -9999, band named after the title, unit given. Beside it stand <stem>.qml,
// where the raster has a style, and <stem>.manifest.json, as beside a layer (write_layer.hpp). The
// same raster gives the same bytes.
//
// Source:
//   OGC 21-026 (2023), OGC Cloud Optimized GeoTIFF Standard.
#pragma once

#include <filesystem>

#include "engine/core/result.hpp"
#include "engine/io/layers/write_layer.hpp"
#include "engine/table/raster.hpp"

namespace hotward::io {

/// What stands for "no data" in the file.
inline constexpr double raster_no_data = -9999.0;

/// True for .tif and .tiff, in any case.
[[nodiscard]] bool is_raster_path(const std::filesystem::path& path);

/// @param raster  at least one cell; columns x rows values, none of them raster_no_data
/// @return features 0. usage for another extension; already_exists; cannot_write, also where the
///         file read again is not what was written; interrupted. Nothing is left behind by any.
/// Time: O(cells).
[[nodiscard]] Result<LayerFile> write_raster(const std::filesystem::path& path,
                                             const table::Raster& raster,
                                             const WriteOptions& options);

/// The same, but the files wait among `outputs` until finish_together() moves them all.
[[nodiscard]] Result<LayerFile> make_raster(const std::filesystem::path& path,
                                            const table::Raster& raster,
                                            const WriteOptions& options,
                                            std::vector<UnfinishedOutput>& outputs);

/// The raster and its style into a folder where nothing stands yet, without a manifest: for
/// write_package. Errors as above.
[[nodiscard]] Result<void> write_raster_files(const std::filesystem::path& path,
                                              const table::Raster& raster);

}  // namespace hotward::io
