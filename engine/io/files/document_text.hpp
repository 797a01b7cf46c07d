// Document text: what a written document says, line by line: plain text (UTF-8, UTF-16 or Windows),
// HTML, DOCX, ODT. A row of a table is one line, its cells parted by tabs.
//
// The line number is that of the file for a text and for HTML, the paragraph's for DOCX and ODT.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/core/result.hpp"

namespace hotward::io {

struct TextLine {
  std::size_t number = 0;  ///< from 1
  std::string text;        ///< UTF-8, without tags; not empty
};

/// More is no document that a person wrote, or an archive that swells.
inline constexpr std::size_t most_document_bytes = std::size_t{20} << 20U;

/// @return no_such_file, unreadable; wrong_format where it is larger than that, a PDF, or an
///         archive that is neither DOCX nor ODT
[[nodiscard]] Result<std::vector<TextLine>> document_lines(const std::string& file);

/// The same of a text in memory.
/// @param text    UTF-8
/// @param markup  tags begin and end lines, and line ends do not
[[nodiscard]] std::vector<TextLine> lines_of_text(const std::string& text, bool markup);

}  // namespace hotward::io
