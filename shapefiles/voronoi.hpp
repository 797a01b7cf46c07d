// voronoi: which part of a map is nearest to which site?
//
//   V(i) = { p in C : |p - s_i| <= |p - s_j| for every j }      s_i  sites,  C  the clip
//
// Sites carry labels. What is asked for is, per label, the union of its sites' cells: wards drawn
// from places of which one knows the ward, catchments of schools, beats of stations.
//
// All boundaries, those between cells and those of the clip, are noded together and rounded to one
// grid before areas are made of them. So two neighbours share every vertex of their common
// boundary, and the areas neither overlap nor leave gaps, to the last digit. The price: a boundary
// stands up to one grid width from where it belongs, and a cell narrower than the grid may vanish.
//
// Sources:
//   Okabe, Boots, Sugihara, Chiu (2000), Spatial Tessellations: Concepts and Applications of
//     Voronoi Diagrams, 2nd ed., Wiley. doi:10.1002/9780470317013. The definition.
//   Hobby (1999), Practical segment intersection with finite precision output, Computational
//     Geometry 13(4), 199-214. doi:10.1016/S0925-7721(99)00021-8. Rounding lines to a grid.
//   GEOS contributors, GEOS coordinate transformation software library, Open Source Geospatial
//     Foundation. doi:10.5281/zenodo.11396894. The diagram, the noding, the polygons.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/geometry/polygon.hpp"

namespace hotward::shapefiles {

struct VoronoiOptions {
  double grid_m = 0.1;  ///< every coordinate of the result is a multiple; above 0
};

/// @param sites   finite; several may share a point where they share the label
/// @param labels  one per site
/// @param clip    a sound shape (validity.hpp); sites may lie outside
/// @return one shape per label 0 ... max(labels); empty where nothing of the clip is nearest to it.
///         Rings begin at their lowest point (x, then y), parts and holes stand in the order of
///         theirs, so equal input gives equal vertices in equal order.
///         no_data without sites; bad_value where sites of different labels share a point, or the
///         clip is not sound; unreadable where GEOS fails (not seen in practice).
/// Time: O((n + v) log(n + v)) for n sites in no special order and v vertices of the clip.
[[nodiscard]] Result<std::vector<geometry::MultiPolygon>> voronoi_areas(
    std::span<const geometry::Point> sites, std::span<const std::size_t> labels,
    const geometry::MultiPolygon& clip, const VoronoiOptions& options = {});

/// Every site its own label. @return one shape per site.
[[nodiscard]] Result<std::vector<geometry::MultiPolygon>> voronoi_cells(
    std::span<const geometry::Point> sites, const geometry::MultiPolygon& clip,
    const VoronoiOptions& options = {});

}  // namespace hotward::shapefiles
