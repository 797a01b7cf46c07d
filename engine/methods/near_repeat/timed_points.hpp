// Timed points: incidents with place and time, in an order that the input's rows cannot move.
//
// By x, then y, then time: whatever is drawn or counted over them is the same for any order of the
// input, and moving all of them, or all their times, changes no order.
//
// Only for this room's files.
//
// Errors: bad_value for a coordinate that is not finite, a time that is not known, or times more
// than 4,083 years apart. Time: O(n log n).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/geometry/point.hpp"
#include "engine/table/period.hpp"

namespace hotward::near_repeat {

struct TimedPoints {
  std::vector<geometry::Point> at;
  std::vector<std::int32_t> minute;  ///< since the first of them, 0 or more
  std::vector<std::uint32_t> input;  ///< which of the input each is

  [[nodiscard]] std::size_t size() const { return at.size(); }
};

/// @param when  one per point
[[nodiscard]] Result<TimedPoints> timed_points(std::span<const geometry::Point> at,
                                               std::span<const table::Minute> when);

/// The first whole minute of lag that is no longer within so many days: lag < days, half-open.
[[nodiscard]] std::int32_t end_minute(double days);

}  // namespace hotward::near_repeat
