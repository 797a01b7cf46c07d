#include "engine/geometry/polygon.hpp"

#include <cmath>

#include <boost/geometry/algorithms/centroid.hpp>

#include "engine/geometry/boost_shapes.hpp"

namespace hotward::geometry {

double signed_area_m2(const Ring& ring) {
  if (ring.size() < 3) return 0.0;
  const Point& origin = ring.front();
  double twice_area = 0.0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point& p = ring[i];
    const Point& q = ring[i + 1 == ring.size() ? 0 : i + 1];
    twice_area += (p.x - origin.x) * (q.y - origin.y) - (q.x - origin.x) * (p.y - origin.y);
  }
  return 0.5 * twice_area;
}

double area_m2(const Polygon& polygon) {
  double area = std::abs(signed_area_m2(polygon.outer));
  for (const Ring& hole : polygon.holes) area -= std::abs(signed_area_m2(hole));
  return area;
}

double area_m2(const MultiPolygon& shape) {
  double area = 0.0;
  for (const Polygon& polygon : shape) area += area_m2(polygon);
  return area;
}

double perimeter_m(const Ring& ring) {
  double sum_m = 0.0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    sum_m += distance(ring[i], ring[i + 1 == ring.size() ? 0 : i + 1]);
  }
  return sum_m;
}

bool is_slit(const Ring& ring, double width_m) {
  return std::abs(signed_area_m2(ring)) < 0.5 * width_m * perimeter_m(ring);
}

Point centroid(const MultiPolygon& shape) {
  if (area_m2(shape) > 0.0) return boost::geometry::return_centroid<Point>(shape);
  const Point origin = shape.front().outer.front();
  Point sum;
  double points = 0.0;
  for (const Polygon& polygon : shape) {
    for (const Point& p : polygon.outer) {
      sum.x += p.x - origin.x;
      sum.y += p.y - origin.y;
      points += 1.0;
    }
  }
  return {origin.x + sum.x / points, origin.y + sum.y / points};
}

Box bounds(const Polygon& polygon) {
  Box box;
  for (const Point& p : polygon.outer) box.add(p);
  return box;
}

std::size_t point_count(const MultiPolygon& shape) {
  std::size_t points = 0;
  for (const Polygon& polygon : shape) {
    points += polygon.outer.size();
    for (const Ring& hole : polygon.holes) points += hole.size();
  }
  return points;
}

Box bounds(const MultiPolygon& shape) {
  Box box;
  for (const Polygon& polygon : shape) box.add(bounds(polygon));
  return box;
}

Box bounds(std::span<const MultiPolygon> shapes) {
  Box box;
  for (const MultiPolygon& shape : shapes) box.add(bounds(shape));
  return box;
}

}  // namespace hotward::geometry
