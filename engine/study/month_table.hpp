// Month table: a theme's incidents in areas by month, type and area.
//
//   const MonthTable table = month_table(study, theme, months_counted(study));
//   table.count(month, type, area);  // null_integer where the month is missing there
//
// A month that is missing has no count; one that the files cover has a count of 0 where nothing
// happened. A month that the period, or the data, hold in part says how many days were counted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "engine/study/area_months.hpp"
#include "engine/study/study.hpp"
#include "engine/study/themes.hpp"

namespace hotward {

struct CountedMonth {
  table::Month month;
  int days = 0;          ///< of it that are counted
  bool missing = false;  ///< over all areas
  bool whole = false;    ///< all its days are counted, and it is not missing
};

struct MonthTable {
  std::vector<CountedMonth> months;  ///< each once, rising, none left out
  std::vector<std::string> types;    ///< by name; at least one
  std::size_t areas = 0;
  std::vector<std::uint32_t> cells;   ///< months × types × areas, as they were read
  std::vector<std::uint8_t> lacking;  ///< months × areas, 1 where an area lacks the month
  std::uint64_t undated = 0;          ///< incidents without a date, in no count

  /// table::null_integer where the month is missing: of one area, there; of all, in all.
  [[nodiscard]] std::int64_t count(std::size_t month, std::size_t type, std::size_t area) const;
  [[nodiscard]] std::int64_t of_type(std::size_t month, std::size_t type) const;
  [[nodiscard]] std::int64_t of_area(std::size_t month, std::size_t area) const;
  [[nodiscard]] std::int64_t total(std::size_t month) const;
};

/// In the place of a number of months.
inline constexpr std::int64_t undated = -1;
inline constexpr std::int64_t other_period = -2;

/// How many months after `first` a minute of the period lies.
[[nodiscard]] std::int64_t month_after(table::Month first, table::Minute minute,
                                       const table::Period& period);

/// From the first to the last month, or day, that the data hold, of any type. Nothing of a study
/// without dates.
[[nodiscard]] std::optional<table::Period> months_held(const Study& study);

/// The period of --from and --to; an open end is that of the data, of any type. Nothing of a study
/// without dates.
[[nodiscard]] std::optional<table::Period> months_counted(const Study& study);

/// Time: O(incidents + months × types × areas).
[[nodiscard]] MonthTable month_table(const Study& study, const Theme& theme,
                                     const table::Period& period);

/// Months that do not fit those around them (series_break.hpp), of crime, ASB or both as the theme
/// holds them. None where a series is too uneven to be judged.
[[nodiscard]] std::set<table::Month> broken_months(const Study& study, const Theme& theme);

}  // namespace hotward
