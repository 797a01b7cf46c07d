#include "engine/io/files/shapefile_parts.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <numeric>
#include <optional>
#include <span>
#include <vector>

#include <cpl_vsi.h>
#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/io/files/archive_path.hpp"
#include "engine/io/files/gdal_handles.hpp"
#include "engine/io/files/vsi_file.hpp"

namespace hotward::io {
namespace {

constexpr std::uint64_t index_header_bytes = 100;
constexpr std::uint64_t index_record_bytes = 8;

// Bytes 4 to 7 of the header, the lowest first.
std::optional<std::uint64_t> rows_of_table(const std::string& dbf) {
  const VsiFile file(VSIFOpenL(dbf.c_str(), "rb"));
  std::array<unsigned char, 8> head{};
  if (!file || VSIFReadL(head.data(), 1, head.size(), file.get()) != head.size()) return {};
  return std::uint64_t{head[4]} | std::uint64_t{head[5]} << 8U | std::uint64_t{head[6]} << 16U |
         std::uint64_t{head[7]} << 24U;
}

std::string folded(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

std::uint64_t big_endian(std::span<const unsigned char> bytes) {
  std::uint64_t value = 0;
  for (const unsigned char byte : bytes) value = value << 8U | byte;
  return value;
}

// How many bytes a .shp, .shx or .dbf has by its own header; nothing where that is cut, too.
std::optional<std::uint64_t> stated_bytes(VSILFILE* file, bool is_table) {
  std::array<unsigned char, 32> head{};
  if (VSIFSeekL(file, 0, SEEK_SET) != 0 ||
      VSIFReadL(head.data(), 1, head.size(), file) != head.size()) {
    return {};
  }
  constexpr std::uint64_t bytes_of_word = 2;
  if (!is_table) return bytes_of_word * big_endian(std::span(head).subspan(24, 4));
  const auto small = [&](std::size_t at) {
    return std::uint64_t{head[at]} | std::uint64_t{head[at + 1]} << 8U;
  };
  const std::uint64_t rows = small(4) | small(6) << 16U;
  return small(8) + rows * small(10);
}

// Of "2,820 bytes" the number.
std::string number_of(const std::string& counted) { return counted.substr(0, counted.find(' ')); }

// "wards.shp is cut short: 500 of 2,820 bytes"; empty where it is whole, or not there.
std::string cut_words(const std::string& part) {
  const VsiFile file(VSIFOpenL(part.c_str(), "rb"));
  if (!file || VSIFSeekL(file.get(), 0, SEEK_END) != 0) return {};
  const std::uint64_t bytes = VSIFTellL(file.get());
  const auto stated = stated_bytes(file.get(), folded(part).ends_with(".dbf"));
  if (stated && bytes >= *stated) return {};
  const std::string name = std::filesystem::path(part).filename().string();
  if (!stated) return fmt::format("{} is cut short: {}", name, counted(bytes, "byte"));
  return fmt::format("{} is cut short: {} of {}", name, number_of(counted(bytes, "byte")),
                     counted(*stated, "byte"));
}

Error cut_short(const std::string& name, const std::string& cut) {
  return {ErrorCode::unreadable, fmt::format("{}: {}; copy or download it again", name, cut)};
}

std::optional<std::uint64_t> rows_of_index(const std::string& shx) {
  const VsiFile file(VSIFOpenL(shx.c_str(), "rb"));
  if (!file || VSIFSeekL(file.get(), 0, SEEK_END) != 0) return {};
  const std::uint64_t bytes = VSIFTellL(file.get());
  if (bytes < index_header_bytes) return {};
  return (bytes - index_header_bytes) / index_record_bytes;
}

// A record as the index, or its own beginning, tells of it; all in bytes.
struct Record {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;  // of what follows its own eight bytes
};

std::vector<Record> records_of_index(VSILFILE* file, std::uint64_t count) {
  std::vector<unsigned char> bytes(count * index_record_bytes);
  if (VSIFSeekL(file, index_header_bytes, SEEK_SET) != 0 ||
      VSIFReadL(bytes.data(), 1, bytes.size(), file) != bytes.size()) {
    return {};
  }
  std::vector<Record> records;
  for (std::size_t at = 0; at < bytes.size(); at += index_record_bytes) {
    const std::span record = std::span(bytes).subspan(at, index_record_bytes);
    records.push_back({2 * big_endian(record.first(4)), 2 * big_endian(record.last(4))});
  }
  return records;
}

// One record behind the other, from the header to the end of the file: so it is written, and so no
// shape stands in for another's.
bool in_one_row(const std::vector<Record>& records, std::uint64_t file_bytes) {
  std::uint64_t next = index_header_bytes;
  for (const Record& record : records) {
    if (record.offset != next) return false;
    next += 8 + record.length;
  }
  return next == file_bytes;
}

// The first record that is not where the index says, from 1. Each tells its number and its length;
// some programs number from 0. Where there are many, those in one row are believed.
std::optional<std::size_t> misplaced_record(const std::string& shp, const std::string& shx,
                                            std::uint64_t count) {
  constexpr std::uint64_t few = 50000;
  const VsiFile index(VSIFOpenL(shx.c_str(), "rb"));
  const VsiFile shapes(VSIFOpenL(shp.c_str(), "rb"));
  if (!index || !shapes || VSIFSeekL(shapes.get(), 0, SEEK_END) != 0) return {};
  const auto records = records_of_index(index.get(), count);
  if (records.size() > few && in_one_row(records, VSIFTellL(shapes.get()))) return {};
  // From the front to the back: within an archive a step back begins anew.
  std::vector<std::size_t> order(records.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return records[i].offset; });
  std::optional<std::uint32_t> first_number;
  std::optional<std::size_t> misplaced;
  for (const std::size_t i : order) {
    std::array<unsigned char, 8> head{};
    const bool read = VSIFSeekL(shapes.get(), records[i].offset, SEEK_SET) == 0 &&
                      VSIFReadL(head.data(), 1, head.size(), shapes.get()) == head.size();
    const std::uint32_t number =
        static_cast<std::uint32_t>(big_endian(std::span(head).first(4)) - i);
    if (!first_number) first_number = number;
    const bool placed = read && 2 * big_endian(std::span(head).last(4)) == records[i].length &&
                        number == *first_number && number <= 1;
    if (!placed) misplaced = std::min(i + 1, misplaced.value_or(i + 1));
  }
  return misplaced;
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
  for (const std::string& shp : files) {
    if (!folded(shp).ends_with(".shp")) continue;
    // Of rows that are not there GDAL makes empty ones, and it leaves out a table that it cannot
    // read.
    for (const char* ending : {".dbf", ".DBF"}) {
      const std::string cut =
          cut_words(std::filesystem::path(shp).replace_extension(ending).string());
      if (cut.empty()) continue;
      return fail(cut_short(name, cut));
    }
  }
  for (const std::string& dbf : files) {
    if (!folded(dbf).ends_with(".dbf")) continue;
    const std::string shx = part_beside(dbf, files, ".shx");
    if (shx.empty()) continue;
    const auto rows = rows_of_table(dbf);
    const auto shapes = rows_of_index(shx);
    if (!rows || !shapes) continue;
    if (*rows == *shapes) {
      const std::string shp = part_beside(dbf, files, ".shp");
      const auto misplaced = misplaced_record(shp, shx, *shapes);
      if (!misplaced) continue;
      if (const std::string cut = cut_words(shp); !cut.empty()) return fail(cut_short(name, cut));
      return fail(
          ErrorCode::wrong_format,
          fmt::format("{}: {} is not the index of this .shp: shape {} is not where it says; "
                      "take the file from where the others came from",
                      name, std::filesystem::path(shx).filename().string(), *misplaced));
    }
    return fail(ErrorCode::wrong_format,
                fmt::format("{}: {} beside {} in {}; the files of this Shapefile do not belong "
                            "together, or one is cut short",
                            name, counted(*shapes, "shape"), counted(*rows, "row"),
                            std::filesystem::path(dbf).filename().string()));
  }
  return {};
}

std::string cut_part(const std::string& name) {
  const GdalMessages quiet;
  const std::string path = opened_path(name);
  if (!folded(path).ends_with(".shp")) return {};
  for (const char* ending : {".shp", ".shx", ".dbf", ".SHP", ".SHX", ".DBF"}) {
    const std::string part = std::filesystem::path(path).replace_extension(ending).string();
    if (std::string cut = cut_words(part); !cut.empty()) return cut;
  }
  return {};
}

}  // namespace hotward::io
