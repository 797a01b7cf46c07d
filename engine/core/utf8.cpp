#include "engine/core/utf8.hpp"

#include <array>
#include <cstring>

#include "engine/core/check.hpp"

namespace hotward {
namespace {

// Windows-1252, 0x80 … 0x9F; 0 where the byte has no meaning.
constexpr std::array<std::uint16_t, 32> windows_1252 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

// Characters of at most 16 bits: Windows-1252 has no others.
void append_character(std::string& text, std::uint32_t character) {
  if (character < 0x80U) {
    text += static_cast<char>(character);
    return;
  }
  if (character < 0x800U) {
    text += static_cast<char>(0xC0U | character >> 6U);
  } else {
    text += static_cast<char>(0xE0U | character >> 12U);
    text += static_cast<char>(0x80U | (character >> 6U & 0x3FU));
  }
  text += static_cast<char>(0x80U | (character & 0x3FU));
}

std::string from_windows_1252(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const std::uint32_t byte = static_cast<unsigned char>(c);
    const bool special = byte >= 0x80U && byte < 0xA0U;
    const std::uint32_t character = special ? windows_1252[byte - 0x80U] : byte;
    if (character == 0) {
      result += replacement_character;
    } else {
      append_character(result, character);
    }
  }
  return result;
}

std::string without_nul(std::string_view text) {
  std::string result;
  for (const char c : text) c == '\0' ? result += replacement_character : result += c;
  return result;
}

}  // namespace

Utf8Character first_character(std::string_view text) {
  HOTWARD_EXPECTS(!text.empty());
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i]));
  };
  const std::uint32_t lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return {};
  std::uint32_t code = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if (!is_continuation(text[i])) return {};
    code = code << 6U | (byte(i) & 0x3FU);
  }
  constexpr std::uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < least[length] || code > 0x10FFFF || surrogate) return {};
  return {code, length, true};
}

bool is_utf8(std::string_view text) {
  // Most texts are ASCII, which is seen eight bytes at a time.
  while (text.size() >= sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data(), sizeof word);
    if ((word & 0x8080808080808080U) != 0) break;
    text.remove_prefix(sizeof word);
  }
  while (!text.empty()) {
    const Utf8Character c = first_character(text);
    if (!c.valid) return false;
    text.remove_prefix(c.bytes);
  }
  return true;
}

bool is_clean_utf8(std::string_view text) {
  return is_utf8(text) && text.find('\0') == std::string_view::npos;
}

std::string as_utf8(std::string_view text) {
  if (is_clean_utf8(text)) return std::string(text);
  return is_utf8(text) ? without_nul(text) : from_windows_1252(text);
}

std::string as_utf8(std::string_view text, bool& changed) {
  changed = changed || !is_utf8(text);
  return as_utf8(text);
}

std::string_view cut_utf8(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && is_continuation(text[bytes])) --bytes;
  return text.substr(0, bytes);
}

std::string_view end_of_utf8(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  std::size_t from = text.size() - bytes;
  while (from < text.size() && is_continuation(text[from])) ++from;
  return text.substr(from);
}

}  // namespace hotward
