// zip_of: a stored (not compressed) archive with any names, dishonest ones too.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace hotward::io {

// CRC-32 as of ISO 3309, the polynomial of zip archives.
inline std::uint32_t crc32_of(const std::string& bytes) {
  std::uint32_t crc = 0xFFFFFFFFU;
  for (const char c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
  }
  return ~crc;
}

inline std::string zip_of(const std::vector<std::pair<std::string, std::string>>& entries) {
  std::string archive;
  std::string directory;
  const auto number = [](std::uint64_t value, int bytes) {
    std::string text;
    for (int i = 0; i < bytes; ++i) text += static_cast<char>((value >> (8 * i)) & 0xFFU);
    return text;
  };
  for (const auto& [name, bytes] : entries) {
    // Version, flags, method, time, date, checksum, both sizes, lengths of name and extra field.
    const std::string head = number(20, 2) + number(0, 2) + number(0, 2) + number(0, 2) +
                             number(0x21, 2) + number(crc32_of(bytes), 4) +
                             number(bytes.size(), 4) + number(bytes.size(), 4) +
                             number(name.size(), 2) + number(0, 2);
    directory += "PK\x01\x02" + number(20, 2) + head + number(0, 2) + number(0, 2) + number(0, 2) +
                 number(0, 4) + number(archive.size(), 4) + name;
    archive += "PK\x03\x04" + head + name + bytes;
  }
  const std::size_t begin = archive.size();
  return archive + directory + "PK\x05\x06" + number(0, 2) + number(0, 2) +
         number(entries.size(), 2) + number(entries.size(), 2) + number(directory.size(), 4) +
         number(begin, 4) + number(0, 2);
}

}  // namespace hotward::io
