// Which of GDAL's drivers may open a data set: those that its name asks for, and no others.
//
// GDAL by itself looks at the bytes: a "cases.xlsx" that holds an OGR VRT is opened as one, and a
// VRT reads other files, asks servers and runs SQL. Files come from strangers; what one may make
// the program do is settled by what the user typed, its ending or its prefix.
//
//   cases.xlsx              the driver of .xlsx alone
//   /vsizip/a.zip/b.shp     the driver of .shp: an archive is no other matter
//   PG:dbname=crime         the driver of PG, and a server may be asked
//   https://host/a.geojson  the driver of .geojson, and a server may be asked
//   cases.vrt               refused, with the reason
#pragma once

#include <string>
#include <vector>

#include "engine/core/result.hpp"

namespace hotward::io {

struct DriverChoice {
  std::string name;                  ///< what to open; the user's, or a URL made ready for reading
  std::vector<std::string> drivers;  ///< GDAL's names; never empty
  bool may_reach_network = false;    ///< the user typed a URL or a connection
  bool is_named = false;             ///< an ending or a prefix named the driver; else it is a guess
};

/// @param name  as the user typed it, a path of GDAL's virtual file system, or a folder
/// @return wrong_format where a driver by the ending or prefix is not among those that are used,
///         with the reason: it would follow what the file says to other files or to servers.
[[nodiscard]] Result<DriverChoice> choose_drivers(const std::string& name);

/// The files of an archive or a folder, folders within it too, as a user would name them
/// ("wards.zip/a/b.shp"), sorted; none for any other name.
[[nodiscard]] std::vector<std::string> files_within(const std::string& name);

/// Of those the data sets that may hold shapes and are no part of another: "a.shp", "b.gdb".
[[nodiscard]] std::vector<std::string> shapes_within(const std::string& name);

}  // namespace hotward::io
