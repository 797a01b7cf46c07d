// Moment: a date with a time of day, as a column of the user's own data holds it.
//
// Analyses count in whole minutes (period.hpp); a moment keeps what the source states, seconds and
// offset included, so that it can be handed on as it was.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace hotward::table {

/// No offset from UTC is known.
inline constexpr std::int32_t no_offset = std::numeric_limits<std::int32_t>::min();

struct Moment {
  std::int64_t milliseconds = 0;            ///< since 1970-01-01 00:00, as a clock there would show
  std::int32_t offset_minutes = no_offset;  ///< of that clock, east of UTC

  friend bool operator==(const Moment&, const Moment&) = default;
};

/// "Undefined here".
inline constexpr Moment null_moment{std::numeric_limits<std::int64_t>::min(), no_offset};

/// "2019-04-30 23:30:15", with ".250" where there are milliseconds and "Z" or "+01:00" where the
/// offset is known.
/// @param between  what parts day and time: a blank, or T as ISO 8601 has it
[[nodiscard]] std::string to_string(const Moment& moment, char between = ' ');

/// Reads what to_string writes, nothing else.
[[nodiscard]] std::optional<Moment> parse_moment(std::string_view text);

}  // namespace hotward::table
