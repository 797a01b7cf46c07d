// Scan periods: the stretches of time that a space-time scan is cut into.
//
//   month  on data that know months only, and on long spans; cut to the days asked for
//   week   seven days, counted from the first day; the last may be shorter
//   day
//   year   twelve months, counted from the first; the last may be shorter; only where asked for
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/study/study.hpp"

namespace hotward::analyses {

enum class TimeUnit { by_data, day, week, month, year };

inline constexpr Names<TimeUnit, 4> time_unit_names{{{TimeUnit::day, "day"},
                                                     {TimeUnit::week, "week"},
                                                     {TimeUnit::month, "month"},
                                                     {TimeUnit::year, "year"}}};

/// A stretch of time as it was asked for: a number of something, or a share of all of it.
struct TimeSpan {
  double value = 0.0;
  std::string unit;  ///< "d", "w", "month", "year", "%"
};

/// "3months", "2years", "4w", "10d", "25%". @return usage for a text without number or unit
[[nodiscard]] Result<TimeSpan> parse_time_span(const std::string& text);

/// "3months"
[[nodiscard]] std::string time_span_text(const TimeSpan& span);

struct ScanPeriods {
  TimeUnit unit = TimeUnit::by_data;
  bool unit_forced = false;            ///< dates are known by month only
  std::vector<table::Period> periods;  ///< rising
  std::vector<table::Month> left_out;  ///< months that the data, or a force that counts, lack

  /// @return the period that holds the time; nothing where none does. Time: O(log n).
  [[nodiscard]] std::optional<std::size_t> find(table::Minute minute) const;
  [[nodiscard]] std::vector<double> lengths() const;  ///< in days
  /// Those before which a gap lies: no cluster runs across it.
  [[nodiscard]] std::vector<std::uint32_t> breaks() const;
};

/// by_data: months where only they are known; else the finest unit that cuts the time into 60
/// periods at most, months in any case. Time goes as far as --from and --to say, else as far as the
/// data of any type go: a month without an incident of the theme is quiet. A month of which not one
/// row was read and after which no file is named is missing: it is left out, and the days or weeks
/// around it are counted from its ends.
/// @return no_data without dates; usage for days or weeks where only months are known.
[[nodiscard]] Result<ScanPeriods> scan_periods(const Study& study, TimeUnit asked);

/// A stretch of time in periods. None: 0, the scan's own half.
/// @return usage for a unit that does not fit, or less than one period.
[[nodiscard]] Result<std::uint32_t> max_window(const std::optional<TimeSpan>& longest,
                                               const ScanPeriods& time);

}  // namespace hotward::analyses
