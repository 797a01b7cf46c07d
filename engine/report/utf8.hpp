// UTF-8, one character at a time: for widths and for XML, which both must survive broken bytes.
#pragma once

#include <cstddef>
#include <cstdint>
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

}  // namespace hotward::report
