// csv_quotes: is a quoted field that spans lines one, or did a stray quote swallow rows?
//
// A quote that somebody forgot to close, or wrote in front of a text, opens a field that ends at
// the next quote, whichever that is. Where both stand on one line the row alone is harmed. Where
// lines lie between them the quote is stray if
//   the closing one stands before other text, as an opening one does; or
//   the line on which the row begins and the line of the closing quote both read as whole rows when
//     quotes are taken for plain text: at least as many fields as the table has columns, and in
//     those of the coordinates two numbers (or, in tables of six columns and more, nothing in
//     both).
// A text of several lines that holds whole rows of its own table is the price.
//
// Time: O(length of the two lines).
#pragma once

#include <cstddef>
#include <string_view>

#include "engine/io/csv/number_style.hpp"

namespace hotward::io {

/// What a row of a table looks like.
struct RowShape {
  char separator = ',';
  std::size_t columns = 0;  ///< 0: not known, and the second rule is not asked
  std::size_t x = 0;        ///< which column
  std::size_t y = 0;
  NumberStyle numbers = NumberStyle::plain;  ///< of both
};

/// @param row    text from the first byte of the row to the end of what is at hand
/// @param close  where in it the closing quote of a field that spans lines stands
/// @return true where the quote that it closes is a stray one; false, too, while the line of the
///         closing quote is not at hand to its end: the row has no end then, and is asked about
///         again.
[[nodiscard]] bool swallows_rows(std::string_view row, std::size_t close, const RowShape& shape);

}  // namespace hotward::io
