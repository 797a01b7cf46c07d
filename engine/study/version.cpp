#include "engine/study/version.hpp"

#include <fmt/format.h>

#include "engine/geometry/library_versions.hpp"
#include "engine/io/files/library_versions.hpp"

namespace hotward {

std::string version() { return HOTWARD_VERSION; }

std::string version_text() {
  return fmt::format("hotward {}\nGDAL {}\nGEOS {}\nPROJ {}\n", version(), io::gdal_version(),
                     geometry::geos_version(), geometry::proj_version());
}

}  // namespace hotward
