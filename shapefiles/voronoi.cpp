#include "shapefiles/voronoi.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>
#include <optional>

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/geometry/geos_shapes.hpp"
#include "engine/geometry/validity.hpp"

namespace hotward::shapefiles {
namespace {

using namespace geometry;  // of shapes and their GEOS handles, and of nothing else

using Prepared = std::unique_ptr<const GEOSPreparedGeometry, GeosFree>;

struct Site {
  Point at;
  std::size_t label = 0;

  friend auto operator<=>(const Site&, const Site&) = default;
};

GeosGeometry point_geometry(const GeosContext& context, const Point& p) {
  return {GEOSGeom_createPointFromXY_r(context.get(), p.x, p.y), {context.get()}};
}

GeosGeometry collection(const GeosContext& context, int type, std::vector<GeosGeometry> parts) {
  std::vector<GEOSGeometry*> raw;
  raw.reserve(parts.size());
  for (GeosGeometry& part : parts) raw.push_back(part.release());
  return {GEOSGeom_createCollection_r(context.get(), type, raw.data(),
                                      static_cast<unsigned>(raw.size())),
          {context.get()}};
}

// By x, then y; each point once.
Result<std::vector<Site>> distinct_sites(std::span<const Point> points,
                                         std::span<const std::size_t> labels) {
  std::vector<Site> sites;
  sites.reserve(points.size());
  for (std::size_t i = 0; i < points.size(); ++i) sites.push_back({points[i], labels[i]});
  std::sort(sites.begin(), sites.end());
  sites.erase(std::unique(sites.begin(), sites.end()), sites.end());
  for (std::size_t i = 1; i < sites.size(); ++i) {
    if (sites[i].at == sites[i - 1].at) {
      return fail(ErrorCode::bad_value,
                  fmt::format("two labels at one point: {} {}", sites[i].at.x, sites[i].at.y));
    }
  }
  return sites;
}

// The label of the site nearest to p; of equally near ones, the first in order. Sites are sorted by
// x, so the search leaves p to both sides and ends where x alone is farther than the best.
std::size_t nearest_label(const std::vector<Site>& sites, const Point& p) {
  const auto middle = std::lower_bound(sites.begin(), sites.end(), Site{p, 0});
  const Site* best = nullptr;
  double best_sq = std::numeric_limits<double>::infinity();
  const auto visit = [&](const Site& site) {
    const double dx = site.at.x - p.x;
    const double dy = site.at.y - p.y;
    if (dx * dx > best_sq) return false;
    const double d_sq = dx * dx + dy * dy;
    if (best == nullptr || d_sq < best_sq || (d_sq == best_sq && site < *best)) {
      best = &site;
      best_sq = d_sq;
    }
    return true;
  };
  for (auto it = middle; it != sites.end(); ++it) {
    if (!visit(*it)) break;
  }
  for (auto it = middle; it != sites.begin();) {
    if (!visit(*--it)) break;
  }
  return best->label;
}

// Boundaries between cells, wherever they can meet the clip. Four far sites stand around the map.
// GEOS ends the diagram not far beyond the sites, and the clip may reach farther; and it builds on
// a finite frame, so that cells at the rim of the sites, which end at infinity, could come out
// wrong. Among the four the true cells are not at the rim, and their own cells begin beyond the
// clip: they stand more than three times the map's diagonal away, so all of the map is nearer to
// every site.
GeosGeometry cell_boundaries(const GeosContext& context, const std::vector<Site>& sites,
                             const MultiPolygon& clip) {
  Box map = bounds(clip);
  std::vector<GeosGeometry> points;
  for (const Site& site : sites) {
    map.add(site.at);
    points.push_back(point_geometry(context, site.at));
  }
  const Box far = map.grown(3.0 * std::hypot(map.width(), map.height()));
  for (const Point& p :
       {far.low, Point{far.low.x, far.high.y}, far.high, Point{far.high.x, far.low.y}}) {
    points.push_back(point_geometry(context, p));
  }
  const GeosGeometry all = collection(context, GEOS_MULTIPOINT, std::move(points));
  if (!all) return {nullptr, {context.get()}};
  return {GEOSVoronoiDiagram_r(context.get(), all.get(), nullptr, 0.0, 1), {context.get()}};
}

// The faces of all boundaries together, on the grid.
GeosGeometry faces(const GeosContext& context, GeosGeometry boundaries, const GEOSGeometry* clip,
                   double grid_m) {
  const GEOSContextHandle_t c = context.get();
  std::vector<GeosGeometry> lines;
  lines.push_back(std::move(boundaries));
  lines.emplace_back(GEOSBoundary_r(c, clip), GeosFree{c});
  if (!lines.back()) return {nullptr, {c}};
  const GeosGeometry all = collection(context, GEOS_GEOMETRYCOLLECTION, std::move(lines));
  if (!all) return {nullptr, {c}};
  const GeosGeometry noded{GEOSUnaryUnionPrec_r(c, all.get(), grid_m), {c}};
  if (!noded) return {nullptr, {c}};
  const GEOSGeometry* one = noded.get();
  return {GEOSPolygonize_r(c, &one, 1), {c}};
}

// A point well inside a face, where that lies in the clip.
std::optional<Point> point_within(const GeosContext& context, const GEOSGeometry* face,
                                  const GEOSPreparedGeometry* clip) {
  const GEOSContextHandle_t c = context.get();
  const GeosGeometry inside{GEOSPointOnSurface_r(c, face), {c}};
  Point p;
  if (!inside || GEOSGeomGetX_r(c, inside.get(), &p.x) != 1 ||
      GEOSGeomGetY_r(c, inside.get(), &p.y) != 1) {
    return std::nullopt;
  }
  if (GEOSPreparedContains_r(c, clip, inside.get()) != 1) return std::nullopt;
  return p;
}

void begin_at_lowest(Ring& ring) {
  std::rotate(ring.begin(), std::min_element(ring.begin(), ring.end()), ring.end());
}

MultiPolygon ordered(MultiPolygon shape) {
  for (Polygon& part : shape) {
    begin_at_lowest(part.outer);
    for (Ring& hole : part.holes) begin_at_lowest(hole);
    std::sort(part.holes.begin(), part.holes.end());
  }
  std::sort(shape.begin(), shape.end(),
            [](const Polygon& a, const Polygon& b) { return a.outer < b.outer; });
  return shape;
}

Result<MultiPolygon> united(const GeosContext& context, std::vector<GeosGeometry> parts) {
  if (parts.empty()) return MultiPolygon{};
  const GeosGeometry all = collection(context, GEOS_GEOMETRYCOLLECTION, std::move(parts));
  if (!all) return fail(gave_up(context, "collecting faces"));
  // The faces share their vertices exactly, so that common edges only need to be dropped.
  const GeosGeometry shape{GEOSCoverageUnion_r(context.get(), all.get()), {context.get()}};
  if (!shape) return fail(gave_up(context, "uniting cells"));
  return ordered(normalised(from_geos(context, shape.get())));
}

Result<GeosGeometry> sound_clip(const GeosContext& context, const MultiPolygon& clip) {
  GeosGeometry shape = to_geos(context, clip);
  if (!shape) return fail(gave_up(context, "clipping cells"));
  if (GEOSisValid_r(context.get(), shape.get()) != 1) {
    return fail(ErrorCode::bad_value, "the shape to clip by is not sound");
  }
  return shape;
}

bool finite(std::span<const Point> points) {
  return std::all_of(points.begin(), points.end(),
                     [](const Point& p) { return std::isfinite(p.x) && std::isfinite(p.y); });
}

}  // namespace

Result<std::vector<MultiPolygon>> voronoi_areas(std::span<const Point> sites,
                                                std::span<const std::size_t> labels,
                                                const MultiPolygon& clip,
                                                const VoronoiOptions& options) {
  HOTWARD_EXPECTS(sites.size() == labels.size());
  HOTWARD_EXPECTS(finite(sites));
  HOTWARD_EXPECTS(options.grid_m > 0.0);
  if (sites.empty()) return fail(ErrorCode::no_data, "Voronoi: no sites");
  const auto distinct = distinct_sites(sites, labels);
  if (!distinct) return fail(distinct.error());
  std::vector<MultiPolygon> areas(*std::max_element(labels.begin(), labels.end()) + 1);
  if (clip.empty()) return areas;

  const GeosContext context;
  const GEOSContextHandle_t c = context.get();
  const auto clip_shape = sound_clip(context, clip);
  if (!clip_shape) return fail(clip_shape.error());
  GeosGeometry boundaries = cell_boundaries(context, *distinct, clip);
  if (!boundaries) return fail(gave_up(context, "drawing the Voronoi diagram"));
  const GeosGeometry all = faces(context, std::move(boundaries), clip_shape->get(), options.grid_m);
  if (!all) return fail(gave_up(context, "noding cells"));
  const Prepared prepared{GEOSPrepare_r(c, clip_shape->get()), {c}};
  if (!prepared) return fail(gave_up(context, "preparing the clip"));

  std::vector<std::vector<GeosGeometry>> parts(areas.size());
  for (int i = 0; i < GEOSGetNumGeometries_r(c, all.get()); ++i) {
    const GEOSGeometry* face = GEOSGetGeometryN_r(c, all.get(), i);
    const auto p = point_within(context, face, prepared.get());
    if (!p) continue;
    parts[nearest_label(*distinct, *p)].emplace_back(GEOSGeom_clone_r(c, face), GeosFree{c});
  }
  for (std::size_t i = 0; i < areas.size(); ++i) {
    auto shape = united(context, std::move(parts[i]));
    if (!shape) return fail(shape.error());
    areas[i] = std::move(*shape);
  }
  return areas;
}

Result<std::vector<MultiPolygon>> voronoi_cells(std::span<const Point> sites,
                                                const MultiPolygon& clip,
                                                const VoronoiOptions& options) {
  std::vector<std::size_t> labels(sites.size());
  std::iota(labels.begin(), labels.end(), std::size_t{0});
  return voronoi_areas(sites, labels, clip, options);
}

}  // namespace hotward::shapefiles
