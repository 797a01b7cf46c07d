#include "engine/geometry/shared_edges.hpp"

#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "engine/geometry/box_pairs.hpp"
#include "engine/geometry/cover_edges.hpp"
#include "engine/geometry/cover_faces.hpp"

namespace hotward::geometry {
namespace {

// Sound, and as large as its parts: so they were neighbours, not overlapping. Null where not.
GeosGeometry joined(const GeosContext& geos, const GEOSGeometry* all) {
  const GEOSContextHandle_t c = geos.get();
  GeosGeometry whole(GEOSCoverageUnion_r(c, all), {c});
  double parts_m2 = 0.0;
  double whole_m2 = 0.0;
  const bool sound =
      whole && GEOSisValid_r(c, whole.get()) == 1 && GEOSArea_r(c, all, &parts_m2) == 1 &&
      GEOSArea_r(c, whole.get(), &whole_m2) == 1 && std::abs(parts_m2 - whole_m2) <= 1.0;
  return sound ? std::move(whole) : GeosGeometry(nullptr, {c});
}

// Per polygon: whether its box meets a face that two cover. That may be said of one too many.
std::vector<bool> may_overlap(const MultiPolygon& parts) {
  std::vector<MultiPolygon> each;
  for (const Polygon& part : parts) each.push_back({part});
  UnionFind groups(parts.size());
  const std::vector<CoverEdge> edges = cover_edges(each, groups);
  const CoverFaces faces(edges);
  if (!faces.sound()) return std::vector<bool>(parts.size(), true);
  std::vector<Box> boxes;
  for (CoverFaces::Id face = 1; face < faces.size(); ++face) {
    if (faces.cover(face) > 1) boxes.push_back(faces.box_m(face).grown(0.002));
  }
  const auto split = static_cast<std::uint32_t>(boxes.size());
  for (const Polygon& part : parts) boxes.push_back(bounds(part));
  std::vector<bool> result(parts.size(), false);
  for_box_pairs_between(boxes, split,
                        [&](std::uint32_t, std::uint32_t box) { result[box - split] = true; });
  return result;
}

// Those that lie on others stay, and the rest becomes few.
GeosGeometry fewer(const GeosContext& geos, const MultiPolygon& parts) {
  const std::vector<bool> overlaps = may_overlap(parts);
  MultiPolygon apart;
  MultiPolygon result;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    (overlaps[i] ? result : apart).push_back(parts[i]);
  }
  const GeosGeometry neighbours = to_geos(geos, apart);
  const GeosGeometry whole =
      neighbours ? joined(geos, neighbours.get()) : GeosGeometry(nullptr, {geos.get()});
  if (!whole) return GeosGeometry(nullptr, {geos.get()});
  MultiPolygon more = from_geos(geos, whole.get());
  for (Polygon& part : more) result.push_back(std::move(part));
  return to_geos(geos, result);
}

}  // namespace

GeosGeometry without_shared_edges(const GeosContext& geos, const MultiPolygon& parts) {
  if (parts.size() > few_polygons) {
    if (GeosGeometry made = fewer(geos, parts)) return made;
    return to_geos(geos, parts);
  }
  GeosGeometry all = to_geos(geos, parts);
  if (!all) return all;
  GeosGeometry whole = joined(geos, all.get());
  return whole ? std::move(whole) : std::move(all);
}

}  // namespace hotward::geometry
