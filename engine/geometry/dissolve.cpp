#include "engine/geometry/dissolve.hpp"

#include <vector>

#include "engine/geometry/geos_shapes.hpp"
#include "engine/geometry/shared_edges.hpp"
#include "engine/geometry/validity.hpp"

namespace hotward::geometry {
namespace {

constexpr double grid_m = 0.1;

}  // namespace

Result<MultiPolygon> dissolve(std::span<const MultiPolygon> shapes) {
  MultiPolygon parts;
  for (const MultiPolygon& shape : shapes) parts.insert(parts.end(), shape.begin(), shape.end());
  const GeosContext geos;
  const GeosGeometry all = without_shared_edges(geos, parts);
  const GeosGeometry whole(all ? GEOSUnaryUnionPrec_r(geos.get(), all.get(), grid_m) : nullptr,
                           {geos.get()});
  // Rings begin at their lowest point and parts stand in an order of their own.
  if (!whole || GEOSNormalize_r(geos.get(), whole.get()) == -1) {
    return fail(ErrorCode::unreadable,
                "the areas' shapes cannot be merged (GEOS): " + geos.last_error());
  }
  MultiPolygon shape = normalised(from_geos(geos, whole.get()));
  for (Polygon& part : shape)
    std::erase_if(part.holes, [](const Ring& hole) { return is_slit(hole, grid_m); });
  return shape;
}

}  // namespace hotward::geometry
