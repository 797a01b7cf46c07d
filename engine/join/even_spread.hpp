// Even spread: what is known of areas, at points: people of an area, in equal parts at the points
// that lie in it.
//
//   amount at a point = amount of its area / number of points in that area
//
// The points are the centres of a lattice's cells, so that people are spread evenly over the area.
// An area in which no point lies gets one of its own, inside it, that holds all its amount: nobody
// is lost, so
//
//   the sum over points = the sum over areas.
//
// Which area a point lies in is the question of PolygonGrid: on a shared boundary, and where areas
// overlap, the first of them.
//
// Source:
//   Goodchild, Lam (1980), Areal interpolation: a variant of the traditional spatial problem,
//     Geo-Processing 1, 297-312. Areal weighting: amounts spread evenly within their areas. Here by
//     points in place of intersected areas.
//
// Time: O(edges of the areas + points), parallel.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/geometry/polygon.hpp"

namespace hotward::join {

struct EvenSpread {
  std::vector<geometry::Point> at;  ///< the points in areas in their order, then areas' own
  std::vector<double> amounts;      ///< one per point
  std::size_t own_points = 0;       ///< areas with an amount that no point lies in
};

/// @param shapes   sound, one per area
/// @param amounts  one per area, finite, 0 or more; an area with 0 has no points
[[nodiscard]] EvenSpread spread_evenly(std::span<const geometry::MultiPolygon> shapes,
                                       std::span<const double> amounts,
                                       std::span<const geometry::Point> points);

}  // namespace hotward::join
