// Any texts, one a line, as a column of numbers: the order of the rows says nothing, a style reads
// every text that proved it, values are finite and people are not fewer than none.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>
#include <vector>

#include "engine/core/check.hpp"
#include "engine/io/areas/population.hpp"
#include "engine/io/areas/value_column.hpp"
#include "engine/io/csv/field_text.hpp"
#include "engine/io/csv/number_style.hpp"

namespace {

using namespace hotward::io;

void check_column(const std::vector<std::string>& texts) {
  const auto column = value_column("v", texts, std::vector<std::string>(texts.size(), "code"));
  if (!column) {
    HOTWARD_EXPECTS(!column.error().message.empty());
    return;
  }
  HOTWARD_EXPECTS(column->values.size() == texts.size());
  for (const double value : column->values) HOTWARD_EXPECTS(!std::isinf(value));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::istringstream text(std::string(reinterpret_cast<const char*>(data), size));
  std::vector<std::string> texts;
  for (std::string line; std::getline(text, line);) texts.push_back(line);
  NumberEvidence forwards;
  NumberEvidence backwards;
  for (const std::string& line : texts) forwards.add(line);
  std::for_each(texts.rbegin(), texts.rend(), [&](const auto& line) { backwards.add(line); });
  HOTWARD_EXPECTS(forwards.style() == backwards.style());
  HOTWARD_EXPECTS(forwards.is_open() == backwards.is_open());
  HOTWARD_EXPECTS(forwards.style() || !forwards.doubt().empty());
  for (const std::string& line : texts) {
    for (const auto style : {NumberStyle::plain, NumberStyle::point, NumberStyle::comma}) {
      const auto count = people(line, style);
      HOTWARD_EXPECTS(!count || std::isnan(*count) || (std::isfinite(*count) && *count >= 0.0));
      // Thousands parted or not: a plain number is the same where a point parts decimals.
      const auto plain = parse_number(line);
      const bool digits = line.find_first_not_of("0123456789.") == std::string::npos;
      if (digits && style != NumberStyle::comma)
        HOTWARD_EXPECTS(parse_number(line, style) == plain);
    }
  }
  check_column(texts);
  return 0;
}
