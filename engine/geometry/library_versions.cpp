#include "engine/geometry/library_versions.hpp"

#include <geos_c.h>
#include <proj.h>

namespace hotward::geometry {

std::string geos_version() { return GEOSversion(); }

std::string proj_version() { return proj_info().version; }

}  // namespace hotward::geometry
