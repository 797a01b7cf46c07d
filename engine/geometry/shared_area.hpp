// Shared area: how much ground do two shapes have in common?
//
// A shape is the sum of what lies below its edges, each counted up where it runs to the left (a
// roof) and down where it runs to the right (a floor). Of a shape a with edges e and a shape b
// with edges f
//   area(a ∩ b) = sum over e and f of s_e s_f ∫ min(y_e(x), y_f(x)) dx,   s = 1 or -1,
// over the x that both edges have. Nothing is cut and no corner is made, so that borders which two
// shapes share, touch or cross a hundred times do no harm. Of both shapes only what lies in both
// boxes counts.
//
// Edges: shapes whose boxes do not overlap share nothing, and neither do empty ones. Shapes that
// touch share 0 but for rounding: the 10^13th part of their common box.
// Time: O(n log n) in the vertices, and in the pairs of edges that lie above each other.
#pragma once

#include "engine/geometry/polygon.hpp"

namespace hotward::geometry {

/// Example:
///   const double m2 = shared_area_m2(ward, flood_zone);
///
/// @param a, b  sound shapes (validity.hpp)
/// @return m², at least 0
[[nodiscard]] double shared_area_m2(const MultiPolygon& a, const MultiPolygon& b);

}  // namespace hotward::geometry
