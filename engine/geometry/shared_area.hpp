// Shared area: how much ground do two shapes have in common?
//
// Edges: shapes whose boxes do not overlap share nothing, and neither do empty ones. Shapes that
// touch share 0.
// Time: O(n log n) in the vertices.
#pragma once

#include "engine/core/result.hpp"
#include "engine/geometry/polygon.hpp"

namespace hotward::geometry {

/// @param a, b  sound shapes (validity.hpp)
/// @return unreadable where GEOS gives up (not seen in practice)
[[nodiscard]] Result<double> shared_area_m2(const MultiPolygon& a, const MultiPolygon& b);

}  // namespace hotward::geometry
