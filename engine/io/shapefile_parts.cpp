#include "engine/io/shapefile_parts.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>

#include <cpl_vsi.h>
#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/io/gdal_handles.hpp"

namespace hotward::io {
namespace {

constexpr std::uint64_t index_header_bytes = 100;
constexpr std::uint64_t index_record_bytes = 8;

struct Close {
  void operator()(VSILFILE* file) const { VSIFCloseL(file); }
};
using File = std::unique_ptr<VSILFILE, Close>;

// Bytes 4 to 7 of the header, the lowest first.
std::optional<std::uint64_t> rows_of_table(const std::string& dbf) {
  const File file(VSIFOpenL(dbf.c_str(), "rb"));
  std::array<unsigned char, 8> head{};
  if (!file || VSIFReadL(head.data(), 1, head.size(), file.get()) != head.size()) return {};
  return std::uint64_t{head[4]} | std::uint64_t{head[5]} << 8U | std::uint64_t{head[6]} << 16U |
         std::uint64_t{head[7]} << 24U;
}

std::optional<std::uint64_t> rows_of_index(const std::string& shx) {
  const File file(VSIFOpenL(shx.c_str(), "rb"));
  if (!file || VSIFSeekL(file.get(), 0, SEEK_END) != 0) return {};
  const std::uint64_t bytes = VSIFTellL(file.get());
  if (bytes < index_header_bytes) return {};
  return (bytes - index_header_bytes) / index_record_bytes;
}

std::string folded(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

// The part of the same stem, whatever the case of its ending; empty where there is none.
std::string part_beside(const std::string& dbf, const std::vector<std::string>& files,
                        const char* ending) {
  const std::string wanted = folded(std::filesystem::path(dbf).replace_extension(ending).string());
  const auto found = std::ranges::find(files, wanted, folded);
  return found == files.end() ? std::string{} : *found;
}

}  // namespace

Result<void> check_shapefile_parts(const std::string& name, const std::vector<std::string>& files) {
  const GdalMessages quiet;
  for (const std::string& dbf : files) {
    if (!folded(dbf).ends_with(".dbf")) continue;
    const std::string shx = part_beside(dbf, files, ".shx");
    if (shx.empty()) continue;
    const auto rows = rows_of_table(dbf);
    const auto shapes = rows_of_index(shx);
    if (!rows || !shapes || *rows == *shapes) continue;
    return fail(ErrorCode::wrong_format,
                fmt::format("{}: {} beside {} in {}; the files of this Shapefile do not belong "
                            "together, or one is cut short",
                            name, counted(*shapes, "shape"), counted(*rows, "row"),
                            std::filesystem::path(dbf).filename().string()));
  }
  return {};
}

}  // namespace hotward::io
