// Any text as a written assessment, plain and with tags: lines that are not empty, in order, of
// UTF-8; and what is doubted in them names one of the lines and both figures.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/assurance/assure.hpp"
#include "engine/core/check.hpp"
#include "engine/core/utf8.hpp"
#include "engine/io/files/document_text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text =
      hotward::as_utf8(std::string_view(reinterpret_cast<const char*>(data), size));
  for (const bool markup : {false, true}) {
    const auto lines = hotward::io::lines_of_text(text, markup);
    std::size_t before = 0;
    for (const hotward::io::TextLine& line : lines) {
      HOTWARD_EXPECTS(!line.text.empty() && line.number >= 1 && line.number >= before);
      HOTWARD_EXPECTS(hotward::is_utf8(line.text));
      before = line.number;
    }
    const auto assured = hotward::assurance::assure(lines);
    HOTWARD_EXPECTS(assured.doubts.size() <= assured.recomputed);
    for (const auto& doubt : assured.doubts) {
      HOTWARD_EXPECTS(doubt.line >= 1 && doubt.line <= before);
      HOTWARD_EXPECTS(!doubt.written.empty() && !doubt.recomputed.empty());
    }
  }
  return 0;
}
