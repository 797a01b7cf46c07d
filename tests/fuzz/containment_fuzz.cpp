// Any shape and points: locate() says what a plain judge says that counts in 128-bit whole numbers;
// where GEOS finds the shape sound, what GEOS and Boost.Geometry say too.
#include <cstddef>
#include <cstdint>

#include <boost/geometry.hpp>
#include <boost/geometry/geometries/multi_polygon.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/geometries/polygon.hpp>

#include "engine/core/check.hpp"
#include "engine/geometry/containment.hpp"
#include "engine/geometry/geos_shapes.hpp"
#include "tests/fuzz/exact_judge.hpp"
#include "tests/fuzz/shape_bytes.hpp"

namespace {

using namespace hotward::geometry;
namespace bg = boost::geometry;
using BoostPoint = bg::model::d2::point_xy<double>;
using BoostPolygon = bg::model::polygon<BoostPoint, false, false>;  // anticlockwise, open

Location by_boost(const Point& p, const bg::model::multi_polygon<BoostPolygon>& shape) {
  const BoostPoint point(p.x, p.y);
  if (bg::within(point, shape)) return Location::inside;
  return bg::covered_by(point, shape) ? Location::boundary : Location::outside;
}

bg::model::multi_polygon<BoostPolygon> to_boost(const MultiPolygon& shape) {
  bg::model::multi_polygon<BoostPolygon> made;
  for (const Polygon& polygon : shape) {
    BoostPolygon& part = made.emplace_back();
    for (const Point& p : polygon.outer) part.outer().emplace_back(p.x, p.y);
    for (const Ring& hole : polygon.holes) {
      auto& ring = part.inners().emplace_back();
      for (const Point& p : hole) ring.emplace_back(p.x, p.y);
    }
  }
  bg::correct(made);
  return made;
}

Location by_geos(const GeosContext& geos, const Point& p, const GEOSGeometry* shape) {
  const GeosGeometry point(GEOSGeom_createPointFromXY_r(geos.get(), p.x, p.y), {geos.get()});
  if (GEOSContains_r(geos.get(), shape, point.get()) == 1) return Location::inside;
  const bool touches = GEOSIntersects_r(geos.get(), shape, point.get()) == 1;
  return touches ? Location::boundary : Location::outside;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const GeosContext geos;
  hotward::ShapeBytes bytes(data, size);
  const MultiPolygon shape = bytes.shape();
  const GeosGeometry other = to_geos(geos, shape);
  const bool sound = other && GEOSisValid_r(geos.get(), other.get()) == 1;
  const auto boost = to_boost(shape);
  for (int n = 0; n < 40 && !bytes.at_end(); ++n) {
    const Point p = bytes.point(n % 2 == 0);
    const Location found = locate(p, shape);
    HOTWARD_EXPECTS(found == hotward::exact_location(p, shape));
    if (!sound) continue;
    HOTWARD_EXPECTS(found == by_geos(geos, p, other.get()));
    HOTWARD_EXPECTS(found == by_boost(p, boost));
  }
  return 0;
}
