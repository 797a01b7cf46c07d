// Zip: a small archive with the same bytes for the same entries, for QGIS projects (.qgz).
//
// Sources:
//   PKWARE (2022), .ZIP File Format Specification, version 6.3.10. Sections 4.3.7 (local header),
//     4.3.12 (central directory), 4.3.16 (end record).
// Differs: no Zip64, so an archive below 4 GiB and 65,535 entries; every entry is deflated and
// dated 1980-01-01, the first day the format knows.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/core/result.hpp"

namespace hotward::io {

/// CRC-32 as zip, gzip and PNG use it (polynomial 0xEDB88320, reflected).
[[nodiscard]] std::uint32_t crc32(std::string_view bytes);

/// @param entries  names (UTF-8, '/' between folders) and their bytes, in the order of the archive
/// @return the archive's bytes; unavailable where GDAL cannot compress.
[[nodiscard]] Result<std::string> zip_archive(
    const std::vector<std::pair<std::string, std::string>>& entries);

}  // namespace hotward::io
