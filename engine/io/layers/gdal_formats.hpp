// Gdal formats: a layer as Shapefile, FlatGeobuf or GeoPackage, written through GDAL.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/table/layer_rows.hpp"
#include "engine/table/provenance.hpp"

namespace hotward::io {

struct Extent;

struct LayerWritten {
  std::size_t features = 0;
  std::vector<std::string> warnings;  ///< what the format could not hold, a sentence each
};

/// A Shapefile in EPSG:27700 with its .dbf .shx .prj .cpg .qix; the layer has shapes.
/// Names are cut to 10 characters and texts to 254 bytes, the most a .dbf holds; real numbers keep
/// 15 decimals, and a date with a time becomes a text.
/// @return cannot_write; interrupted; errors of the rows.
[[nodiscard]] Result<LayerWritten> write_shapefile(const std::filesystem::path& path,
                                                   table::LayerRows& rows);

/// Bytes of a layer's features in FlatGeobuf, somewhat more rather than fewer.
[[nodiscard]] std::size_t flatgeobuf_bytes(const Extent& extent);

/// As many bytes of features GDAL holds at once, whatever the layer, while it puts them in order.
inline constexpr std::size_t sorted_at_once = std::size_t{100} << 20;

/// FlatGeobuf in EPSG:27700; the layer has shapes. Features stand in the order of its spatial
/// index, and a day is a time at midnight, as the format knows no days. Rows without a shape are
/// left out.
/// @param most_in_memory  bytes: a larger layer waits in a file beside until its order is known
/// @return cannot_write; interrupted; errors of the rows.
[[nodiscard]] Result<LayerWritten> write_flatgeobuf(const std::filesystem::path& path,
                                                    table::LayerRows& rows,
                                                    std::size_t most_in_memory = sorted_at_once);

/// GeoPackage 1.2 in EPSG:27700, layers in the given order, each style as its layer's default in
/// layer_styles, version, seed and operation as metadata. Names and titles of the layers differ.
/// A column that is called as the table's key or its shapes gets a number.
/// @return the features of all layers; cannot_write; interrupted.
[[nodiscard]] Result<LayerWritten> write_geopackage(const std::filesystem::path& path,
                                                    const std::vector<table::LayerRows*>& layers,
                                                    const table::Provenance& provenance);

}  // namespace hotward::io
