// Dataset name: "wards.gpkg:layer" taken apart, and the files behind a name, for the manifest.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/table/provenance.hpp"

class GDALDataset;
class OGRLayer;

namespace hotward::io {

/// Splits a data set from its layer or column: "people.csv:Residence type: Total" behind the
/// longest part that exists, so that a name may hold colons; "wards.gpkg|layername=2024" as QGIS
/// writes it. A name that exists as a whole stays whole, and so do "PG:dbname=x" and "C:\x".
/// @return the data set and what was behind it, or nothing.
[[nodiscard]] std::pair<std::string, std::string> split_suffix(const std::string& name);

/// A layer as QGIS names it: "wards.gpkg|layername=2024|subset=\"pop\" > 0".
struct QgisSource {
  std::string dataset;
  std::string layer;   ///< empty: the only one
  std::string subset;  ///< an SQL condition; empty: all features
};

/// Takes apart "FILE|layername=…|layerid=…|subset=…" behind a file that exists; what QGIS writes
/// beside these and what changes no feature (geometrytype and the like) is passed over.
/// @return nothing for any other name; usage for a part that is none of these
[[nodiscard]] Result<std::optional<QgisSource>> qgis_source(const std::string& name);

/// Leaves the features of a layer that meet an SQL condition, and all where it is empty.
/// @param what  begins the error's sentence: "wards.gpkg: |subset=a > 1"
/// @return usage where it is no condition, with GDAL's words
[[nodiscard]] Result<void> keep_where(OGRLayer& layer, const std::string& condition,
                                      const std::string& what);

/// The layer of that name, compared as people write names (engine/core/spelling.hpp); null where
/// there is none, or where the name does not tell two apart.
[[nodiscard]] OGRLayer* layer_named(GDALDataset& dataset, const std::string& name);

/// True where the data set has a layer of that name. A table of comma-separated values has none:
/// GDAL calls one by its file, which says nothing new.
[[nodiscard]] bool holds_layer(const std::string& dataset, const std::string& layer);

/// A connection or an address without its password, for whatever is printed or kept:
/// "PG:dbname=x password=***", "https://me:***@host/a.geojson". Any other name as it stands.
[[nodiscard]] std::string without_password(const std::string& name);

/// True for a connection to a database: "PG:dbname=crime".
[[nodiscard]] bool is_connection(const std::string& name);

/// How a user names one layer of a data set: "wards.gpkg:LAYER", "PG:dbname=crime tables=LAYER".
[[nodiscard]] std::string with_layer(const std::string& dataset, const std::string& layer);

/// True where the name is a file or folder, one within an archive ("x.zip/y.shp") or /vsizip/ too.
[[nodiscard]] bool path_exists(const std::string& name);

/// Every file the data set is read from, with its size and SHA-256, by path; for one that is no
/// file the name and a note.
[[nodiscard]] std::vector<table::InputFile> files_of(GDALDataset& dataset, const std::string& name);

/// One file by itself; bytes 0 and a note where it cannot be hashed.
[[nodiscard]] table::InputFile input_file(const std::string& path);

}  // namespace hotward::io
