#include "engine/core/xml_text.hpp"

#include "engine/core/utf8.hpp"

namespace hotward {
namespace {

bool xml_can_hold(const Utf8Character& c) {
  if (!c.valid) return false;
  if (c.code_point < 0x20) return c.code_point == '\t' || c.code_point == '\n';
  return c.code_point != 0x7F && c.code_point != 0xFFFE && c.code_point != 0xFFFF;
}

}  // namespace

std::string xml_escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for_each_character(text, [&](const Utf8Character& c, std::string_view bytes) {
    if (!xml_can_hold(c)) {
      out += replacement_character;
    } else if (bytes == "&") {
      out += "&amp;";
    } else if (bytes == "<") {
      out += "&lt;";
    } else if (bytes == ">") {
      out += "&gt;";
    } else if (bytes == "\"") {
      out += "&quot;";
    } else if (bytes == "'") {
      out += "&apos;";
    } else {
      out += bytes;
    }
  });
  return out;
}

}  // namespace hotward
