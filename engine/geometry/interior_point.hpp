// Interior point: a point inside a shape, where its centre of mass may lie outside.
//
// The middle of the widest stretch of the shape on a line from west to east about half way up, as
// GEOS has it (PointOnSurface). Of several parts the one with the widest stretch has it.
//
// Source:
//   GEOS contributors, GEOS coordinate transformation software library, Open Source Geospatial
//     Foundation. doi:10.5281/zenodo.11396894. InteriorPointArea.
#pragma once

#include <optional>

#include "engine/geometry/polygon.hpp"

namespace hotward::geometry {

/// @param shape  sound, with a point at least
/// @return a point inside; the first vertex where GEOS gives up (not seen in practice). Time:
///         O(edges log edges).
[[nodiscard]] Point interior_point(const MultiPolygon& shape);

/// @param ring   convex
/// @param shape  sound
/// @return a point inside both; none where they share no ground, or GEOS gives up (not seen in
///         practice). Time: O(edges log edges) of what lies near the ring.
[[nodiscard]] std::optional<Point> point_inside_both(const Ring& ring, const MultiPolygon& shape);

}  // namespace hotward::geometry
