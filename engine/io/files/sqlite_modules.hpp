// SQLite modules: a database, a GeoPackage among them, may hold tables that are made by a module
// and read other files when GDAL lists them. Such a file comes from strangers and is not opened.
#pragma once

#include <string>

#include "engine/core/result.hpp"

namespace hotward::io {

/// A SQLite file's tables may be made by modules that read other files when they are listed.
/// @return wrong_format, naming table and module, unless every module is one of search trees or
///         search words; success also for a file that is no SQLite file.
[[nodiscard]] Result<void> refuse_foreign_modules(const std::string& name);

}  // namespace hotward::io
