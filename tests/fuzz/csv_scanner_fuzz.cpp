// The rows that CsvScanner finds are those of the plain reader, whatever the text and however it is
// cut. The first four bytes say how; the rest is the text.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <cpl_vsi.h>

#include "engine/core/check.hpp"
#include "engine/io/csv/csv_scanner.hpp"
#include "engine/io/csv/field_text.hpp"
#include "tests/io/csv_reference.hpp"

namespace {

using namespace hotward::io;
using hotward::Simd;

void take_batch(const CsvScanner& scanner, std::uint64_t line, std::vector<ReferenceRow>& rows) {
  for (std::size_t i = 0; i < scanner.rows(); ++i) {
    const CsvRow row = scanner.row(i);
    ReferenceRow decoded{scanner.offset(i), line + scanner.line(i), false, {}};
    for (std::size_t f = 0; f < row.fields; ++f) {
      std::string scratch;
      decoded.fields.emplace_back(unquoted(row.field(f), scratch));
    }
    rows.push_back(std::move(decoded));
  }
  if (!scanner.fault().empty()) {
    rows.push_back({scanner.offset(0), line + scanner.lines() - 1, true, {}});
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 4) return 0;
  CsvRules rules;
  if (data[0] != 0) rules.max_row_bytes = data[0];
  if (data[1] != 0) rules.max_row_lines = data[1];
  // The same bytes decide how a row looks.
  rules.columns = data[0] % 8U;
  const std::size_t coordinates = std::clamp<std::size_t>(rules.columns, 1, 3);
  rules.x = data[1] % coordinates;
  rules.y = data[2] % coordinates;
  const std::size_t block = 1 + data[2];
  const std::uint64_t chunk = 1 + (data[3] >> 2U);
  const auto simd = static_cast<Simd>(data[3] & 3U);
  std::string text(reinterpret_cast<const char*>(data) + 4, size - 4);

  const std::string name = "/vsimem/fuzz.csv";
  VSIFCloseL(VSIFileFromMemBuffer(name.c_str(), reinterpret_cast<GByte*>(text.data()), text.size(),
                                  FALSE));
  auto reader = ByteReader::open(name);
  HOTWARD_EXPECTS(reader.has_value());
  CsvScanner scanner(block, simd);
  scanner.start(*reader, rules, {0, chunk, false});
  std::vector<ReferenceRow> rows;
  std::uint64_t line = 0;
  while (true) {
    for (auto more = scanner.next(); more.value(); more = scanner.next()) {
      take_batch(scanner, line, rows);
    }
    line += scanner.lines();
    if (scanner.finished()) break;
    scanner.go_on(scanner.next_row() + chunk);
  }
  HOTWARD_EXPECTS(rows == reference_rows(text, rules));
  VSIUnlink(name.c_str());
  return 0;
}
