// CSV table: a small file of ours, whole in memory, its columns found by name.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/core/result.hpp"

namespace hotward::shapefiles {

/// One row of text fields, in the order of the columns asked for.
using CsvRow = std::vector<std::string>;

/// @param columns  names that the header must have; others are left out
/// @return the rows below the header. no_such_file; missing_column; bad_value for a row with more
///         or fewer fields than the header.
[[nodiscard]] Result<std::vector<CsvRow>> read_columns(const std::filesystem::path& path,
                                                       const std::vector<std::string>& columns);

}  // namespace hotward::shapefiles
