// Days, months and periods: when incidents happened, and over how many days.
//
// Times are civil times of the place (Europe/London as printed by the police), held as whole
// minutes since 1970-01-01 00:00. data.police.uk gives months only: such an incident carries the
// first minute of its month and its table has TimePrecision::month.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hotward::table {

using Day = std::chrono::sys_days;
using Month = std::chrono::year_month;

/// Minutes since 1970-01-01 00:00, civil time. Good to the year 6053.
using Minute = std::int32_t;

inline constexpr Minute no_time = INT32_MIN;
inline constexpr Minute minutes_per_day = 24 * 60;

enum class TimePrecision { none, month, day, minute };

[[nodiscard]] Minute minute_of(Day day);
[[nodiscard]] Day day_of(Minute minute);  ///< floors: 23:59 belongs to its own day, before 1970 too
[[nodiscard]] Month month_of(Minute minute);
[[nodiscard]] Month month_of(Day day);
[[nodiscard]] inline Month next(Month month) { return month + std::chrono::months{1}; }
[[nodiscard]] Day first_day(Month month);
[[nodiscard]] Day last_day(Month month);

/// Days from first to last, both counted in. 366 for April 2019 to March 2020.
struct Period {
  Day first;
  Day last;

  [[nodiscard]] int days() const { return static_cast<int>((last - first).count()) + 1; }
  [[nodiscard]] bool holds(Minute minute) const {
    const Day day = day_of(minute);
    return first <= day && day <= last;
  }
  /// True where it begins on a first and ends on a last day of a month.
  [[nodiscard]] bool whole_months() const;

  friend bool operator==(const Period&, const Period&) = default;
};

/// The period of equal length that ends the day before: as many months where the period is made of
/// whole months (so 2019-04 … 2020-03 is preceded by 2018-04 … 2019-03, 365 days), else as many
/// days.
[[nodiscard]] Period previous(const Period& period);

/// The same days of the year, the fewest whole years back that do not overlap: 2020-03 … 2020-04 is
/// compared with 2019-03 … 2019-04, a year with the year before, 18 months with those two years
/// back. 29 February becomes the 28th where there is none.
[[nodiscard]] Period same_days_before(const Period& period);

/// Reads "2019-04" or "2019-04-30", nothing else.
/// @return the first and last day meant; nothing where the text is no such date.
[[nodiscard]] std::optional<Period> parse_period(std::string_view text);

/// "2019-04 to 2020-03" for whole months, "2019-04-03 to 2019-05-07" otherwise.
[[nodiscard]] std::string to_string(const Period& period);
[[nodiscard]] std::string to_string(Month month);  ///< "2019-04"
[[nodiscard]] std::string to_string(Day day);      ///< "2019-04-30"

}  // namespace hotward::table
