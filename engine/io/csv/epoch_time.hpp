// Epoch time: what a whole number counts since the first of January 1970, 00:00 UTC.
//
//   1577836800       seconds: 2020-01-01 00:00
//   1577836800000    milliseconds: the same
//
// Within the years 2001 to 2033: beyond, "2033010112" could be a day and an hour.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace hotward::io {

/// The unit of a column; `none`: its numbers are no times.
enum class Epoch : std::uint8_t { none, seconds, milliseconds };

/// @return seconds since 1970; nothing where the text is no whole number of ten (or, for
///         milliseconds, thirteen) digits, ".0" behind it or not.
[[nodiscard]] std::optional<std::int64_t> epoch_seconds(std::string_view text, Epoch epoch);

/// What the United Kingdom's clocks are ahead of UTC, in seconds: an hour from the last Sunday of
/// March, 01:00 UTC, to that of October, as it has been since 1996.
[[nodiscard]] std::int64_t uk_clock_ahead_s(std::int64_t seconds_since_1970);

}  // namespace hotward::io
