// Numbers as people read them: 6,023 incidents, 21.62 per 1,000, +9.5%.
//
// Rounding is half away from zero, on the shortest decimal that names the double: 0.125 becomes
// 0.13 and 2.675 becomes 2.68, as someone with the printed figures would do it by hand. (The usual
// conversions round the binary value, and give 0.12 and 2.67.) Nothing here looks at the locale, so
// a text is the same on every machine.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/table/column.hpp"

namespace hotward::report {

/// "Undefined here", as a reader sees it.
inline constexpr std::string_view no_value = "–";

/// "1,234.57". NaN is no_value, infinities "∞" and "−∞"; what rounds to zero has no sign.
/// @param decimals  digits after the point, at least 0
[[nodiscard]] std::string decimal_text(double value, int decimals);

/// decimal_text with its sign always shown: "+9.5", "−3.0", and "0.0" where it rounds to zero.
[[nodiscard]] std::string signed_text(double value, int decimals);

/// "6,023"; no_value for table::null_integer.
[[nodiscard]] std::string integer_text(std::int64_t value);
/// Counts, which are below 2^63.
[[nodiscard]] std::string integer_text(std::unsigned_integral auto count) {
  return integer_text(static_cast<std::int64_t>(count));
}

/// The shortest text that reads back as the same double, without exponent: for XML and expressions.
/// @param value  finite
[[nodiscard]] std::string exact_text(double value);

/// One value of a column as a reader sees it; texts as they are, days as 2019-04-30.
[[nodiscard]] std::string value_text(const table::Column& column, std::size_t row, int decimals);

/// How many character cells a terminal gives a UTF-8 text: 0 for combining marks, 2 for wide East
/// Asian letters and pictures, 1 for the rest. A byte that is no UTF-8 counts as 1.
[[nodiscard]] std::size_t display_width(std::string_view utf8);

}  // namespace hotward::report
