// Layer files: one layer with its sidecars into a folder where nothing stands yet. For engine/io
// only.
#pragma once

#include <filesystem>
#include <optional>

#include "engine/core/result.hpp"
#include "engine/io/layers/gdal_formats.hpp"
#include "engine/table/layer_rows.hpp"
#include "engine/table/provenance.hpp"

namespace hotward::io {

enum class LayerFormat { geojson, shapefile, geopackage, flatgeobuf, csv, xlsx, ods };

/// @return the format of an extension in any case; nothing for another extension.
[[nodiscard]] std::optional<LayerFormat> format_of(const std::filesystem::path& path);

/// Writes the file and, where the format cannot hold the style, <stem>.qml.
/// @return errors as write_layer's.
[[nodiscard]] Result<LayerWritten> write_layer_files(const std::filesystem::path& path,
                                                     table::LayerRows& rows,
                                                     const table::Provenance& provenance);

}  // namespace hotward::io
