// Document parts: what every way to draw a document shows of its texts and tables.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/report/document.hpp"

namespace hotward::report {

/// The lines of a text that are not empty.
[[nodiscard]] std::vector<std::string> lines_of(const std::string& text);

/// The columns of a table that a reader sees: not those that stand only where they are asked for,
/// nor those without a text.
[[nodiscard]] std::vector<const PlainColumn*> shown_columns(const ShownTable& table);

/// A column without a heading is one of remarks.
[[nodiscard]] std::string heading_of(const PlainColumn& column);

/// "The first 25 of 163; hotward rank has them all."; empty where all rows are shown.
[[nodiscard]] std::string rest_words(const DocumentTable& table, std::size_t shown,
                                     std::size_t all);

}  // namespace hotward::report
