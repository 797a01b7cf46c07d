#include "engine/io/files/zip_names.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>

#include <cpl_vsi.h>
#include <fmt/format.h>

#include "engine/io/files/gdal_handles.hpp"
#include "engine/io/files/vsi_file.hpp"

namespace hotward::io {
namespace {

constexpr std::string_view end_signature = "PK\x05\x06";
constexpr std::string_view entry_signature = "PK\x01\x02";
constexpr std::size_t end_bytes = 22;
constexpr std::size_t entry_bytes = 46;
constexpr std::size_t longest_comment = 65535;
// A thousand times the directory of all months that data.police.uk has ever published.
constexpr std::size_t longest_directory = std::size_t{64} << 20;

std::uint32_t number(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  }
  return value;
}

std::string bytes_at(VSILFILE* file, std::uint64_t offset, std::size_t count) {
  std::string bytes(count, '\0');
  if (VSIFSeekL(file, offset, SEEK_SET) != 0) return {};
  bytes.resize(VSIFReadL(bytes.data(), 1, count, file));
  return bytes;
}

}  // namespace

std::vector<std::string> zip_names(const std::string& path) {
  const GdalMessages quiet;
  const VsiFile file(VSIFOpenL(path.c_str(), "rb"));
  if (!file || VSIFSeekL(file.get(), 0, SEEK_END) != 0) return {};
  const std::uint64_t size = VSIFTellL(file.get());
  const auto tail_bytes =
      static_cast<std::size_t>(std::min<std::uint64_t>(size, longest_comment + end_bytes));
  const std::string tail = bytes_at(file.get(), size - tail_bytes, tail_bytes);
  const auto end = tail.rfind(end_signature);
  if (end == std::string::npos || tail.size() - end < end_bytes) return {};
  const std::uint32_t length = number(tail, end + 12, 4);
  if (length > longest_directory) return {};
  const std::string directory = bytes_at(file.get(), number(tail, end + 16, 4), length);

  std::vector<std::string> names;
  for (std::size_t at = 0; at + entry_bytes <= directory.size();) {
    if (directory.compare(at, entry_signature.size(), entry_signature) != 0) break;
    const std::size_t name_bytes = number(directory, at + 28, 2);
    const std::size_t skipped = number(directory, at + 30, 2) + number(directory, at + 32, 2);
    if (at + entry_bytes + name_bytes > directory.size()) break;
    names.push_back(directory.substr(at + entry_bytes, name_bytes));
    at += entry_bytes + name_bytes + skipped;
  }
  return names;
}

bool leaves_archive(const std::string& name) {
  if (name.empty() || name[0] == '/' || name[0] == '\\') return true;
  if (name.size() > 1 && name[1] == ':') return true;
  std::string path = "/" + name + "/";
  std::replace(path.begin(), path.end(), '\\', '/');
  return path.find("/../") != std::string::npos;
}

Result<void> check_archive_depth(const std::string& path) {
  constexpr std::ptrdiff_t deepest = 100;
  for (const std::string& name : zip_names(path)) {
    const auto folders = std::count(name.begin(), name.end(), '/');
    if (folders <= deepest) continue;
    return fail(
        ErrorCode::wrong_format,
        fmt::format("{}: holds a file in {} folders of one another; archives with more than "
                    "{} are not read",
                    path, folders, deepest));
  }
  return {};
}

}  // namespace hotward::io
