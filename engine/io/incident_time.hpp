// incident_time: when did it happen, as the text of a column says it?
//
//   2019-04                          a month
//   2019-04-30                       a day
//   2019-04-30 23:59[:59[.999]]      a minute; T instead of the blank is allowed, and Z or +01:00
//   behind 30/04/2019 [23:59[:59]]          day first, as the United Kingdom writes it; - and .
//   separate too
//
// Blanks around it are allowed and seconds are dropped. The hour is taken as it is printed: a Z or
// an offset does not turn it. Anything else is no time: two-digit years, "04/30/2019",
// "2019-02-29".
#pragma once

#include <optional>
#include <string_view>

#include "engine/table/period.hpp"

namespace hotward::io {

struct IncidentTime {
  table::Minute minute;
  table::TimePrecision precision;  ///< month, day or minute

  friend bool operator==(const IncidentTime&, const IncidentTime&) = default;
};

/// @return the time, or the first minute of the month or day; nothing where the text is none, or
///         lies outside the years 1900 … 2199.
[[nodiscard]] std::optional<IncidentTime> parse_time(std::string_view text);

}  // namespace hotward::io
