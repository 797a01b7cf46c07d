// write_layer: a layer becomes a file that opens, styled, in QGIS; whole or not at all.
//
// The extension chooses the format:
//   .geojson  RFC 7946: longitude and latitude on WGS 84, seven decimals, bbox
//   .shp      Shapefile, EPSG:27700, with .dbf .shx .prj .cpg .qix
//   .gpkg     GeoPackage 1.2, EPSG:27700, the style inside
//   .fgb      FlatGeobuf, EPSG:27700
//   .csv      the columns alone, for whatever reads tables; points end with x and y
//   .xlsx .ods  the same as a spreadsheet, with heads in words (workbook_layer.hpp)
// Beside it stand <stem>.qml, where the layer has a style that the format cannot hold, and
// <stem>.manifest.json: version, command line, inputs, seed, coordinate operation.
//
// Names and values are the same in every format: real numbers carry ten significant digits, what is
// undefined is null. The same layer gives the same bytes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/io/files/atomic_output.hpp"
#include "engine/table/layer_rows.hpp"
#include "engine/table/provenance.hpp"

namespace hotward::io {

struct WriteOptions {
  bool overwrite = false;
  table::Provenance provenance;
};

/// What was written.
struct LayerFile {
  std::filesystem::path path;
  std::size_t features = 0;
  std::vector<std::string> warnings;  ///< "wards.shp: column note: 3 of 22 texts cut to 254 bytes"
};

/// The extensions above, for messages and completions: ".geojson .shp .gpkg .fgb .csv .xlsx .ods".
[[nodiscard]] const std::string& layer_extensions();

/// Where the style of an output stands: <stem>.qml beside it; empty where the file holds its style
/// (.gpkg) or can have none (.csv .xlsx .ods).
[[nodiscard]] std::filesystem::path style_file(const std::filesystem::path& path);

/// @return usage where no format has this extension.
[[nodiscard]] Result<void> check_layer_path(const std::filesystem::path& path);

/// @param layer  columns with names that satisfy is_column_name, all different, one value per shape
/// @return usage for an extension that is none of the above, and for a layer without shapes as .shp
///         or .fgb; already_exists naming the file in the way; cannot_write where the folder is
///         missing, read-only or full; interrupted. Nothing is left behind by any of them.
/// Time: O(vertices + values).
[[nodiscard]] Result<LayerFile> write_layer(const std::filesystem::path& path,
                                            const table::Layer& layer, const WriteOptions& options);

/// The same, but the files wait among `outputs` until finish_together() moves them all.
[[nodiscard]] Result<LayerFile> make_layer(const std::filesystem::path& path,
                                           const table::Layer& layer, const WriteOptions& options,
                                           std::vector<UnfinishedOutput>& outputs);

/// The same for rows that come a run at a time; each format reads them once, twice or three times.
[[nodiscard]] Result<LayerFile> make_layer(const std::filesystem::path& path,
                                           table::LayerRows& rows, const WriteOptions& options,
                                           std::vector<UnfinishedOutput>& outputs);

}  // namespace hotward::io
