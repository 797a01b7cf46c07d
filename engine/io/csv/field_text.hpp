// field_text: what a field of a CSV row says: its text, its number.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hotward::io {

/// Without the blanks (space, tab, CR) at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// The text of a field as it stands in the file. A field that begins with a quote ends with the
/// next single one, "" is a quote, and what follows the closing quote is kept as it stands.
/// @param scratch  holds the result where it differs from the field
[[nodiscard]] std::string_view unquoted(std::string_view field, std::string& scratch);

/// Whether a text says that there is no value, as databases and spreadsheets write it: "", NULL,
/// N/A, NA, #N/A, #REF!, None, nil, "-", ".", "?", "(blank)", in any case, blanks around allowed.
[[nodiscard]] bool is_missing(std::string_view text);

/// Whether it is missing, or says in words that nobody knows: "Unknown", "Not known", "Not
/// recorded", "N/K", "TBC", "NaN" and the like, compared as names are (engine/core/spelling.hpp).
[[nodiscard]] bool is_unknown(std::string_view text);

/// Whether the text in a column of ids is nobody's: unknown, "-1", noughts, or a row of x.
[[nodiscard]] bool names_nobody(std::string_view id);

/// Reads a decimal number, blanks around it allowed; "inf" and "nan" are such numbers, "1,5" and ""
/// are none. A leading plus is allowed. Correctly rounded.
[[nodiscard]] std::optional<double> parse_number(std::string_view text);

}  // namespace hotward::io
