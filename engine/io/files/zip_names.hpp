// zip_names: the names that a zip archive's directory holds, dishonest ones too.
//
// GDAL's listing leaves names out that lead outside the archive ("../x"). They are not to be read,
// but to be told of.
//
// Source: PKWARE, .ZIP File Format Specification, version 6.3.10, sections 4.3.12 (central
// directory) and 4.3.16 (its end). Archives of the 64-bit kind (4.3.14) are not looked into.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.hpp"

namespace hotward::io {

/// @return the names in the order of the directory; nothing where there is no such file or
/// directory. Time: O(bytes of the directory).
[[nodiscard]] std::vector<std::string> zip_names(const std::string& path);

/// True for a name with "..", a drive or a leading slash: followed, it would leave the archive.
[[nodiscard]] bool leaves_archive(const std::string& name);

/// GDAL lists every folder of a path by itself, with its whole name: a path of 5,000 folders takes
/// it half a minute, and ten times as many an hour.
/// @return wrong_format for an archive with a path of more than 100 folders
[[nodiscard]] Result<void> check_archive_depth(const std::string& path);

}  // namespace hotward::io
