// Dataset name: "wards.gpkg:layer" taken apart, and the files behind a name, for the manifest.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/table/provenance.hpp"

class GDALDataset;
class OGRLayer;

namespace hotward::io {

/// Splits a data set from its layer or column: "people.csv:Residence type: Total" behind the
/// longest part that exists, so that a name may hold colons; "wards.gpkg|layername=2024" as QGIS
/// writes it. A name that exists as a whole stays whole, and so do "PG:dbname=x" and "C:\x".
/// @return the data set and what was behind it, or nothing.
[[nodiscard]] std::pair<std::string, std::string> split_suffix(const std::string& name);

/// The layer of that name, compared as people write names (engine/core/spelling.hpp); null where
/// there is none, or where the name does not tell two apart.
[[nodiscard]] OGRLayer* layer_named(GDALDataset& dataset, const std::string& name);

/// True where the data set has a layer of that name. A table of comma-separated values has none:
/// GDAL calls one by its file, which says nothing new.
[[nodiscard]] bool holds_layer(const std::string& dataset, const std::string& layer);

/// True where the name is a file or folder, one within an archive ("x.zip/y.shp") or /vsizip/ too.
[[nodiscard]] bool path_exists(const std::string& name);

/// Every file the data set is read from, with its size and SHA-256, by path; for one that is no
/// file the name and a note.
[[nodiscard]] std::vector<table::InputFile> files_of(GDALDataset& dataset, const std::string& name);

/// One file by itself; bytes 0 and a note where it cannot be hashed.
[[nodiscard]] table::InputFile input_file(const std::string& path);

}  // namespace hotward::io
