// FileStamp: tells whether a file is still the one that was opened.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace hotward::io {

/// What changes when a file is written to or replaced.
struct FileStamp {
  std::uint64_t device = 0;
  std::uint64_t number = 0;  ///< of the file on its device
  std::uint64_t bytes = 0;
  std::int64_t written_s = 0;
  std::int64_t written_ns = 0;

  bool operator==(const FileStamp&) const = default;
};

/// @return nothing where the path is no plain file.
[[nodiscard]] std::optional<FileStamp> stamp_of(const std::string& path);

}  // namespace hotward::io
