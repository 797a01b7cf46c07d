// Overlaps: how much land do the areas of two sets of boundaries share?
//
// Source:
//   GEOS contributors, GEOS coordinate transformation software library, Open Source Geospatial
//     Foundation. doi:10.5281/zenodo.11396894. The intersections.
//
// Edges: areas that touch share nothing and are not listed. Time: O(pairs whose boxes overlap x
// vertices), parallel.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/geometry/polygon.hpp"

namespace hotward::geometry {

struct SharedLand {
  std::uint32_t a;  ///< index of an area of the first set
  std::uint32_t b;  ///< of the second
  double area_m2;   ///< above 0
};

/// @param a, b  sound shapes (validity.hpp)
/// @return by a, then b; unreadable where GEOS gives up
[[nodiscard]] Result<std::vector<SharedLand>> overlaps(std::span<const MultiPolygon> a,
                                                       std::span<const MultiPolygon> b);

}  // namespace hotward::geometry
