// locate: does a point lie in a shape, on its boundary, or outside it? Exact.
//
// A ray from the point to the east crosses the rings an odd number of times where the point lies
// inside. A ring's edge counts where it spans the ray's height, its upper end left out, so a vertex
// on the ray counts once for a boundary that passes it and twice or never for one that turns back.
// On which side of an edge the point lies is decided without rounding (orientation.hpp).
//
// Sources:
//   Hormann, Agathos (2001), The point in polygon problem for arbitrary polygons, Computational
//     Geometry 20(3), 131-144. doi:10.1016/S0925-7721(01)00012-8. The even-odd rule and the points
//     on the boundary.
#pragma once

#include "engine/geometry/polygon.hpp"

namespace hotward::geometry {

enum class Location { outside, boundary, inside };

/// Which way the rings run does not matter; a hole of a hole is inside again (even-odd).
/// @return outside for a point that is not finite, and for an empty shape. The boundary of a hole
///         is boundary; so is a ring without area. Time: O(edges).
[[nodiscard]] Location locate(const Point& point, const MultiPolygon& shape);
[[nodiscard]] Location locate(const Point& point, const Polygon& polygon);
[[nodiscard]] Location locate(const Point& point, const Ring& ring);

}  // namespace hotward::geometry
