#include "engine/geometry/dissolve.hpp"

#include <cmath>
#include <utility>
#include <vector>

#include "engine/geometry/geos_shapes.hpp"
#include "engine/geometry/shared_edges.hpp"
#include "engine/geometry/validity.hpp"

namespace hotward::geometry {
namespace {

constexpr double grid_m = 0.1;

// Of more polygons than these only the outline is laid on the grid: letting GEOS note where all
// their borders pass each other's vertices takes most of a national scan's drawing.
constexpr std::size_t few_parts = 50;

double on_grid(double metres) { return std::round(metres / grid_m) * grid_m; }

Ring on_grid(const Ring& ring) {
  Ring result;
  for (const Point& p : ring) {
    const Point moved{on_grid(p.x), on_grid(p.y)};
    if (result.empty() || result.back() != moved) result.push_back(moved);
  }
  while (result.size() > 1 && result.front() == result.back()) result.pop_back();
  if (result.size() < 3) result.clear();
  return result;
}

// Each vertex where it belongs, no line cut: sound almost always, and null where not.
GeosGeometry moved_to_grid(const GeosContext& geos, const GEOSGeometry* all) {
  MultiPolygon moved;
  for (const Polygon& part : from_geos(geos, all)) {
    Polygon polygon{on_grid(part.outer), {}};
    if (polygon.outer.empty()) continue;
    for (const Ring& hole : part.holes) {
      if (Ring ring = on_grid(hole); !ring.empty()) polygon.holes.push_back(std::move(ring));
    }
    moved.push_back(std::move(polygon));
  }
  GeosGeometry shape = to_geos(geos, moved);
  const bool is_sound = shape && GEOSisValid_r(geos.get(), shape.get()) == 1;
  return is_sound ? std::move(shape) : GeosGeometry(nullptr, {geos.get()});
}

GeosGeometry united_on_grid(const GeosContext& geos, const MultiPolygon& parts) {
  const GeosGeometry all = without_shared_edges(geos, parts, few_parts);
  if (all && parts.size() > few_parts) {
    if (GeosGeometry moved = moved_to_grid(geos, all.get())) return moved;
  }
  return {all ? GEOSUnaryUnionPrec_r(geos.get(), all.get(), grid_m) : nullptr, {geos.get()}};
}

}  // namespace

Result<MultiPolygon> dissolve(std::span<const MultiPolygon> shapes) {
  MultiPolygon parts;
  for (const MultiPolygon& shape : shapes) parts.insert(parts.end(), shape.begin(), shape.end());
  const GeosContext geos;
  const GeosGeometry whole = united_on_grid(geos, parts);
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
