#include "engine/geometry/cover_shape.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>
#include <vector>

#include "engine/geometry/cover_edges.hpp"
#include "engine/geometry/cover_faces.hpp"

namespace hotward::geometry {
namespace {

using Id = CoverFaces::Id;

// Those between covered land, which counts once now, and what is open.
std::vector<CoverEdge> rim_of(std::span<const CoverEdge> edges, const CoverFaces& faces) {
  std::vector<CoverEdge> rim;
  for (std::size_t e = 0; e < edges.size(); ++e) {
    const auto half_edge = static_cast<Id>(2 * e);
    const bool left = faces.cover(faces.face(half_edge)) > 0;
    const bool right = faces.cover(faces.face(CoverFaces::twin(half_edge))) > 0;
    if (left != right) rim.push_back({.a = edges[e].a, .b = edges[e].b, .net = left ? 1 : -1});
  }
  return rim;
}

// A ring that comes back to a point of its own is several that touch there.
void add_simple_rings(const Ring& ring, std::vector<Ring>& rings) {
  std::map<Point, std::size_t> place;  // in the path
  Ring path;
  for (const Point& p : ring) {
    const auto [at, is_new] = place.try_emplace(p, path.size());
    if (!is_new) {
      const auto first = path.begin() + static_cast<std::ptrdiff_t>(at->second);
      Ring closed(first, path.end());
      for (auto q = first + 1; q != path.end(); ++q) place.erase(*q);
      path.erase(first + 1, path.end());
      rings.push_back(std::move(closed));
      continue;
    }
    path.push_back(p);
  }
  rings.push_back(std::move(path));
}

// The same ring wherever its walk began.
Ring from_lowest(Ring ring) {
  std::rotate(ring.begin(), std::ranges::min_element(ring), ring.end());
  return ring;
}

// The loops of one face enclose connected land: one ring runs round it, the others are holes.
Polygon with_simple_rings(const Polygon& face) {
  std::vector<Ring> rings;
  add_simple_rings(face.outer, rings);
  for (const Ring& hole : face.holes) add_simple_rings(hole, rings);
  Polygon result;
  for (Ring& ring : rings) {
    const bool is_outer = signed_area_m2(ring) > 0.0;
    (is_outer ? result.outer : result.holes.emplace_back()) = from_lowest(std::move(ring));
  }
  std::ranges::sort(result.holes);
  return result;
}

}  // namespace

Result<MultiPolygon> covered_shape(std::span<const MultiPolygon> shapes) {
  std::size_t polygon_count = 0;
  for (const MultiPolygon& shape : shapes) polygon_count += shape.size();
  UnionFind polygons(polygon_count);
  const std::vector<CoverEdge> edges = cover_edges(LookedAt(shapes), polygons);
  const CoverFaces faces(edges);
  const std::vector<CoverEdge> rim = rim_of(edges, faces);
  const CoverFaces land(rim);
  if (!faces.sound() || !land.sound()) {
    return fail(ErrorCode::unreadable,
                "the borders of the areas enclose no area that can be distinguished");
  }
  MultiPolygon result;
  for (Id face = 1; face < land.size(); ++face) {
    if (land.cover(face) > 0) result.push_back(with_simple_rings(land.polygon(face)));
  }
  std::ranges::sort(result, {}, &Polygon::outer);
  return result;
}

}  // namespace hotward::geometry
