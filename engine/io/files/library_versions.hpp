// Which GDAL is at work.
#pragma once

#include <string>

namespace hotward::io {

[[nodiscard]] std::string gdal_version();  ///< "3.6.2"

}  // namespace hotward::io
