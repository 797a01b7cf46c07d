// MappedFile: a file's bytes in memory, read only, and no crash where they cannot be had.
//
// A page of a map that the file no longer reaches, because another program cut it short, or that
// the disk does not give, is met with the signal SIGBUS. Here such pages read as zeros, and the
// file is known to be broken from then on. The handler is set with the first map; for any other
// address it gives way to the one that stood there before.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace hotward::io {

class MappedFile {
 public:
  MappedFile() = default;
  /// No bytes where the file is empty, is no plain file, or its system cannot map: it is to be
  /// read.
  explicit MappedFile(const std::string& path);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  [[nodiscard]] std::string_view bytes() const { return {data_, size_}; }
  /// True once a part of the bytes could not be had and stands as zeros.
  [[nodiscard]] bool is_broken() const;
  /// Lets go of the memory that holds these bytes; they may be read again.
  void release(std::uint64_t begin, std::uint64_t end) const;

 private:
  const char* data_ = nullptr;
  std::size_t size_ = 0;
  void* guard_ = nullptr;
};

}  // namespace hotward::io
