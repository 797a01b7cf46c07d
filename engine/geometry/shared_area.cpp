#include "engine/geometry/shared_area.hpp"

#include "engine/geometry/geos_shapes.hpp"

namespace hotward::geometry {

Result<double> shared_area_m2(const MultiPolygon& a, const MultiPolygon& b) {
  if (a.empty() || b.empty() || !bounds(a).overlaps(bounds(b))) return 0.0;
  const GeosContext geos;
  const GeosGeometry first = to_geos(geos, a);
  const GeosGeometry second = to_geos(geos, b);
  if (!first || !second) return fail(gave_up(geos, "reading two shapes"));
  const GeosGeometry both{GEOSIntersection_r(geos.get(), first.get(), second.get()), {geos.get()}};
  double m2 = 0.0;
  if (!both || GEOSArea_r(geos.get(), both.get(), &m2) != 1) {
    return fail(gave_up(geos, "cutting two shapes"));
  }
  return m2;
}

}  // namespace hotward::geometry
