// Verify output: is a file that GDAL has closed whole?
//
// GDAL's last writes happen while it closes, and some of its drivers do not look whether they
// succeed. What is read again here is what a cut file cannot have: sizes that agree with the
// headers, and the expected number of features.
//
// Sources:
//   ESRI (1998), ESRI Shapefile Technical Description. File lengths in the headers.
//   FlatGeobuf contributors, FlatGeobuf specification, version 3. Size prefixes, the packed R-tree.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/core/result.hpp"

namespace hotward::io {

/// All return cannot_write where the file is not whole.

/// Reads the headers of .shp, .shx, .dbf and .qix.
[[nodiscard]] Result<void> verify_shapefile(const std::filesystem::path& path,
                                            std::size_t features);

/// Hops over the sizes of all features: O(file).
[[nodiscard]] Result<void> verify_flatgeobuf(const std::filesystem::path& path,
                                             std::size_t features);

struct ExpectedTable {
  std::string name;
  std::size_t rows = 0;
};

/// Opens it and asks for each table's number of rows.
[[nodiscard]] Result<void> verify_geopackage(const std::filesystem::path& path,
                                             const std::vector<ExpectedTable>& tables);

}  // namespace hotward::io
