#include "engine/methods/near_repeat/timed_points.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>

#include "engine/core/check.hpp"

namespace hotward::near_repeat {

Result<TimedPoints> timed_points(std::span<const geometry::Point> at,
                                 std::span<const table::Minute> when) {
  HOTWARD_EXPECTS(at.size() == when.size());
  for (const geometry::Point& p : at) {
    if (!std::isfinite(p.x) || !std::isfinite(p.y)) {
      return fail(ErrorCode::bad_value, "a coordinate is no finite number");
    }
  }
  if (std::ranges::find(when, table::no_time) != when.end()) {
    return fail(ErrorCode::bad_value, "the time of an incident is not known");
  }
  TimedPoints points;
  if (at.empty()) return points;
  const auto [first, last] = std::ranges::minmax(when);
  if (std::int64_t{last} - first > std::numeric_limits<std::int32_t>::max()) {
    return fail(ErrorCode::bad_value, "the times are more than 4,083 years apart");
  }
  points.input.resize(at.size());
  std::iota(points.input.begin(), points.input.end(), 0U);
  std::ranges::sort(points.input, [&](std::uint32_t a, std::uint32_t b) {
    return std::tuple(at[a].x, at[a].y, when[a], a) < std::tuple(at[b].x, at[b].y, when[b], b);
  });
  points.at.reserve(at.size());
  points.minute.reserve(at.size());
  for (const std::uint32_t i : points.input) {
    points.at.push_back(at[i]);
    points.minute.push_back(static_cast<std::int32_t>(std::int64_t{when[i]} - first));
  }
  return points;
}

std::int32_t end_minute(double days) {
  constexpr double most = std::numeric_limits<std::int32_t>::max();
  // Bands are multiples of a length in days, which may come out a rounding off a whole minute.
  const double minutes = days * table::minutes_per_day;
  const double whole = std::round(minutes);
  const double end = std::abs(minutes - whole) < 1e-6 ? whole : std::ceil(minutes);
  return static_cast<std::int32_t>(std::min(end, most));
}

}  // namespace hotward::near_repeat
