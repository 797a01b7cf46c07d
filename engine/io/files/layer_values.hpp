// Layer values: what a value becomes in a file, the same in every format.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/table/layer.hpp"

namespace hotward::io {

/// Real numbers keep this many significant digits in every output.
inline constexpr int significant_digits = 10;

/// Reproducible files carry one fixed date wherever their format asks for one.
inline constexpr const char* fixed_day = "2000-01-01";
inline constexpr const char* fixed_time = "2000-01-01T00:00:00.000Z";

/// @return the double nearest to x written with significant_digits (half to even, as printed),
///         never -0; NaN for NaN and for infinities, which no format but CSV could hold.
[[nodiscard]] double rounded(double x);

/// @return the shortest text that reads back as rounded(x); empty for NaN.
[[nodiscard]] std::string number_text(double x);

/// The same for a value of a column, which may be handed on with every digit (Column::as_given).
[[nodiscard]] double written_real(const table::Column& column, double x);
[[nodiscard]] std::string real_text(const table::Column& column, double x);

/// No number's text is longer.
inline constexpr std::size_t longest_number = 32;

/// The same into memory that has room for longest_number bytes. @return behind the last one written
[[nodiscard]] char* put_number(char* at, double x);
[[nodiscard]] char* put_real(char* at, const table::Column& column, double x);
[[nodiscard]] char* put_integer(char* at, std::int64_t value);

/// At the end of `out`.
void add_integer(std::string& out, std::int64_t value);

/// For looks_like_formula(). @param text  not empty; its first byte is one of those named there
[[nodiscard]] bool is_formula(std::string_view text);

/// A spreadsheet runs a text that begins with = + - @, a tab or a line end as a formula, unless it
/// is a number such as -4.67; an apostrophe before it makes it text again.
[[nodiscard]] inline bool looks_like_formula(std::string_view text) {
  if (text.empty()) return false;
  switch (text.front()) {
    case '=':
    case '+':
    case '-':
    case '@':
    case '\t':
    case '\r':
    case '\n':
      return is_formula(text);
    default:
      return false;
  }
}

/// Stops the program where a layer breaks its promises: names not lower case or twice, columns or
/// shapes of unequal length.
void expect_sound(const table::Layer& layer);

}  // namespace hotward::io
