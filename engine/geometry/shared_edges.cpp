#include "engine/geometry/shared_edges.hpp"

#include <cmath>
#include <span>
#include <utility>

#include "engine/geometry/cover_shape.hpp"

namespace hotward::geometry {
namespace {

// Sound, and as large as its parts: so they were neighbours, not overlapping. Null where not.
GeosGeometry joined(const GeosContext& geos, const GEOSGeometry* all) {
  GEOSContextHandle_t c = geos.get();
  GeosGeometry whole(GEOSCoverageUnion_r(c, all), {c});
  double parts_m2 = 0.0;
  double whole_m2 = 0.0;
  const bool sound =
      whole && GEOSisValid_r(c, whole.get()) == 1 && GEOSArea_r(c, all, &parts_m2) == 1 &&
      GEOSArea_r(c, whole.get(), &whole_m2) == 1 && std::abs(parts_m2 - whole_m2) <= 1.0;
  return sound ? std::move(whole) : GeosGeometry(nullptr, {c});
}

}  // namespace

GeosGeometry without_shared_edges(const GeosContext& geos, const MultiPolygon& parts,
                                  std::size_t few) {
  if (parts.size() > few) {
    if (const auto whole = covered_shape(std::span(&parts, 1))) return to_geos(geos, *whole);
    return to_geos(geos, parts);
  }
  GeosGeometry all = to_geos(geos, parts);
  if (!all) return all;
  GeosGeometry whole = joined(geos, all.get());
  return whole ? std::move(whole) : std::move(all);
}

}  // namespace hotward::geometry
