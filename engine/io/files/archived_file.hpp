// Archived file: the one file that is meant where an archive is named.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "engine/core/result.hpp"

namespace hotward::io {

/// Of an archive the only file whose name has one of the endings, in any case; any other name as it
/// stands. @param endings  lower case: ".gal"  @param what  such a file, in the plural
/// @return no_data where none is in it; usage where several are, with the first one's name.
[[nodiscard]] Result<std::string> file_in_archive(const std::string& name,
                                                  std::span<const std::string_view> endings,
                                                  std::string_view what);

}  // namespace hotward::io
