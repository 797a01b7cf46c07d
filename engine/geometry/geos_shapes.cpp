#include "engine/geometry/geos_shapes.hpp"

#include <iterator>
#include <vector>

#include <fmt/format.h>

#include "engine/core/parallel.hpp"
#include "engine/core/progress.hpp"

namespace hotward::geometry {
namespace {

void keep_message(const char* message, void* text) { *static_cast<std::string*>(text) = message; }

// GEOS asks now and then, within what takes it long.
void stop_geos() {
  if (is_stopped()) GEOS_interruptRequest();
}

GEOSGeometry* linear_ring(GEOSContextHandle_t c, const Ring& ring) {
  std::vector<double> xy;
  xy.reserve(2 * ring.size() + 2);
  for (const Point& p : ring) xy.insert(xy.end(), {p.x, p.y});
  xy.insert(xy.end(), {ring.front().x, ring.front().y});
  GEOSCoordSequence* points =
      GEOSCoordSeq_copyFromBuffer_r(c, xy.data(), static_cast<unsigned>(ring.size() + 1), 0, 0);
  return points == nullptr ? nullptr : GEOSGeom_createLinearRing_r(c, points);
}

// GEOS takes its arguments over, so what is made is released to it at once.
GEOSGeometry* polygon(GEOSContextHandle_t c, const Polygon& shape) {
  std::vector<GEOSGeometry*> holes;
  GEOSGeometry* outer = linear_ring(c, shape.outer);
  bool sound = outer != nullptr;
  for (const Ring& hole : shape.holes) {
    holes.push_back(linear_ring(c, hole));
    sound = sound && holes.back() != nullptr;
  }
  if (sound) {
    return GEOSGeom_createPolygon_r(c, outer, holes.data(), static_cast<unsigned>(holes.size()));
  }
  if (outer != nullptr) GEOSGeom_destroy_r(c, outer);
  for (GEOSGeometry* hole : holes) {
    if (hole != nullptr) GEOSGeom_destroy_r(c, hole);
  }
  return nullptr;
}

Ring ring_of(GEOSContextHandle_t c, const GEOSGeometry* geometry) {
  const GEOSCoordSequence* points = GEOSGeom_getCoordSeq_r(c, geometry);
  unsigned size = 0;
  GEOSCoordSeq_getSize_r(c, points, &size);
  std::vector<double> xy(2 * std::size_t{size});
  GEOSCoordSeq_copyToBuffer_r(c, points, xy.data(), 0, 0);
  Ring ring;
  for (std::size_t i = 0; i + 1 < size; ++i) ring.push_back({xy[2 * i], xy[2 * i + 1]});
  return ring;
}

}  // namespace

GeosContext::GeosContext() : handle_(GEOS_init_r()) {
  static const bool hears = [] {
    GEOS_interruptRegisterCallback(stop_geos);
    return true;
  }();
  static_cast<void>(hears);
  GEOSContext_setErrorMessageHandler_r(handle_, keep_message, &last_error_);
}

Error gave_up(const GeosContext& context, std::string_view doing) {
  if (is_stopped()) throw Interrupted();
  return {ErrorCode::unreadable, fmt::format("{} failed (GEOS: {})", doing, context.last_error())};
}

GeosGeometry to_geos(const GeosContext& context, const MultiPolygon& shape) {
  GEOSContextHandle_t c = context.get();
  std::vector<GEOSGeometry*> parts;
  for (const Polygon& part : shape) {
    if (GEOSGeometry* made = polygon(c, part)) {
      parts.push_back(made);
      continue;
    }
    for (GEOSGeometry* other : parts) GEOSGeom_destroy_r(c, other);
    return {nullptr, {c}};
  }
  return {GEOSGeom_createCollection_r(c, GEOS_MULTIPOLYGON, parts.data(),
                                      static_cast<unsigned>(parts.size())),
          {c}};
}

MultiPolygon from_geos(const GeosContext& context, const GEOSGeometry* geometry) {
  GEOSContextHandle_t c = context.get();
  MultiPolygon shape;
  if (geometry == nullptr || GEOSisEmpty_r(c, geometry) != 0) return shape;
  const int type = GEOSGeomTypeId_r(c, geometry);
  if (type == GEOS_POLYGON) {
    Polygon part{ring_of(c, GEOSGetExteriorRing_r(c, geometry)), {}};
    const int holes = GEOSGetNumInteriorRings_r(c, geometry);
    for (int i = 0; i < holes; ++i) {
      part.holes.push_back(ring_of(c, GEOSGetInteriorRingN_r(c, geometry, i)));
    }
    shape.push_back(std::move(part));
  } else if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
    const int parts = GEOSGetNumGeometries_r(c, geometry);
    for (int i = 0; i < parts; ++i) {
      MultiPolygon more = from_geos(context, GEOSGetGeometryN_r(c, geometry, i));
      shape.insert(shape.end(), std::make_move_iterator(more.begin()),
                   std::make_move_iterator(more.end()));
    }
  }
  return shape;
}

}  // namespace hotward::geometry
