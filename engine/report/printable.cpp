#include "engine/report/printable.hpp"

#include "engine/core/utf8.hpp"

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
  for_each_character(text, [&](const Utf8Character& c, std::string_view bytes) {
    if (c.valid && c.code_point == '\n' && keep_lines) {
      out += '\n';
    } else if (c.valid && (c.code_point == '\n' || c.code_point == '\r' || c.code_point == '\t')) {
      out += ' ';
    } else if (!c.valid || moves_or_turns(c.code_point)) {
      out += replacement_character;
    } else {
      out += bytes;
    }
  });
  return out;
}

}  // namespace

std::string printable(std::string_view text) { return printable(text, true); }

std::string printable_line(std::string_view text) { return printable(text, false); }

}  // namespace hotward::report
