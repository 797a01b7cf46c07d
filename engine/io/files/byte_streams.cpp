// ByteReader::open(): bytes of GDAL's virtual file system, or of standard input.
#include <cerrno>
#include <cstring>
#include <memory>

#include <cpl_error.h>
#include <cpl_vsi.h>
#include <fmt/format.h>

#include "engine/io/files/byte_reader.hpp"
#include "engine/io/files/gdal_handles.hpp"
#include "engine/io/files/pipe_input.hpp"
#include "engine/io/files/system.hpp"
#include "engine/io/files/vsi_file.hpp"

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

class StandardInput : public ByteStream {
 public:
  Result<std::size_t> read(char* to, std::size_t bytes) override {
    std::size_t got = 0;
    while (got < bytes) {
      const auto more = read_waiting(system::standard_input, to + got, bytes - got);
      if (!more && more.error().code == ErrorCode::interrupted) return more;
      if (!more) return fail(ErrorCode::unreadable, "standard input: " + more.error().message);
      if (*more == 0) break;
      got += *more;
    }
    return got;
  }
};

class VirtualFile : public ByteStream {
 public:
  VirtualFile(std::string name, VSILFILE* file) : name_(std::move(name)), file_(file) {}

  Result<std::size_t> read(char* to, std::size_t bytes) override {
    const GdalMessages messages;
    std::size_t got = 0;
    while (got < bytes) {
      const std::size_t more = VSIFReadL(to + got, 1, bytes - got, file_.get());
      if (more == 0) break;
      got += more;
    }
    if (got == bytes || !messages.failed()) return got;
    // What GDAL says of an archive names a line of its own source.
    return fail(
        ErrorCode::unreadable,
        fmt::format("{}: {}", shown(name_),
                    is_packed(name_) ? "cannot be unpacked to its end: it is cut short or damaged"
                                     : messages.text("")));
  }

 private:
  std::string name_;
  VsiFile file_;
};

}  // namespace

std::uint64_t known_size(const std::string& name) {
  // To learn the size of what gzip holds is to unpack it.
  if (name.starts_with("/vsigzip/")) return 0;
  const GdalMessages messages;
  VSIStatBufL status;
  const int flags = VSI_STAT_EXISTS_FLAG | VSI_STAT_SIZE_FLAG;
  return VSIStatExL(name.c_str(), &status, flags) == 0 ? static_cast<std::uint64_t>(status.st_size)
                                                       : 0;
}

Result<ByteReader> ByteReader::open(const std::string& name, bool may_map) {
  if (name == "/vsistdin/") return ByteReader(std::make_unique<StandardInput>());
  // Not use_gdal(): its hundreds of drivers, 20 ms, have no part in this.
  const GdalMessages messages;
  VSIStatBufL status;
  if (VSIStatExL(name.c_str(), &status, VSI_STAT_EXISTS_FLAG) != 0) {
    return fail(ErrorCode::no_such_file, shown(name) + ": no such file");
  }
  if (may_map && !name.starts_with("/vsi")) {
    ByteReader reader{MappedFile(name)};
    if (!reader.mapped().empty()) return reader;
  }
  errno = 0;
  VSILFILE* file = VSIFOpenL(name.c_str(), "rb");
  if (file == nullptr) {
    const std::string why = errno != 0        ? std::strerror(errno)
                            : is_packed(name) ? "cannot be unpacked: it is not what its name says"
                                              : "it cannot be opened";
    return fail(ErrorCode::unreadable, fmt::format("{}: {}", shown(name), messages.text(why)));
  }
  return ByteReader(std::make_unique<VirtualFile>(name, file));
}

}  // namespace hotward::io
