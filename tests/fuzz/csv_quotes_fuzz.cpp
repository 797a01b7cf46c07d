// Any text around a closing quote: only bytes of the text are read; a field on one line swallows
// rows for the sign behind its quote alone; more columns to show never make more rows.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/check.hpp"
#include "engine/io/csv/csv_quotes.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace hotward::io;
  if (size < 3) return 0;
  const std::vector<char> bytes(data + 2, data + size);
  const std::string_view row(bytes.data(), bytes.size());
  RowShape shape;
  shape.separator = data[1] % 2 == 0 ? ',' : ';';
  shape.columns = 1 + data[0] % 8U;
  shape.x = data[0] / 8U % shape.columns;
  shape.y = data[1] / 2U % shape.columns;
  RowShape unknown = shape;
  unknown.columns = 0;
  for (std::size_t close = row.find('"'); close != std::string_view::npos;
       close = row.find('"', close + 1)) {
    const bool plain = swallows_rows(row, close, unknown);
    const bool swallowed = swallows_rows(row, close, shape);
    HOTWARD_EXPECTS(!plain || swallowed);
    HOTWARD_EXPECTS(plain || !swallowed || row.find('\n', close) != std::string_view::npos);
  }
  return 0;
}
