// Overlaps: how much land do the areas of two sets of boundaries share?
//
// Edges: areas that touch share nothing and are not listed; nor is what is less than a square
// centimetre or than the 10^10th part of the smaller area, which is rounding.
// Time: O(pairs whose boxes overlap x vertices), parallel.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/geometry/polygon.hpp"

namespace hotward::geometry {

struct SharedLand {
  std::uint32_t a;  ///< index of an area of the first set
  std::uint32_t b;  ///< of the second
  double area_m2;   ///< above 0
};

/// @param a, b  sound shapes (validity.hpp)
/// @return by a, then b
[[nodiscard]] std::vector<SharedLand> overlaps(std::span<const MultiPolygon> a,
                                               std::span<const MultiPolygon> b);

}  // namespace hotward::geometry
