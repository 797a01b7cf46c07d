#include "engine/io/byte_reader.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <cpl_error.h>
#include <cpl_vsi.h>
#include <fmt/format.h>

#if defined(__unix__) || defined(__APPLE__)
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#define HOTWARD_CAN_MAP
#endif

#include "engine/core/check.hpp"
#include "engine/io/gdal_handles.hpp"

namespace hotward::io {
namespace {

struct Map {
  const char* at = nullptr;
  std::size_t bytes = 0;
};

#ifdef HOTWARD_CAN_MAP

// Nothing where the file is empty, is no plain file, or its system cannot map: then it is read.
Map map_file(const std::string& name) {
  const int file = ::open(name.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return {};
  Map map;
  struct stat status {};
  if (::fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) {
    const auto bytes = static_cast<std::size_t>(status.st_size);
    void* at = ::mmap(nullptr, bytes, PROT_READ, MAP_PRIVATE, file, 0);
    if (at != MAP_FAILED) map = {static_cast<const char*>(at), bytes};
  }
  ::close(file);
  return map;
}

std::size_t page_bytes() {
  static const auto bytes = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  return bytes;
}

#else

Map map_file(const std::string& /*name*/) { return {}; }

#endif

VSILFILE* handle(void* file) { return static_cast<VSILFILE*>(file); }

}  // namespace

void ByteReader::Close::operator()(void* file) const { VSIFCloseL(handle(file)); }

void ByteReader::Unmap::operator()(const char* map) const {
#ifdef HOTWARD_CAN_MAP
  ::munmap(const_cast<char*>(map), bytes);
#else
  static_cast<void>(map);
#endif
}

Result<ByteReader> ByteReader::open(const std::string& name, bool may_map) {
  // Not use_gdal(): its hundreds of drivers, 20 ms, have no part in this.
  const GdalMessages messages;
  ByteReader reader(name);
  VSIStatBufL status;
  if (!name.starts_with("/vsistdin/") &&
      VSIStatExL(name.c_str(), &status, VSI_STAT_EXISTS_FLAG) != 0) {
    return fail(ErrorCode::no_such_file, name + ": no such file");
  }
  if (may_map && !name.starts_with("/vsi")) {
    const Map map = map_file(name);
    if (map.at != nullptr) {
      reader.map_ = std::unique_ptr<const char, Unmap>(map.at, Unmap{map.bytes});
      return reader;
    }
  }
  errno = 0;
  reader.file_.reset(VSIFOpenL(name.c_str(), "rb"));
  if (!reader.file_) {
    const std::string why = errno != 0 ? std::strerror(errno) : "it cannot be opened";
    return fail(ErrorCode::unreadable, fmt::format("{}: {}", name, messages.text(why)));
  }
  return reader;
}

void ByteReader::release(std::uint64_t begin, std::uint64_t end) const {
#ifdef HOTWARD_CAN_MAP
  const std::size_t page = page_bytes();
  // Whole pages only; the last page of the file belongs to its end.
  const std::size_t from = (begin + page - 1) / page * page;
  const std::size_t to = std::min<std::uint64_t>(end, mapped().size()) / page * page;
  if (from < to) ::madvise(const_cast<char*>(mapped().data()) + from, to - from, MADV_DONTNEED);
#else
  static_cast<void>(begin);
  static_cast<void>(end);
#endif
}

Result<std::string_view> ByteReader::peek(std::size_t bytes) {
  if (map_) return mapped().substr(0, bytes);
  HOTWARD_EXPECTS(peeked_.empty() && taken_ == 0);
  peeked_.resize(bytes);
  const auto got = read_file(peeked_.data(), bytes);
  if (!got) return fail(got.error());
  peeked_.resize(*got);
  return std::string_view(peeked_);
}

void ByteReader::skip_to(std::size_t offset) {
  HOTWARD_EXPECTS(offset <= peeked_.size());
  taken_ = offset;
}

Result<std::size_t> ByteReader::read(char* to, std::size_t bytes) {
  const std::size_t known = std::min(bytes, peeked_.size() - taken_);
  std::memcpy(to, peeked_.data() + taken_, known);
  taken_ += known;
  if (known == bytes) return bytes;
  const auto got = read_file(to + known, bytes - known);
  if (!got) return fail(got.error());
  return known + *got;
}

Result<std::size_t> ByteReader::read_file(char* to, std::size_t bytes) {
  HOTWARD_EXPECTS(file_ != nullptr);
  const GdalMessages messages;
  std::size_t got = 0;
  while (got < bytes) {
    const std::size_t more = VSIFReadL(to + got, 1, bytes - got, handle(file_.get()));
    if (more == 0) break;
    got += more;
  }
  if (got < bytes && messages.failed()) {
    return fail(ErrorCode::unreadable, fmt::format("{}: {}", name_, messages.text("")));
  }
  return got;
}

}  // namespace hotward::io
