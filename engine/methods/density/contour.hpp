// Contour: the polygons in which a surface is at least as high as a given value.
//
//   { f >= t },  f the continuous surface through the values at the centres of cells: each square
//   of four centres is cut into four triangles by its diagonals, the middle having the four's mean,
//   and f is linear on each triangle
//
// Triangles leave no saddle to be guessed, so the sets of rising t lie within each other. A line
// crosses an edge of a triangle at least a hundredth of the edge's length away from its ends, so
// rings never touch: every set is a valid multipolygon, outer rings anticlockwise, holes clockwise.
// A centre lies inside where its value is at least t, and nowhere on a ring.
//
// Source:
//   Lorensen, Cline (1987), Marching cubes: a high resolution 3D surface construction algorithm,
//     Computer Graphics 21(4), 163-169. doi:10.1145/37402.37422. The idea, here in the plane and
//     on triangles.
//
// Edges: beyond the frame, and where a value is NaN, f is 0: a set may reach up to one cell beyond.
// Time: O(cells + n log n) for n crossed edges, and O(rings^2) box tests where there are holes.
#pragma once

#include <span>

#include "engine/geometry/polygon.hpp"
#include "engine/methods/density/frame.hpp"

namespace hotward::density {

/// @param values     one per cell of the frame, >= 0 or NaN
/// @param threshold  t, above 0
/// @return polygons by their first cell, row by row from the south-west.
///
/// Example:
///   const auto surface = kernel_density_surface({at, incidents}, frame, {.bandwidth_m = 200.0});
///   const double half_way = 0.5 * surface->highest_per_km2;
///   const geometry::MultiPolygon dense = contour(frame, surface->per_km2, half_way);
[[nodiscard]] geometry::MultiPolygon contour(const Frame& frame, std::span<const double> values,
                                             double threshold);

}  // namespace hotward::density
