#include "engine/io/files/zip.hpp"

#include <array>

#include <cpl_conv.h>
#include <cpl_vsi.h>

#include "engine/core/check.hpp"

namespace hotward::io {
namespace {

constexpr auto crc_of_byte = [] {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t byte = 0; byte < table.size(); ++byte) {
    table[byte] = byte;
    for (int bit = 0; bit < 8; ++bit) {
      table[byte] = table[byte] >> 1U ^ ((table[byte] & 1U) != 0 ? 0xEDB88320U : 0U);
    }
  }
  return table;
}();

void put(std::string& to, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i, value >>= 8U) to += static_cast<char>(value & 0xFFU);
}

std::uint32_t size_of(std::string_view bytes) {
  HOTWARD_EXPECTS(bytes.size() < 0xFFFFFFFFU);
  return static_cast<std::uint32_t>(bytes.size());
}

struct Packed {
  std::string bytes;
  bool deflated;  // or stored as they are, where that is no longer
};

// GDAL deflates in the zlib form, whose header (2 bytes) and checksum (4) a zip has not.
Result<Packed> pack(const std::string& bytes) {
  std::size_t size = 0;
  void* zlib = CPLZLibDeflate(bytes.data(), bytes.size(), 9, nullptr, 0, &size);
  if (zlib == nullptr || size < 6) {
    CPLFree(zlib);
    return fail(ErrorCode::unavailable, "zip: GDAL cannot compress");
  }
  std::string raw(static_cast<const char*>(zlib) + 2, size - 6);
  VSIFree(zlib);
  if (raw.size() >= bytes.size()) return Packed{bytes, false};
  return Packed{std::move(raw), true};
}

// What the local header and the central directory say alike of an entry.
std::string common_header(const std::string& name, const std::string& bytes, const Packed& packed) {
  constexpr std::uint32_t utf8_names = 1U << 11U;
  constexpr std::uint32_t deflate = 8;
  constexpr std::uint32_t first_day = 1U << 5U | 1U;  // 1980-01-01: year 0, month 1, day 1
  std::string header;
  put(header, 20, 2);  // version 2.0 to extract
  put(header, utf8_names, 2);
  put(header, packed.deflated ? deflate : 0, 2);
  put(header, 0, 2);  // midnight
  put(header, first_day, 2);
  put(header, crc32(bytes), 4);
  put(header, size_of(packed.bytes), 4);
  put(header, size_of(bytes), 4);
  put(header, size_of(name), 2);
  put(header, 0, 2);  // no extra field
  return header;
}

}  // namespace

std::uint32_t crc32(std::string_view bytes) {
  std::uint32_t crc = 0xFFFFFFFFU;
  for (const char c : bytes)
    crc = crc >> 8U ^ crc_of_byte[(crc ^ static_cast<unsigned char>(c)) & 0xFFU];
  return ~crc;
}

Result<std::string> zip_archive(const std::vector<std::pair<std::string, std::string>>& entries) {
  HOTWARD_EXPECTS(entries.size() < 0xFFFFU);
  std::string archive;
  std::string directory;
  for (const auto& [name, bytes] : entries) {
    const auto packed = pack(bytes);
    if (!packed) return fail(packed.error());
    const std::string header = common_header(name, bytes, *packed);
    const std::uint32_t offset = size_of(archive);
    archive += "PK\x03\x04" + header + name + packed->bytes;

    directory += "PK\x01\x02";
    put(directory, 3U << 8U | 20U, 2);  // made by: Unix, version 2.0
    directory += header;
    put(directory, 0, 2);                // no comment
    put(directory, 0, 2);                // first disk
    put(directory, 0, 2);                // internal attributes
    put(directory, 0100644U << 16U, 4);  // a regular file, rw-r--r--
    put(directory, offset, 4);
    directory += name;
  }
  const std::uint32_t directory_at = size_of(archive);
  const auto count = static_cast<std::uint32_t>(entries.size());
  archive += directory + "PK\x05\x06";
  put(archive, 0, 4);  // one disk
  put(archive, count, 2);
  put(archive, count, 2);
  put(archive, size_of(directory), 4);
  put(archive, directory_at, 4);
  put(archive, 0, 2);  // no comment
  return archive;
}

}  // namespace hotward::io
