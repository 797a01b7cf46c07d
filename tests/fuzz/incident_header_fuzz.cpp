// Any bytes as the beginning of a file: a layout or an error in one line, never anything else;
// texts come out as UTF-8.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/check.hpp"
#include "engine/core/utf8.hpp"
#include "engine/io/csv/csv_table.hpp"
#include "engine/io/csv/field_text.hpp"
#include "engine/io/csv/incident_time.hpp"
#include "engine/io/incidents/incident_header.hpp"
#include "engine/io/incidents/incident_sample.hpp"

namespace {

using namespace hotward;
using namespace hotward::io;

void check_utf8(const std::string& text) {
  bool changed = false;
  HOTWARD_EXPECTS(as_utf8(text, changed) == text && !changed);
}

void check_error(const Error& error) {
  HOTWARD_EXPECTS(!error.message.empty());
  check_utf8(error.message);
}

void check_layout(const IncidentLayout& layout) {
  for (const auto& column : {layout.x, layout.y, layout.time, layout.time_end, layout.type,
                             layout.id, layout.lsoa_code, layout.description}) {
    HOTWARD_EXPECTS(!column || *column < layout.columns.size());
  }
  HOTWARD_EXPECTS(layout.x && layout.y && *layout.x != *layout.y);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto head = read_csv_head(text, true, "fuzz.csv");
  if (!head) {
    check_error(head.error());
    return 0;
  }
  HOTWARD_EXPECTS(head->first_row <= text.size() + 1);
  for (const std::string& column : head->columns) check_utf8(column);
  for (const SampleRow& row : head->sample) {
    HOTWARD_EXPECTS(row.size() == head->columns.size());
    for (const std::string& field : row) {
      check_utf8(field);
      const auto time = parse_time(field);
      HOTWARD_EXPECTS(!time || time->precision != table::TimePrecision::none);
    }
  }
  auto layout = recognise_layout(head->columns, {}, {"fuzz.csv", false});
  if (!layout) {
    check_error(layout.error());
    return 0;
  }
  check_layout(*layout);
  std::vector<std::string> warnings;
  const auto settled = settle_layout(*layout, head->sample, {"fuzz.csv", false}, warnings);
  if (!settled) {
    check_error(settled.error());
    return 0;
  }
  HOTWARD_EXPECTS(!layout->crs.empty());
  for (const std::string& warning : warnings) check_utf8(warning);
  return 0;
}
