// shapefile_parts: do the files of a Shapefile belong together, and is each of them whole?
#pragma once

#include <string>
#include <vector>

#include "engine/core/result.hpp"

namespace hotward::io {

/// GDAL reads as many rows as the shorter part has, and says nothing; and whatever stands where the
/// .shx says that a shape does, be it another's.
/// @param name   of the data set, for the message
/// @param files  it is made of
/// @return wrong_format where a .dbf has another number of rows than the .shx beside it, and
///         where shapes do not lie where the .shx says; unreadable where a part is shorter than its
///         header says.
[[nodiscard]] Result<void> check_shapefile_parts(const std::string& name,
                                                 const std::vector<std::string>& files);

/// Of a Shapefile that cannot be read: the part that is shorter than its own header says.
/// @param name  its .shp
/// @return "wards.shp is cut short: 500 of 2,820 bytes"; empty where no part is, and for any other
///         file.
[[nodiscard]] std::string cut_part(const std::string& name);

}  // namespace hotward::io
