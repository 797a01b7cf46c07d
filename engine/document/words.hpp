// Words: months, periods and numbers as a report for readers has them, and values of a summary as
// numbers.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "engine/study/json.hpp"
#include "engine/table/period.hpp"

namespace hotward::document {

/// "April 2019"
[[nodiscard]] std::string month_words(table::Month month);

/// "April 2019 to March 2020", "June 2021", "3 April 2019 to 7 May 2019"
[[nodiscard]] std::string period_words(const table::Period& period);

/// The same of a summary's "2019-04 to 2020-03"; as it stands where it is none.
[[nodiscard]] std::string period_words(const std::string& period);

/// A text for readers: of "2019-04 to 2020-03" it makes "April 2019 to March 2020", of "2020-03-23"
/// "23 March 2020". What is part of a longer name stays: "2019-04-kent-street.csv".
[[nodiscard]] std::string dates_in_words(std::string_view text);

/// The number under a key, or NaN where there is none.
[[nodiscard]] double real_of(const Json& object, const char* key);

/// The object or list under a key, or an empty one of nothing.
[[nodiscard]] const Json& part_of(const Json& object, const char* key);

/// The text under a key, or an empty one.
[[nodiscard]] std::string text_of(const Json& object, const char* key);

/// "6,023"; a dash for NaN.
[[nodiscard]] std::string whole_text(double count);

}  // namespace hotward::document
