#include "engine/io/layers/verify_output.hpp"

#include <array>
#include <cctype>
#include <cstdint>
#include <fstream>
#include <vector>

#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include "engine/io/files/gdal_handles.hpp"

namespace hotward::io {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> cut(const fs::path& path) {
  return fail(ErrorCode::cannot_write,
              path.filename().string() + " is not whole (is the disk full?)");
}

std::uint64_t size_of_file(const fs::path& path) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  return error ? 0 : size;
}

std::uint32_t little(const unsigned char* bytes, std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = count; i > 0; --i) value = value << 8U | bytes[i - 1];
  return value;
}

std::uint32_t big(const unsigned char* bytes) {
  return std::uint32_t{bytes[0]} << 24U | std::uint32_t{bytes[1]} << 16U |
         std::uint32_t{bytes[2]} << 8U | std::uint32_t{bytes[3]};
}

template <std::size_t Size>
bool read(std::ifstream& file, std::array<unsigned char, Size>& bytes) {
  file.read(reinterpret_cast<char*>(bytes.data()), Size);
  return file.gcount() == Size;
}

// .shp and .shx begin alike: byte 24 holds the file's length in 16-bit words.
bool length_agrees(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::array<unsigned char, 100> header;
  return read(file, header) && 2 * std::uint64_t{big(header.data() + 24)} == size_of_file(path);
}

// GDAL does not look whether the columns' descriptions were written: 32 bytes each behind a header
// of 32, the name first, and 0D at their end.
bool has_columns(std::ifstream& file, std::size_t header_bytes) {
  std::array<unsigned char, 32> column;
  for (std::size_t at = 32; at + 1 < header_bytes; at += column.size()) {
    if (!read(file, column) || column[0] == 0 || std::isupper(column[11]) == 0) return false;
  }
  std::array<unsigned char, 1> end;
  return read(file, end) && end[0] == 0x0D;
}

bool dbf_agrees(const fs::path& path, std::size_t rows) {
  std::ifstream file(path, std::ios::binary);
  std::array<unsigned char, 32> header;
  if (!read(file, header) || !has_columns(file, little(header.data() + 8, 2))) return false;
  const std::uint64_t stated = little(header.data() + 4, 4);
  const std::uint64_t needed =
      little(header.data() + 8, 2) + stated * little(header.data() + 10, 2);
  if (stated != rows || size_of_file(path) != needed + 1) return false;
  std::array<unsigned char, 1> end;
  file.seekg(static_cast<std::streamoff>(needed));
  return read(file, end) && end[0] == 0x1A;  // the mark of the end
}

// The quadtree GDAL puts beside a .shp: a header of 16 bytes that begins with SQT, then nodes, each
// before its children: bytes of all nodes below (4), box (32), number of shapes (4), their ids (4
// each), number of children (4). GDAL does not look whether a node was written. So all are gone
// through: none may be cut, and each shape stands in one.
bool qix_agrees(const fs::path& path, std::size_t features) {
  std::ifstream file(path, std::ios::binary);
  std::array<unsigned char, 16> header;
  if (!read(file, header) || header[0] != 'S' || header[1] != 'Q' || header[2] != 'T') return false;
  std::vector<std::uint8_t> seen(features, 0);
  std::size_t found = 0;
  std::array<unsigned char, 4> number;
  for (std::uint64_t nodes = 1; nodes > 0; --nodes) {
    std::array<unsigned char, 4 + 32 + 4> node;
    if (!read(file, node)) return false;
    for (std::uint32_t shapes = little(node.data() + 36, 4); shapes > 0; --shapes, ++found) {
      if (!read(file, number)) return false;
      const std::uint32_t shape = little(number.data(), 4);
      if (shape >= features || seen[shape]++ != 0) return false;
    }
    if (!read(file, number)) return false;
    nodes += little(number.data(), 4);
  }
  return found == features && file.peek() == std::ifstream::traits_type::eof();
}

// Bytes of the packed R-tree that stands between the header and the features: 40 a node, 16
// children to a node (the specification's default).
std::uint64_t index_bytes(std::uint64_t features) {
  constexpr std::uint64_t children = 16;
  std::uint64_t nodes = features;
  std::uint64_t level = features;
  do {  // even a single feature has a root above it
    level = (level + children - 1) / children;
    nodes += level;
  } while (level > 1);
  return 40 * nodes;
}

}  // namespace

Result<void> verify_shapefile(const fs::path& path, std::size_t features) {
  const auto sibling = [&](const char* extension) {
    return fs::path(path).replace_extension(extension);
  };
  for (const char* extension : {".shp", ".shx"}) {
    if (!length_agrees(sibling(extension))) return cut(sibling(extension));
  }
  // The index of records holds 8 bytes for each after the header of 100.
  if (size_of_file(sibling(".shx")) != 100 + 8 * std::uint64_t{features})
    return cut(sibling(".shx"));
  if (!dbf_agrees(sibling(".dbf"), features)) return cut(sibling(".dbf"));
  if (!qix_agrees(sibling(".qix"), features)) return cut(sibling(".qix"));
  for (const char* extension : {".prj", ".cpg"}) {
    if (size_of_file(sibling(extension)) == 0) return cut(sibling(extension));
  }
  return {};
}

Result<void> verify_flatgeobuf(const fs::path& path, std::size_t features) {
  std::vector<char> buffer(std::size_t{1} << 18);
  std::ifstream file;
  file.rdbuf()->pubsetbuf(buffer.data(), static_cast<std::streamsize>(buffer.size()));
  file.open(path, std::ios::binary);
  std::array<unsigned char, 12> start;  // 8 bytes of magic, the header's size
  if (!read(file, start)) return cut(path);
  const std::uint64_t size = size_of_file(path);
  std::uint64_t at = start.size();
  // Read past, not sought: a search would throw away what is buffered for each of a million rows.
  const auto pass = [&](std::uint64_t bytes) {
    file.ignore(static_cast<std::streamsize>(bytes));
    at += bytes;
  };
  pass(std::uint64_t{little(start.data() + 8, 4)} + (features > 0 ? index_bytes(features) : 0));
  std::size_t found = 0;
  for (std::array<unsigned char, 4> prefix; at < size; ++found) {
    if (!read(file, prefix)) return cut(path);
    at += prefix.size();
    pass(little(prefix.data(), 4));
  }
  if (at != size || found != features) return cut(path);
  return {};
}

Result<void> verify_geopackage(const fs::path& path, const std::vector<ExpectedTable>& tables) {
  const auto dataset = open_vector(path.string());
  if (!dataset) return cut(path);
  const GdalMessages messages;
  for (const ExpectedTable& table : tables) {
    OGRLayer* layer = (*dataset)->GetLayerByName(table.name.c_str());
    if (layer == nullptr || layer->GetFeatureCount() != static_cast<GIntBig>(table.rows)) {
      return cut(path);
    }
  }
  return {};
}

}  // namespace hotward::io
