#include "engine/geometry/overlaps.hpp"

#include <algorithm>
#include <cmath>

#include "engine/core/parallel.hpp"
#include "engine/core/undefined.hpp"
#include "engine/geometry/box_pairs.hpp"
#include "engine/geometry/geos_shapes.hpp"

namespace hotward::geometry {
namespace {

// Below a square centimetre it is rounding.
constexpr double least_m2 = 1e-4;

std::vector<SharedLand> candidates(std::span<const MultiPolygon> a,
                                   std::span<const MultiPolygon> b) {
  std::vector<Box> boxes;
  for (const auto& shapes : {a, b}) {
    for (const MultiPolygon& shape : shapes) boxes.push_back(bounds(shape));
  }
  const auto split = static_cast<std::uint32_t>(a.size());
  std::vector<SharedLand> pairs;
  for_box_pairs_between(std::span<const Box>(boxes), split, [&](std::uint32_t i, std::uint32_t j) {
    pairs.push_back({i, j - split, 0.0});
  });
  std::ranges::sort(pairs, [](const SharedLand& p, const SharedLand& q) {
    return p.a != q.a ? p.a < q.a : p.b < q.b;
  });
  return pairs;
}

// NaN where GEOS gives up.
double shared_m2(const MultiPolygon& a, const MultiPolygon& b) {
  const GeosContext geos;
  const GeosGeometry one = to_geos(geos, a);
  const GeosGeometry other = to_geos(geos, b);
  if (!one || !other) return undefined;
  const GeosGeometry both(GEOSIntersection_r(geos.get(), one.get(), other.get()), {geos.get()});
  return both ? area_m2(from_geos(geos, both.get())) : undefined;
}

}  // namespace

Result<std::vector<SharedLand>> overlaps(std::span<const MultiPolygon> a,
                                         std::span<const MultiPolygon> b) {
  std::vector<SharedLand> pairs = candidates(a, b);
  parallel_for(pairs.size(),
               [&](std::size_t i) { pairs[i].area_m2 = shared_m2(a[pairs[i].a], b[pairs[i].b]); });
  if (std::ranges::any_of(pairs, [](const SharedLand& pair) { return std::isnan(pair.area_m2); })) {
    return fail(ErrorCode::unreadable, "GEOS gave up cutting areas to each other");
  }
  std::erase_if(pairs, [](const SharedLand& pair) { return pair.area_m2 < least_m2; });
  return pairs;
}

}  // namespace hotward::geometry
