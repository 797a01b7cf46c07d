#include "engine/geometry/interior_point.hpp"

#include "engine/core/check.hpp"
#include "engine/geometry/geos_shapes.hpp"

namespace hotward::geometry {

Point interior_point(const MultiPolygon& shape) {
  HOTWARD_EXPECTS(!shape.empty() && !shape.front().outer.empty());
  const GeosContext geos;
  const GeosGeometry whole = to_geos(geos, shape);
  const GeosGeometry point(whole ? GEOSPointOnSurface_r(geos.get(), whole.get()) : nullptr,
                           {geos.get()});
  const Point at = shape.front().outer.front();
  if (!point) return at;
  Point inside;
  const bool known = GEOSGeomGetX_r(geos.get(), point.get(), &inside.x) == 1 &&
                     GEOSGeomGetY_r(geos.get(), point.get(), &inside.y) == 1;
  return known ? inside : at;
}

std::optional<Point> point_inside_both(const Ring& ring, const MultiPolygon& shape) {
  const MultiPolygon frame{{ring, {}}};
  if (shape.empty() || !bounds(frame).overlaps(bounds(shape))) return {};
  const GeosContext geos;
  const GeosGeometry one = to_geos(geos, frame);
  const GeosGeometry other = to_geos(geos, shape);
  if (!one || !other) return {};
  const GeosGeometry both{GEOSIntersection_r(geos.get(), one.get(), other.get()), {geos.get()}};
  if (!both) return {};
  const MultiPolygon part = from_geos(geos, both.get());
  if (part.empty()) return {};
  return interior_point(part);
}

}  // namespace hotward::geometry
