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

// Closes holes that are narrower than the grid.
void close_slits(MultiPolygon& shape) {
  for (Polygon& part : shape) {
    std::erase_if(part.holes, [](const Ring& hole) { return is_slit(hole, grid_m); });
  }
}

// Each vertex where it belongs, no line cut; null where that is not sound.
GeosGeometry moved_to_grid(const GeosContext& geos, const MultiPolygon& land) {
  MultiPolygon moved;
  for (const Polygon& part : land) {
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

// GEOS lays on its grid what it has to unite, and what is one already it leaves as it is: so that
// is moved, or else united with itself. Moving changes nothing of what lies there already.
GeosGeometry united_on_grid(const GeosContext& geos, const MultiPolygon& parts) {
  GeosGeometry whole = without_shared_edges(geos, parts, few_parts);
  if (whole && parts.size() <= few_parts) {
    whole = {GEOSUnaryUnionPrec_r(geos.get(), whole.get(), grid_m), {geos.get()}};
  }
  if (!whole) return whole;
  MultiPolygon land = from_geos(geos, whole.get());
  close_slits(land);  // as long as they are as narrow as they are: the grid may widen them
  if (GeosGeometry moved = moved_to_grid(geos, land)) return moved;
  whole = to_geos(geos, land);
  return {whole ? GEOSUnionPrec_r(geos.get(), whole.get(), whole.get(), grid_m) : nullptr,
          {geos.get()}};
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
  close_slits(shape);
  return shape;
}

}  // namespace hotward::geometry
