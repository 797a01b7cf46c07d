// incident_time: when did it happen, as the text of a column says it?
//
//   2019-04, 2019/04, 201904, 04/2019             a month
//   Apr-19, April 2019, 2019-Apr                  a month
//   2019-04-30, 2019/4/30, 20190430, 2019-Apr-30  a day
//   30-APR-2019, 30th April 2019, April 30, 2019  a day
//   30/04/2019, 30-04-2019, 30.04.2019            a day: the day first, as the United Kingdom does
//   behind a day: 23:59, 23:59:59.999, 23.59,     a minute; T instead of the blank is allowed, and
//                 2359, 1:05 PM                   Z, UTC, +01 or +01:00 behind it
//   14/01/20, 20-01-14                            a day, where the column shows which part is the
//                                                 year (date_form.hpp): 1970 to 2069
//   1577836800, 1577836800000                     seconds or milliseconds since 1970, where the
//                                                 whole column is such: 2001 to 2033
//   43585, 43585.5                                Excel's days since 1899-12-30, from 1990 to 2099
//
// The name of a day ("Tue 30 Apr 2019") is passed over, blanks around it are allowed and seconds
// are dropped. The hour is taken as it is printed: a Z or an offset does not turn it, and seconds
// since 1970 are read in UTC. Two digits of a year are 1970 to 2069. Anything else is no time:
// "04/30/2019" with the day first, "2019-02-29"; nor is 1900-01-01, which databases write where
// they know none.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/io/csv/epoch_time.hpp"
#include "engine/table/period.hpp"

namespace hotward::io {

struct IncidentTime {
  table::Minute minute;
  table::TimePrecision precision;  ///< month, day or minute

  friend bool operator==(const IncidentTime&, const IncidentTime&) = default;
};

/// Which comes first in a date such as 03/04/2019.
enum class DateOrder : std::uint8_t { day_first, month_first };

/// Where a year of two digits stands in a date such as 14/01/20; `none`: such a date is not read.
enum class ShortYear : std::uint8_t { none, first, last };

/// How the dates of a column are to be read.
struct DateForm {
  DateOrder order = DateOrder::day_first;
  ShortYear short_year = ShortYear::none;
  Epoch epoch = Epoch::none;
  /// Midnights of the United Kingdom's clock, an hour before UTC's in summer, are the days.
  bool epoch_of_uk = false;
};

/// What a text says of the order of its column: 30/04/2019 is day first, 04/30/2019 month first,
/// 03/04/2019 could be either; 03/03/2019 and all dates in another form say nothing.
enum class OrderShown : std::uint8_t { nothing, day_first, month_first, either };

[[nodiscard]] OrderShown order_shown(std::string_view text);

/// True for what databases write where no date is known: 1900-01-01, 31/12/9999 and the like, in
/// the forms that parse_time reads, a time behind them or not.
[[nodiscard]] bool is_placeholder_date(std::string_view text);

/// @return the time, or the first minute of the month or day; nothing where the text is none, or
///         lies outside the years 1900 … 2199.
[[nodiscard]] std::optional<IncidentTime> parse_time(std::string_view text, const DateForm& form);
[[nodiscard]] std::optional<IncidentTime> parse_time(std::string_view text,
                                                     DateOrder order = DateOrder::day_first);

/// True for a date whose year has two digits, such as 14/01/20, in any of the orders.
[[nodiscard]] bool has_short_year(std::string_view text);

/// "1 February 2020": in figures it would be as open as what was written.
[[nodiscard]] std::string day_in_words(table::Day day);

}  // namespace hotward::io
