// Which GEOS and PROJ are at work: their versions can move a repaired shape or a datum shift.
#pragma once

#include <string>

namespace hotward::geometry {

[[nodiscard]] std::string geos_version();  ///< "3.11.1-CAPI-1.17.1"
[[nodiscard]] std::string proj_version();  ///< "9.1.1"

}  // namespace hotward::geometry
