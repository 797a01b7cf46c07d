// The slow judge of coverage_report: GEOS intersects every pair of areas and unites them all.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <span>
#include <tuple>
#include <vector>

#include "engine/geometry/containment.hpp"
#include "engine/geometry/geos_shapes.hpp"
#include "engine/geometry/interior_point.hpp"
#include "engine/geometry/validity.hpp"

namespace hotward::geometry::coverage_judge {

constexpr double grid_m = 1e-3;

inline double geos_area_m2(const GeosContext& geos, const GEOSGeometry* shape) {
  double result = 0.0;
  GEOSArea_r(geos.get(), shape, &result);
  return result;
}

inline std::vector<Overlap> overlaps(const GeosContext& geos, std::span<const MultiPolygon> shapes,
                                     double tolerance_m2) {
  std::vector<Overlap> found;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    for (std::size_t j = i + 1; j < shapes.size(); ++j) {
      if (!bounds(shapes[i]).overlaps(bounds(shapes[j]))) continue;
      const GeosGeometry a = to_geos(geos, shapes[i]);
      const GeosGeometry b = to_geos(geos, shapes[j]);
      const GeosGeometry both(GEOSIntersection_r(geos.get(), a.get(), b.get()), {geos.get()});
      const double area = geos_area_m2(geos, both.get());
      if (area <= tolerance_m2) continue;
      found.push_back({static_cast<std::int32_t>(i), static_cast<std::int32_t>(j), area});
    }
  }
  return found;
}

inline std::size_t component_count(std::span<const MultiPolygon> shapes,
                                   const MultiPolygon& parts) {
  std::vector<std::size_t> leader(parts.size());
  std::iota(leader.begin(), leader.end(), std::size_t{0});
  const auto find = [&](std::size_t i) {
    while (leader[i] != i) i = leader[i];
    return i;
  };
  for (const MultiPolygon& shape : shapes) {
    std::size_t first = parts.size();
    for (const Polygon& polygon : shape) {
      const Point at = interior_point({polygon});
      for (std::size_t i = 0; i < parts.size(); ++i) {
        if (locate(at, parts[i]) == Location::outside) continue;
        if (first == parts.size()) first = i;
        leader[find(i)] = find(first);
      }
    }
  }
  std::size_t count = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) count += leader[i] == i ? 1U : 0U;
  return count;
}

inline CoverageReport report(std::span<const MultiPolygon> shapes, double tolerance_m2 = 1.0) {
  const GeosContext geos;
  CoverageReport result;
  result.overlaps = overlaps(geos, shapes, tolerance_m2);
  MultiPolygon all;
  for (const MultiPolygon& shape : shapes) all.insert(all.end(), shape.begin(), shape.end());
  const GeosGeometry pile = to_geos(geos, all);
  const GeosGeometry whole(GEOSUnaryUnionPrec_r(geos.get(), pile.get(), grid_m), {geos.get()});
  const MultiPolygon parts = normalised(from_geos(geos, whole.get()));
  result.parts = parts.size();
  result.union_m2 = area_m2(parts);
  result.components = component_count(shapes, parts);
  for (const Polygon& part : parts) {
    for (const Ring& hole : part.holes) {
      if (std::abs(signed_area_m2(hole)) <= tolerance_m2) continue;
      const GeosGeometry filled = to_geos(geos, {Polygon{hole, {}}});
      const GeosGeometry open(GEOSDifferencePrec_r(geos.get(), filled.get(), whole.get(), grid_m),
                              {geos.get()});
      Gap gap;
      gap.area_m2 = geos_area_m2(geos, open.get());
      if (gap.area_m2 <= tolerance_m2) continue;
      const GeosGeometry point(GEOSPointOnSurface_r(geos.get(), open.get()), {geos.get()});
      GEOSGeomGetX_r(geos.get(), point.get(), &gap.inside.x);
      GEOSGeomGetY_r(geos.get(), point.get(), &gap.inside.y);
      result.gaps.push_back(gap);
    }
  }
  std::ranges::sort(result.gaps, [](const Gap& a, const Gap& b) {
    return std::tuple(-a.area_m2, a.inside) < std::tuple(-b.area_m2, b.inside);
  });
  return result;
}

/// The slow judge of covered_land: the outlines of GEOS's union on the same grid.
inline CoveredLand land(std::span<const MultiPolygon> shapes) {
  constexpr double slit_m = 0.1;
  const GeosContext geos;
  MultiPolygon all;
  for (const MultiPolygon& shape : shapes) all.insert(all.end(), shape.begin(), shape.end());
  const GeosGeometry pile = to_geos(geos, all);
  const GeosGeometry whole(GEOSUnaryUnionPrec_r(geos.get(), pile.get(), grid_m), {geos.get()});
  const MultiPolygon parts = normalised(from_geos(geos, whole.get()));
  CoveredLand found{.area_m2 = area_m2(parts)};
  for (const Polygon& part : parts) {
    found.perimeter_m += perimeter_m(part.outer);
    for (const Ring& hole : part.holes) {
      const double outline_m = perimeter_m(hole);
      const bool is_slit = std::abs(signed_area_m2(hole)) < 0.5 * slit_m * outline_m;
      if (!is_slit) found.perimeter_m += outline_m;
    }
  }
  return found;
}

}  // namespace hotward::geometry::coverage_judge
