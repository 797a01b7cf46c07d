#include "engine/report/utf8.hpp"

#include "engine/core/check.hpp"

namespace hotward::report {
namespace {

bool moves_or_turns(std::uint32_t c) {
  const bool is_control = c < 0x20 || (c >= 0x7F && c <= 0x9F);
  const bool turns = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  return is_control || turns || c == 0x2028 || c == 0x2029;
}

std::string printable(std::string_view text, bool keep_lines) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Utf8Character c = first_character(text);
    const std::string_view bytes = text.substr(0, c.bytes);
    text.remove_prefix(c.bytes);
    if (c.valid && c.code_point == '\n' && keep_lines) {
      out += '\n';
    } else if (c.valid && (c.code_point == '\n' || c.code_point == '\r' || c.code_point == '\t')) {
      out += ' ';
    } else if (!c.valid || moves_or_turns(c.code_point)) {
      out += "\xEF\xBF\xBD";
    } else {
      out += bytes;
    }
  }
  return out;
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
    if ((byte(i) & 0xC0U) != 0x80U) return {};
    code = code << 6U | (byte(i) & 0x3FU);
  }
  constexpr std::uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < least[length] || code > 0x10FFFF || surrogate) return {};
  return {code, length, true};
}

std::string printable(std::string_view text) { return printable(text, true); }

std::string printable_line(std::string_view text) { return printable(text, false); }

}  // namespace hotward::report
