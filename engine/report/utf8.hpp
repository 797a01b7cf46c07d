// UTF-8, one character at a time: for widths, for XML and for terminals, which all must survive
// broken bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace hotward::report {

struct Utf8Character {
  std::uint32_t code_point = 0;
  std::size_t bytes = 1;  ///< 1 where the bytes are no UTF-8
  bool valid = false;
};

/// @param text  not empty; its first character is read
/// @return an invalid character for stray or overlong bytes, surrogates, and what lies past
/// U+10FFFF
[[nodiscard]] Utf8Character first_character(std::string_view text);

/// A text that strangers may have written, as a terminal may be given it: control characters, signs
/// that turn the direction of writing, and bytes that are no UTF-8 become U+FFFD. So no name of an
/// area clears the screen, hides a line or passes for a sentence of the program. Line ends stay.
[[nodiscard]] std::string printable(std::string_view text);

/// The same on one line: line ends and tabs become blanks.
[[nodiscard]] std::string printable_line(std::string_view text);

}  // namespace hotward::report
