// Markdown document: a report as a text that other programs take further: a word processor, a wiki,
// a site. A drawing is its caption and its description in words.
#pragma once

#include <string>

#include "engine/report/document.hpp"

namespace hotward::report {

/// Signs that mean something to Markdown or HTML are escaped in every text.
[[nodiscard]] std::string markdown_document(const Document& document);

}  // namespace hotward::report
