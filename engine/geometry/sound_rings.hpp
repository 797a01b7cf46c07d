// sound_rings: can a quick look tell that a shape is sound? Only for the room's .cpp files.
//
// Nearly all boundaries are. Edges are dealt into squares about as wide as an edge is long, and
// only those that share one are compared, without rounding. Where no two edges meet but neighbours
// at their common end, rings neither cross nor touch, so one point of each tells which ring lies in
// which. What touches, or would take long to look at, is left to GEOS.
//
// Time: O(n) in its points where edges are of like length; at most a few times that before it gives
// up.
#pragma once

#include "engine/geometry/polygon.hpp"

namespace hotward::geometry {

/// @param shape  normalised (validity.hpp), coordinates finite
/// @return true only where the shape is sound, and none of its rings touches itself or another;
///         false says nothing
[[nodiscard]] bool is_surely_sound(const MultiPolygon& shape);

}  // namespace hotward::geometry
