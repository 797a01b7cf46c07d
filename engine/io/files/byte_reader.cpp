#include "engine/io/files/byte_reader.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <cpl_error.h>
#include <cpl_vsi.h>
#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/io/files/gdal_handles.hpp"
#include "engine/io/files/pipe_input.hpp"
#include "engine/io/files/system.hpp"

namespace hotward::io {
namespace {

// "/vsigzip/a.csv.gz" is a.csv.gz to its user.
std::string shown(std::string_view name) {
  for (const std::string_view prefix : {"/vsigzip/", "/vsizip/"}) {
    if (name.starts_with(prefix)) return std::string(name.substr(prefix.size()));
  }
  return std::string(name);
}

bool is_packed(std::string_view name) { return shown(name).size() != name.size(); }

VSILFILE* handle(void* file) { return static_cast<VSILFILE*>(file); }

}  // namespace

void ByteReader::Close::operator()(void* file) const { VSIFCloseL(handle(file)); }

Result<ByteReader> ByteReader::open(const std::string& name, bool may_map) {
  // Not use_gdal(): its hundreds of drivers, 20 ms, have no part in this.
  const GdalMessages messages;
  ByteReader reader(name);
  VSIStatBufL status;
  if (name == "/vsistdin/") {
    reader.is_stdin_ = true;
    return reader;
  }
  if (VSIStatExL(name.c_str(), &status, VSI_STAT_EXISTS_FLAG) != 0) {
    return fail(ErrorCode::no_such_file, shown(name) + ": no such file");
  }
  if (may_map && !name.starts_with("/vsi")) {
    reader.map_ = MappedFile(name);
    if (!reader.mapped().empty()) return reader;
  }
  errno = 0;
  reader.file_.reset(VSIFOpenL(name.c_str(), "rb"));
  if (!reader.file_) {
    const std::string why = errno != 0        ? std::strerror(errno)
                            : is_packed(name) ? "cannot be unpacked: it is not what its name says"
                                              : "it cannot be opened";
    return fail(ErrorCode::unreadable, fmt::format("{}: {}", shown(name), messages.text(why)));
  }
  return reader;
}

Result<std::string_view> ByteReader::peek(std::size_t bytes) {
  if (!mapped().empty()) return mapped().substr(0, bytes);
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
  HOTWARD_EXPECTS(file_ != nullptr || is_stdin_);
  const GdalMessages messages;
  std::size_t got = 0;
  while (is_stdin_ && got < bytes) {
    const auto more = read_waiting(system::standard_input, to + got, bytes - got);
    if (!more && more.error().code == ErrorCode::interrupted) return more;
    if (!more) {
      return fail(ErrorCode::unreadable, "standard input: " + more.error().message);
    }
    if (*more == 0) return got;
    got += *more;
  }
  while (got < bytes) {
    const std::size_t more = VSIFReadL(to + got, 1, bytes - got, handle(file_.get()));
    if (more == 0) break;
    got += more;
  }
  if (got < bytes && messages.failed()) {
    // What GDAL says of it names a line of its own source.
    return fail(
        ErrorCode::unreadable,
        fmt::format("{}: {}", shown(name_),
                    is_packed(name_) ? "cannot be unpacked to its end: it is cut short or damaged"
                                     : messages.text("")));
  }
  return got;
}

}  // namespace hotward::io
