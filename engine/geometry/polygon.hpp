// Polygons: the shapes of areas, in metres.
//
// A ring is closed implicitly: its last point is not its first. Outer rings run anticlockwise,
// holes clockwise, as read_areas leaves them. A shape is one or more polygons that touch in points
// at most.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/geometry/box.hpp"
#include "engine/geometry/point.hpp"

namespace hotward::geometry {

using Ring = std::vector<Point>;

struct Polygon {
  Ring outer;
  std::vector<Ring> holes;
};

/// One area may have several parts: a ward with an island.
using MultiPolygon = std::vector<Polygon>;

using LineString = std::vector<Point>;

/// Coordinates are taken relative to the first point, so that the large numbers of a national grid
/// do not cancel: Boost.Geometry, which takes them as they are, is wrong from the tenth digit on
/// for a shape of a square metre.
/// @return m², positive where the ring runs anticlockwise, 0 below three points.
[[nodiscard]] double signed_area_m2(const Ring& ring);

/// @return m², holes taken off.
[[nodiscard]] double area_m2(const Polygon& polygon);
[[nodiscard]] double area_m2(const MultiPolygon& shape);

/// @return m, the closing edge included.
[[nodiscard]] double perimeter_m(const Ring& ring);

/// Whether a ring encloses no more than a line of that width would: its area over half its outline.
[[nodiscard]] bool is_slit(const Ring& ring, double width_m);

/// @return the centre of mass; the mean of the points where the area is 0. The shape has a point.
[[nodiscard]] Point centroid(const MultiPolygon& shape);

/// @return how many points all its rings have.
[[nodiscard]] std::size_t point_count(const MultiPolygon& shape);

/// @return the smallest box that holds every outer ring; empty where there is none.
[[nodiscard]] Box bounds(const Polygon& polygon);
[[nodiscard]] Box bounds(const MultiPolygon& shape);
[[nodiscard]] Box bounds(std::span<const MultiPolygon> shapes);

}  // namespace hotward::geometry
