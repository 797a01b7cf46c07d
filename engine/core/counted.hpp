// Counted: a number and what it counts, for sentences: "1 row", "2 rows", "6,023 incidents".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace hotward {

/// @param noun   of one: "row"
/// @param plural of all other numbers; empty: the noun with an s
[[nodiscard]] inline std::string counted(std::uint64_t number, std::string_view noun,
                                         std::string_view plural = {}) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, 1, ',');
  text += ' ';
  if (number != 1 && !plural.empty()) return text.append(plural);
  text += noun;
  if (number != 1) text += 's';
  return text;
}

}  // namespace hotward
