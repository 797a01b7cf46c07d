// OutputFile: bytes into a file, with no write that fails unnoticed.
#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "engine/core/result.hpp"
#include "engine/table/provenance.hpp"

namespace hotward::io {

/// Gathers a mebibyte, then writes. A full disk shows at any write or only at the end: so close()
/// is to be called and its answer looked at.
class OutputFile {
 public:
  explicit OutputFile(const std::filesystem::path& path);

  void add(std::string_view bytes) {
    // A large piece is not copied first.
    if (2 * bytes.size() >= enough) return write_past(bytes);
    buffer_ += bytes;
    if (buffer_.size() >= enough) write();
  }
  void add(char c) { buffer_ += c; }

  /// @return cannot_write with the system's reason where opening, a write or closing failed.
  [[nodiscard]] Result<void> close();

 private:
  static constexpr std::size_t enough = std::size_t{1} << 20U;
  void write();
  void write_past(std::string_view bytes);
  void write_bytes(std::string_view bytes);

  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::unique_ptr<std::FILE, Close> file_;
  std::string buffer_;
  int error_ = 0;
};

/// An error of writing, with what could not be written; any other error as it is.
[[nodiscard]] tl::unexpected<Error> naming(const std::filesystem::path& path, const Error& error);

/// @return usage where the output would take the place of one of the inputs.
[[nodiscard]] Result<void> check_no_input(const std::filesystem::path& path,
                                          const table::Provenance& provenance);

/// @return cannot_write with the system's reason.
[[nodiscard]] Result<void> write_bytes(const std::filesystem::path& path, std::string_view bytes);

}  // namespace hotward::io
