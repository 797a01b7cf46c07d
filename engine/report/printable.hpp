// printable: texts that strangers may have written, as a terminal may be given them.
#pragma once

#include <string>
#include <string_view>

namespace hotward::report {

/// Control characters, signs that turn the direction of writing, and bytes that are no UTF-8 become
/// U+FFFD. So no name of an area clears the screen, hides a line or passes for a sentence of the
/// program. Line ends stay.
[[nodiscard]] std::string printable(std::string_view text);

/// The same on one line: line ends and tabs become blanks.
[[nodiscard]] std::string printable_line(std::string_view text);

}  // namespace hotward::report
