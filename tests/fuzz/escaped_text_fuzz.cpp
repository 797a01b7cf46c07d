// Any text in a map's XML: the document stays well-formed and no expression is left in it.
#include <cstddef>
#include <cstdint>
#include <string>

#include "engine/core/check.hpp"
#include "engine/core/utf8.hpp"
#include "engine/report/xml.hpp"
#include "tests/report/well_formed.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace hotward::report;
  const std::string text(reinterpret_cast<const char*>(data), size);
  XmlWriter xml;
  xml.open("a", {{"name", text}});
  xml.text("b", text);
  xml.option("c", text);
  xml.close();
  const std::string made = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + xml.take();
  HOTWARD_EXPECTS(well_formed_fault(made).empty());
  for (std::string_view rest = made; !rest.empty();) {
    const hotward::Utf8Character character = hotward::first_character(rest);
    HOTWARD_EXPECTS(character.valid && character.code_point != 0);
    HOTWARD_EXPECTS(character.code_point >= 0x20 || rest[0] == '\n' || rest[0] == '\t');
    rest.remove_prefix(character.bytes);
  }
  HOTWARD_EXPECTS(without_expressions(text).find("[%") == std::string::npos);
  return 0;
}
