#include "engine/geometry/dissolve.hpp"

#include "engine/geometry/geos_shapes.hpp"
#include "engine/geometry/validity.hpp"

namespace hotward::geometry {
namespace {

constexpr double grid_m = 1e-3;

}  // namespace

Result<MultiPolygon> dissolve(std::span<const MultiPolygon> shapes) {
  MultiPolygon parts;
  for (const MultiPolygon& shape : shapes) parts.insert(parts.end(), shape.begin(), shape.end());
  const GeosContext geos;
  const GeosGeometry all = to_geos(geos, parts);
  const GeosGeometry whole(all ? GEOSUnaryUnionPrec_r(geos.get(), all.get(), grid_m) : nullptr,
                           {geos.get()});
  // Rings begin at their lowest point and parts stand in an order of their own.
  if (!whole || GEOSNormalize_r(geos.get(), whole.get()) == -1) {
    return fail(ErrorCode::unreadable, "GEOS gave up dissolving areas: " + geos.last_error());
  }
  return normalised(from_geos(geos, whole.get()));
}

}  // namespace hotward::geometry
