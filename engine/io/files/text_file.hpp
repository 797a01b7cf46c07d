// Text file: a small file read or written whole.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/io/files/atomic_output.hpp"

namespace hotward::io {

/// @param path  one within an archive ("x.zip/y.gal"), or packed by gzip, too
/// @return no_such_file; unreadable for a folder, and where reading breaks off.
[[nodiscard]] Result<std::string> read_text(const std::filesystem::path& path);

/// The file appears whole or not at all.
/// @return already_exists, unless `overwrite`; cannot_write.
[[nodiscard]] Result<void> write_text(const std::filesystem::path& path, std::string_view text,
                                      bool overwrite);

/// The same, but the file waits among `outputs` until finish_together() moves them all.
[[nodiscard]] Result<void> make_text(const std::filesystem::path& path, std::string_view text,
                                     std::vector<UnfinishedOutput>& outputs);

}  // namespace hotward::io
