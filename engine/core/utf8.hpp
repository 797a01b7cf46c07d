// UTF-8: the one place that reads it, makes other bytes into it and cuts it.
//
// Broken bytes are met everywhere (files of strangers, paths, messages that quote them), so nothing
// here stops at them. What is UTF-8 follows RFC 3629: overlong forms, surrogates and code points
// above U+10FFFF are none.
//
//   for_each_character(text, [&](const Utf8Character& c, std::string_view bytes) {
//     out += c.valid ? bytes : replacement_character;
//   });
//
// Sources:
//   Yergeau (2003), UTF-8, a transformation format of ISO 10646, RFC 3629. doi:10.17487/RFC3629.
//   WHATWG, Encoding Standard, index windows-1252, but for its five C1 controls (81 8D 8F 90 9D),
//     which are no text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace hotward {

/// U+FFFD, which stands where bytes have no meaning.
inline constexpr std::string_view replacement_character = "\xEF\xBF\xBD";

struct Utf8Character {
  std::uint32_t code_point = 0;
  std::size_t bytes = 1;  ///< 1 where the bytes are no UTF-8
  bool valid = false;
};

/// @param text  not empty; its first character is read
[[nodiscard]] Utf8Character first_character(std::string_view text);

/// Calls visit(Utf8Character, std::string_view of its bytes) for one after the other.
template <class Visit>
void for_each_character(std::string_view text, const Visit& visit) {
  while (!text.empty()) {
    const Utf8Character c = first_character(text);
    visit(c, text.substr(0, c.bytes));
    text.remove_prefix(c.bytes);
  }
}

[[nodiscard]] bool is_utf8(std::string_view text);

/// Of UTF-8 and without NUL: as_utf8 would give it back as it is.
[[nodiscard]] bool is_clean_utf8(std::string_view text);

/// @return the text as UTF-8 without NUL. Where it is no UTF-8 it is taken as Windows-1252, of
///         which Latin-1's letters are part; a byte without meaning becomes U+FFFD, as does a NUL.
[[nodiscard]] std::string as_utf8(std::string_view text);

/// @param changed  set to true where the text was not UTF-8; never set to false
[[nodiscard]] std::string as_utf8(std::string_view text, bool& changed);

/// @return at most `bytes` bytes from the front, cut before a character that would not fit.
[[nodiscard]] std::string_view cut_utf8(std::string_view text, std::size_t bytes);

/// @return at most `bytes` bytes from the end, beginning with a whole character.
[[nodiscard]] std::string_view end_of_utf8(std::string_view text, std::size_t bytes);

}  // namespace hotward
