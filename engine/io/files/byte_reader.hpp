// ByteReader: the bytes of a file, of an archive's entry or of standard input.
//
// A file of the local disk is mapped into memory: any of its bytes at once, from any thread. All
// else goes through GDAL's virtual file system ("/vsizip/…", "/vsigzip/…", "/vsistdin/") and comes
// one byte after the other. Nothing is written anywhere.
//
// Why a map: 1.93 GB from the page cache, every byte looked at, one thread, CPU seconds: mapped,
// with the pages let go every 4 MiB so that they do not fill the memory, 0.08; read into one reused
// buffer of 256 KiB, 0.25. On a busy machine 0.30 and 0.38. Bytes that cannot be had read as zeros
// and leave the map broken (mapped_file.hpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "engine/core/result.hpp"
#include "engine/io/files/mapped_file.hpp"

namespace hotward::io {

/// Of a file, or of an archive's entry unpacked; 0 where that is not known before it is read.
/// @param name  a path or a name of GDAL's virtual file system
[[nodiscard]] std::uint64_t known_size(const std::string& name);

/// Bytes that come one after the other.
class ByteStream {
 public:
  virtual ~ByteStream() = default;
  /// @return how many came, fewer than asked for only at the end; unreadable; interrupted
  virtual Result<std::size_t> read(char* to, std::size_t bytes) = 0;
};

class ByteReader {
 public:
  /// @param name  a path or a name of GDAL's virtual file system
  /// @param may_map  false: read even what could be mapped
  /// @return no_such_file, unreadable.
  static Result<ByteReader> open(const std::string& name, bool may_map = true);

  explicit ByteReader(MappedFile map) : map_(std::move(map)) {}
  explicit ByteReader(std::unique_ptr<ByteStream> stream) : stream_(std::move(stream)) {}

  /// All bytes of a mapped file; empty where there is no map.
  [[nodiscard]] std::string_view mapped() const { return map_.bytes(); }
  /// True once bytes of the map could not be had: another program has cut the file, or the disk
  /// failed.
  [[nodiscard]] bool is_broken() const { return map_.is_broken(); }
  /// Lets go of the memory that holds these bytes of a map; they may be read again.
  void release(std::uint64_t begin, std::uint64_t end) const { map_.release(begin, end); }

  /// The first bytes, fewer where there are no more; the next read still begins with them.
  Result<std::string_view> peek(std::size_t bytes);
  /// The next read begins here. @param offset  not behind the bytes peeked at; before any read
  void skip_to(std::size_t offset);
  /// The next bytes, for what is not mapped; fewer than asked for only at the end.
  /// @return how many; unreadable where an archive is damaged or a disk fails.
  Result<std::size_t> read(char* to, std::size_t bytes);

 private:
  MappedFile map_;
  std::unique_ptr<ByteStream> stream_;
  std::string peeked_;
  std::size_t taken_ = 0;  // of peeked_
};

}  // namespace hotward::io
