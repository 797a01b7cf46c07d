// A file within an archive, as another program reads it.
#pragma once

#include <filesystem>
#include <string>

#include <cpl_vsi.h>

#include "engine/io/files/gdal_handles.hpp"
#include "tests/support/catch.hpp"

namespace hotward::io {

inline std::string zipped_part(const std::filesystem::path& archive, const std::string& name) {
  use_gdal();
  // In braces the archive need not end with .zip.
  const std::string path = "/vsizip/{" + archive.string() + "}/" + name;
  VSILFILE* file = VSIFOpenL(path.c_str(), "rb");
  REQUIRE(file != nullptr);
  std::string bytes(1'000'000, '\0');
  bytes.resize(VSIFReadL(bytes.data(), 1, bytes.size(), file));
  VSIFCloseL(file);
  return bytes;
}

}  // namespace hotward::io
