// Any text as a quantity: a finite number of at least 0 whose text shows digits and a unit, or an
// error of one line.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>

#include "engine/core/check.hpp"
#include "engine/parameter/quantity.hpp"

namespace {

void check(const hotward::Result<double>& read, const std::string& text) {
  if (!read) {
    HOTWARD_EXPECTS(!read.error().message.empty());
    return;
  }
  HOTWARD_EXPECTS(std::isfinite(*read) && *read >= 0.0 && !std::signbit(*read));
  HOTWARD_EXPECTS(text.find_first_not_of("0123456789.eE+-mkdw%") == std::string::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  check(hotward::parameter::parse_metres(text), text);
  check(hotward::parameter::parse_share(text), text);
  check(hotward::parameter::parse_days(text), text);
  return 0;
}
