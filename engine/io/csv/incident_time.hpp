// incident_time: when did it happen, as the text of a column says it?
//
//   2019-04, 2019/04, 201904, 04/2019             a month
//   Apr-19, April 2019, 2019-Apr                  a month
//   2019-04-30, 2019/4/30, 20190430, 2019-Apr-30  a day
//   30-APR-2019, 30th April 2019, April 30, 2019  a day
//   30/04/2019, 30-04-2019, 30.04.2019            a day: the day first, as the United Kingdom does
//   behind a day: 23:59, 23:59:59.999, 23.59,     a minute; T instead of the blank is allowed, and
//                 2359, 1:05 PM                   Z, UTC, +01 or +01:00 behind it
//   43585, 43585.5                                Excel's days since 1899-12-30, from 1990 to 2099
//
// The name of a day ("Tue 30 Apr 2019") is passed over, blanks around it are allowed and seconds
// are dropped. The hour is taken as it is printed: a Z or
// an offset does not turn it. Two digits of a year beside a month's name are 1970 to 2069. Anything
// else is no time: "30/04/19", "04/30/2019", "2019-02-29"; nor is 1900-01-01, which databases write
// where they know none.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/table/period.hpp"

namespace hotward::io {

struct IncidentTime {
  table::Minute minute;
  table::TimePrecision precision;  ///< month, day or minute

  friend bool operator==(const IncidentTime&, const IncidentTime&) = default;
};

/// Which comes first in a date such as 03/04/2019.
enum class DateOrder : std::uint8_t { day_first, month_first };

/// What a text says of the order of its column: 30/04/2019 is day first, 04/30/2019 month first,
/// 03/04/2019 could be either; 03/03/2019 and all dates in another form say nothing.
enum class OrderShown : std::uint8_t { nothing, day_first, month_first, either };

[[nodiscard]] OrderShown order_shown(std::string_view text);

/// True for what databases write where no date is known: 1900-01-01, 31/12/9999 and the like, in
/// the forms that parse_time reads, a time behind them or not.
[[nodiscard]] bool is_placeholder_date(std::string_view text);

/// @return the time, or the first minute of the month or day; nothing where the text is none, or
///         lies outside the years 1900 … 2199.
[[nodiscard]] std::optional<IncidentTime> parse_time(std::string_view text,
                                                     DateOrder order = DateOrder::day_first);

}  // namespace hotward::io
