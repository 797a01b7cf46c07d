// Archive path: a file within an archive, as people write it and as GDAL opens it.
//
//   wards.zip/sub/wards.shp     /vsizip/wards.zip/sub/wards.shp
//   wards.zip:sub/wards.shp     the same, where the archive holds such a file
//   wards.tar.gz/wards.shp      /vsitar/wards.tar.gz/wards.shp
#pragma once

#include <string>

namespace hotward::io {

/// What GDAL opens an archive by: "/vsizip/" or "/vsitar/"; empty where the name is none's.
[[nodiscard]] std::string archive_prefix(const std::string& name);

/// @return GDAL's name of a file within an archive; any other name as it stands.
[[nodiscard]] std::string opened_path(const std::string& name);

/// The same name as its user wrote it, or can.
[[nodiscard]] std::string typed_path(const std::string& name);

}  // namespace hotward::io
