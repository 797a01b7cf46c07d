#include "engine/geometry/containment.hpp"

#include <algorithm>
#include <cmath>

#include "engine/geometry/orientation.hpp"

namespace hotward::geometry {
namespace {

// Counts the crossings of the ray from a point to the east.
class Ray {
 public:
  explicit Ray(const Point& from) : from_(from) {}

  void cross(const Ring& ring) {
    for (std::size_t i = 0; i < ring.size() && !on_boundary_; ++i) {
      cross(ring[i], ring[i + 1 == ring.size() ? 0 : i + 1]);
    }
  }

  void cross(const Polygon& polygon) {
    cross(polygon.outer);
    for (const Ring& hole : polygon.holes) cross(hole);
  }

  [[nodiscard]] Location result() const {
    if (on_boundary_) return Location::boundary;
    return odd_ ? Location::inside : Location::outside;
  }

 private:
  void cross(const Point& a, const Point& b) {
    const auto [low, high] = std::minmax(a.y, b.y);
    if (from_.y < low || from_.y > high || from_.x > std::max(a.x, b.x)) return;
    if (low == high) {  // level and at the ray's height: never crossed
      on_boundary_ = on_boundary_ || from_.x >= std::min(a.x, b.x);
      return;
    }
    const bool upward = b.y > a.y;
    const int side = orientation(a, b, from_);
    if (side == 0) on_boundary_ = true;
    if (from_.y < high && (side > 0) == upward) odd_ = !odd_;
  }

  Point from_;
  bool odd_ = false;
  bool on_boundary_ = false;
};

bool finite(const Point& p) { return std::isfinite(p.x) && std::isfinite(p.y); }

}  // namespace

Location locate(const Point& point, const Ring& ring) {
  if (!finite(point)) return Location::outside;
  Ray ray(point);
  ray.cross(ring);
  return ray.result();
}

Location locate(const Point& point, const Polygon& polygon) {
  if (!finite(point)) return Location::outside;
  Ray ray(point);
  ray.cross(polygon);
  return ray.result();
}

Location locate(const Point& point, const MultiPolygon& shape) {
  if (!finite(point)) return Location::outside;
  Ray ray(point);
  for (const Polygon& polygon : shape) ray.cross(polygon);
  return ray.result();
}

}  // namespace hotward::geometry
