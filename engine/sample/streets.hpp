// Streets: map points for synthetic incidents, on short streets inside each area.
//
// Every area gets a centre. Part of its streets gather around the centre, the others lie anywhere;
// most run along one of two directions at right angles. The points of an area are ranked: those
// near the centre are mostly, not always, the popular ones. A point's chance to be drawn follows
//
//   w(rank) = (rank + 2)^(-s),   rank = 1, 2, ...
//
// Zipf's law with Mandelbrot's shift, which keeps the first point from holding everything; s is the
// kind's `gathering`.
//
// No street comes nearer to its area's boundary than the margin, over its whole length: clearance
// is measured at steps of at most one margin, so that a boundary which crossed the street would
// have to pass within half a margin of a measured point.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/geometry/point.hpp"
#include "engine/table/areas.hpp"
#include "engine/table/sample_recipe.hpp"

namespace hotward::sample {

inline constexpr std::uint32_t no_area = UINT32_MAX;

struct MapPoint {
  geometry::Point at;
  std::uint32_t area = no_area;  ///< index into the areas; no_area outside all of them
  std::uint32_t street = 0;      ///< numbered through, from 1
  std::uint32_t small_area = 0;  ///< within the area, from 1: a sector around its centre
  std::uint32_t rank = 0;        ///< within the area, from 1 = the most popular
};

/// @param areas  with a population for each, the sum above 0
/// @return the points of all areas, area by area in their order, each area's by rank, then those
///         elsewhere. no_data where an area has no room for its points, or `elsewhere` none
///         outside.
/// Time: O(points x tries x vertices of the area).
[[nodiscard]] Result<std::vector<MapPoint>> make_streets(const table::SampleRecipe& recipe,
                                                         const table::Areas& areas);

/// Metres from `p` to the nearest edge of the shape, inside and outside alike.
[[nodiscard]] double clearance_m(const geometry::Point& p, const geometry::MultiPolygon& shape);

}  // namespace hotward::sample
