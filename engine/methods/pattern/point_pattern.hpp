// Point pattern: points for a test of their arrangement, each place once with how many lie there.
//
// Only for this room's files.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/geometry/point.hpp"

namespace hotward::pattern {

struct PointPattern {
  std::vector<geometry::Point> at;    ///< ascending by x, then y; all different
  std::vector<std::uint64_t> points;  ///< at least 1 each
  std::uint64_t total = 0;
};

/// @param incidents  how many points lie at each; or empty: 1 each
/// @return too_few_sites below 2 points; bad_value for a coordinate that is not finite.
/// Time: O(n log n).
[[nodiscard]] Result<PointPattern> point_pattern(std::span<const geometry::Point> at,
                                                 std::span<const std::uint32_t> incidents);

}  // namespace hotward::pattern
