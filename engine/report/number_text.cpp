#include "engine/report/number_text.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "engine/core/check.hpp"
#include "engine/core/utf8.hpp"

namespace hotward::report {
namespace {

constexpr std::string_view minus = "−";

/// Adds one in the last place of a string of digits and at most one point: "9.9" becomes "10.0".
void add_one_in_last_place(std::string& digits) {
  for (std::size_t i = digits.size(); i-- > 0;) {
    if (digits[i] == '.') continue;
    if (digits[i] != '9') {
      ++digits[i];
      return;
    }
    digits[i] = '0';
  }
  digits.insert(digits.begin(), '1');
}

void group_thousands(std::string& digits) {
  const std::size_t point = digits.find('.');
  std::size_t at = point == std::string::npos ? digits.size() : point;
  while (at > 3) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
}

/// |value| rounded half up at the given place; value is finite.
std::string rounded_magnitude(double value, int decimals) {
  std::string digits = exact_text(std::abs(value));
  std::size_t point = digits.find('.');
  if (point == std::string::npos) {
    point = digits.size();
    digits += '.';
  }
  const std::size_t keep = point + 1 + static_cast<std::size_t>(decimals);
  const bool up = digits.size() > keep && digits[keep] >= '5';
  digits.resize(keep, '0');
  if (decimals == 0) digits.pop_back();
  if (up) add_one_in_last_place(digits);
  group_thousands(digits);
  return digits;
}

bool is_wide(std::uint32_t c) {
  return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
         (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
         (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF) ||
         (c >= 0x20000 && c <= 0x3FFFD);
}

bool is_combining(std::uint32_t c) {
  return (c >= 0x0300 && c <= 0x036F) || (c >= 0x20D0 && c <= 0x20FF) ||
         (c >= 0xFE00 && c <= 0xFE0F) || c == 0x200B || c == 0x200D;
}

}  // namespace

std::string exact_text(double value) {
  HOTWARD_EXPECTS(std::isfinite(value));
  std::array<char, 400> text{};  // the longest double has 309 digits before or 343 after the point
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value == 0.0 ? 0.0 : value,
                                 std::chars_format::fixed);
  return {text.data(), end.ptr};
}

std::string decimal_text(double value, int decimals) {
  HOTWARD_EXPECTS(decimals >= 0);
  if (std::isnan(value)) return std::string(no_value);
  std::string text = std::isinf(value) ? "∞" : rounded_magnitude(value, decimals);
  const bool zero = text.find_first_not_of("0.,") == std::string::npos;
  return value < 0.0 && !zero ? std::string(minus) + text : text;
}

std::string signed_text(double value, int decimals) {
  std::string text = decimal_text(value, decimals);
  const bool zero = text.find_first_not_of("0.,") == std::string::npos;
  return value > 0.0 && !zero ? "+" + text : text;
}

std::string integer_text(std::int64_t value) {
  if (value == table::null_integer) return std::string(no_value);
  std::string digits = std::to_string(value < 0 ? -value : value);
  group_thousands(digits);
  return value < 0 ? std::string(minus) + digits : digits;
}

std::string value_text(const table::Column& column, std::size_t row, int decimals) {
  HOTWARD_EXPECTS(row < column.size());
  if (const auto* integers = std::get_if<table::Column::Integers>(&column.values)) {
    return integer_text((*integers)[row]);
  }
  if (const auto* reals = std::get_if<table::Column::Reals>(&column.values)) {
    return decimal_text((*reals)[row], decimals);
  }
  if (table::holds_texts(column)) return std::string(table::text_at(column, row));
  if (const auto* moments = std::get_if<table::Column::Moments>(&column.values)) {
    const table::Moment& moment = (*moments)[row];
    return moment == table::null_moment ? std::string(no_value) : table::to_string(moment);
  }
  const table::Day day = std::get<table::Column::Days>(column.values)[row];
  return day == table::null_day ? std::string(no_value) : table::to_string(day);
}

std::size_t display_width(std::string_view utf8) {
  std::size_t width = 0;
  for_each_character(utf8, [&](const Utf8Character& c, std::string_view /*bytes*/) {
    const bool combining = c.valid && is_combining(c.code_point);
    const std::size_t cells = c.valid && is_wide(c.code_point) ? 2 : 1;
    width += combining ? 0 : cells;
  });
  return width;
}

}  // namespace hotward::report
