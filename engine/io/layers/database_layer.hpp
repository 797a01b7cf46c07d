// Database layer: a layer becomes a table of a PostGIS database, whole or not at all.
//
//   -o PG:dbname=crime --layer hot_cells
//
// The table is made under a name of its own in one transaction; only when all its rows are there
// does it take the place of a table of that name. Until then, and after any failure, whoever reads
// finds the old table. A table that views are built on is not replaced: they would go with it.
//
// Names and values are those of the GeoPackage (write_layer.hpp): the key is `fid`, the shapes are
// `geom` in EPSG:27700. The layer's meaning, and the record that a file has beside it, stand in the
// table's comment; the style goes where QGIS looks for it, the table `layer_styles`.
#pragma once

#include <filesystem>
#include <string>

#include "engine/core/result.hpp"
#include "engine/io/files/gdal_handles.hpp"
#include "engine/io/layers/write_layer.hpp"
#include "engine/table/layer_rows.hpp"

namespace hotward::io {

/// True for "PG:…": an output that is no file.
[[nodiscard]] bool is_database(const std::filesystem::path& output);

/// A table within a schema; the schema is empty where the server's search path settles it.
struct TableName {
  std::string schema;
  std::string table;
};

/// Takes "crime.hot_cells" apart. @return usage for an empty name, and for one that the server
/// would cut: over 63 bytes.
[[nodiscard]] Result<TableName> table_name(const std::string& typed);

/// A table that is written and not yet seen by others. Unless it is committed, nothing of it stays.
class DatabaseLayer {
 public:
  /// @param connection  "PG:dbname=crime"
  /// @param name        empty: the layer's own
  /// @return already_exists where such a table stands, unless options.overwrite; cannot_write with
  ///         the server's words; unavailable where the database has no PostGIS; interrupted.
  [[nodiscard]] static Result<DatabaseLayer> make(const std::string& connection,
                                                  const std::string& name, table::LayerRows& rows,
                                                  const WriteOptions& options);

  /// The table takes its place. @return cannot_write: then all is as it was.
  [[nodiscard]] Result<LayerFile> commit();

 private:
  Dataset dataset_;
  LayerFile file_;
};

}  // namespace hotward::io
