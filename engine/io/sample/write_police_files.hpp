// write_police_files: records in the folder layout and columns of data.police.uk.
//
//   FOLDER/README.txt
//   FOLDER/recipe.toml                       where the records have one
//   FOLDER/YYYY-MM/YYYY-MM-<stem>-street.csv one file for each month with records
//
// Columns: Crime ID, Month, Reported by, Falls within, Longitude, Latitude, Location, LSOA code,
// LSOA name, Crime type, Last outcome category, Context. A row without a place has empty
// coordinates and LSOA fields and the location "No Location". Lines end in a line feed; degrees
// have six decimals.
#pragma once

#include <cstdint>
#include <filesystem>

#include "engine/core/result.hpp"
#include "engine/table/police_records.hpp"

namespace hotward::io {

struct PoliceFiles {
  std::uint64_t files = 0;  ///< of incidents
  std::uint64_t rows = 0;
};

/// The folder appears whole or not at all. The same records give the same bytes.
/// @return already_exists unless `overwrite`, and then still where the folder holds anything else
///         than such files; cannot_write; no_data for no records.
/// Time: O(records).
[[nodiscard]] Result<PoliceFiles> write_police_files(const table::PoliceRecords& records,
                                                     const std::filesystem::path& folder,
                                                     bool overwrite);

}  // namespace hotward::io
