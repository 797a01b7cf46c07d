// cover_shape: the one shape that many areas cover together, from the lines of cover_edges. Only
// for the room's .cpp files.
//
// An overlay nodes all edges of all areas; here those that two areas share have gone before, and
// what is left between covered and open land is little more than the coast.
#pragma once

#include <span>

#include "engine/core/result.hpp"
#include "engine/geometry/polygon.hpp"

namespace hotward::geometry {

/// @param shapes  sound shapes; they may overlap, lie apart or be empty
/// @return their union, sound, on a grid of a millimetre; the same for any order of the shapes.
///         unreadable where a border does not close (not seen in practice). Throws Interrupted.
///         Time: O(n log n) in the vertices.
///
/// Example:
///   const auto country = covered_shape(wards);  // few polygons: islands, without inner borders
[[nodiscard]] Result<MultiPolygon> covered_shape(std::span<const MultiPolygon> shapes);

}  // namespace hotward::geometry
