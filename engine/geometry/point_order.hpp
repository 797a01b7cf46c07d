// point_order: points from west to east, and from south to north where they share an easting.
//
// An order that depends on the points alone makes sums, hulls and numbers the same for any order of
// the input. Points are dealt into strips of equal width, about four to a strip, and each strip is
// sorted by itself.
//
// Time: O(n) for points spread over the map, O(n log n) at worst (all in one strip).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/geometry/point.hpp"

namespace hotward::geometry {

/// The numbers of the points in ascending order of (x, y); equal points in ascending order of
/// number.
/// @param points  finite, fewer than 2^32
[[nodiscard]] std::vector<std::uint32_t> ascending_order(std::span<const Point> points);

}  // namespace hotward::geometry
