#include "engine/io/files/library_versions.hpp"

#include <gdal.h>

namespace hotward::io {

std::string gdal_version() { return GDALVersionInfo("RELEASE_NAME"); }

}  // namespace hotward::io
