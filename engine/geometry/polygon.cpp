#include "engine/geometry/polygon.hpp"

#include <cmath>

namespace hotward::geometry {
namespace {

// Twice the signed area of a ring and its first moments, about `origin` so that the large
// coordinates of a national grid do not cancel.
struct Moments {
  double twice_area = 0.0;
  double x = 0.0;
  double y = 0.0;
};

Moments moments(const Ring& ring, const Point& origin) {
  Moments sum;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point& p = ring[i];
    const Point& q = ring[i + 1 == ring.size() ? 0 : i + 1];
    const double px = p.x - origin.x;
    const double py = p.y - origin.y;
    const double qx = q.x - origin.x;
    const double qy = q.y - origin.y;
    const double cross = px * qy - qx * py;
    sum.twice_area += cross;
    sum.x += cross * (px + qx);
    sum.y += cross * (py + qy);
  }
  return sum;
}

}  // namespace

double signed_area_m2(const Ring& ring) {
  return ring.size() < 3 ? 0.0 : 0.5 * moments(ring, ring.front()).twice_area;
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

Point centroid(const MultiPolygon& shape) {
  const Point origin = shape.front().outer.front();
  Moments total;
  Point mean;
  double points = 0.0;
  const auto add = [&](const Ring& ring, double sign) {
    Moments m = moments(ring, origin);
    if (m.twice_area < 0) sign = -sign;
    total.twice_area += sign * m.twice_area;
    total.x += sign * m.x;
    total.y += sign * m.y;
  };
  for (const Polygon& polygon : shape) {
    add(polygon.outer, 1.0);
    for (const Ring& hole : polygon.holes) add(hole, -1.0);
    for (const Point& p : polygon.outer) {
      mean.x += p.x - origin.x;
      mean.y += p.y - origin.y;
      points += 1.0;
    }
  }
  if (total.twice_area <= 0.0) return {origin.x + mean.x / points, origin.y + mean.y / points};
  return {origin.x + total.x / (3.0 * total.twice_area),
          origin.y + total.y / (3.0 * total.twice_area)};
}

Box bounds(const Polygon& polygon) {
  Box box;
  for (const Point& p : polygon.outer) box.add(p);
  return box;
}

Box bounds(const MultiPolygon& shape) {
  Box box;
  for (const Polygon& polygon : shape) box.add(bounds(polygon));
  return box;
}

}  // namespace hotward::geometry
