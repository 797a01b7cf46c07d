// Cluster shapes: where does each cluster lie, how large and how dense is it, what is it made of?
//
//   area_m2   of the shape that is drawn
//   dens_km2  incidents of the cluster / area of its shape
//   share     incidents of the cluster / all incidents, noise among them, in percent
//
// The shape is the convex hull, a concave hull of a stated ratio, or the standard deviation ellipse
// (hull.hpp, ellipse.hpp). A cluster on one place or along one line has no area to speak of, and
// its density would be a matter of centimetres: where twice the hull's area over its perimeter, its
// mean width, is below thin_m, it is drawn as the hull of small circles around its places, and has
// no density. Where places are secret it is drawn as a circle about the mean centre, of the
// standard distance times the deviations, and not below thin_m: from centre, direction and length
// of such an ellipse two places could be worked out, and a circle has no direction.
//
// Sources: engine/geometry/hull.hpp and ellipse.hpp.
//
// Edges: of equally frequent types the one with the lower code is the main one. Without types or
// dates those columns stay empty. Time: O(n log n), and the concave hulls'.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/names.hpp"
#include "engine/geometry/ellipse.hpp"
#include "engine/geometry/polygon.hpp"
#include "engine/methods/cluster/density_sites.hpp"
#include "engine/table/column.hpp"

namespace hotward::cluster {

struct ShapeOptions {
  enum class Shape { convex_hull, concave_hull, ellipse };

  Shape shape = Shape::convex_hull;
  double concave_ratio = 0.3;  ///< in [0, 1], 1 is the convex hull
  double deviations = 1.0;     ///< of the ellipse
  double thin_m = 10.0;        ///< width below which a shape is thin, and the circles' radius then
  bool places_secret = false;  ///< ellipses only: a thin one is drawn as one circle
};

/// As users choose them.
inline constexpr Names<ShapeOptions::Shape, 3> shape_names = {
    {{ShapeOptions::Shape::convex_hull, "convex"},
     {ShapeOptions::Shape::concave_hull, "concave"},
     {ShapeOptions::Shape::ellipse, "ellipse"}}};

/// What incidents are like, apart from where they lie. Each span has one element per incident, or
/// none.
struct Incidence {
  std::span<const std::uint32_t> point;  ///< which point of the input; needed
  std::span<const std::uint16_t> type = {};
  std::span<const table::Minute> when = {};
};

/// Element k of each vector belongs to cluster k + 1.
struct ClusterShapes {
  static constexpr std::int32_t no_type = -1;

  std::vector<geometry::MultiPolygon> shape;
  std::vector<std::uint64_t> incidents;
  std::vector<std::uint64_t> places;  ///< different points
  std::vector<double> area_m2;
  std::vector<double> dens_km2;  ///< NaN where the places have no area
  std::vector<double> share_pct;
  std::vector<std::int32_t> main_type;
  std::vector<table::Day> first;  ///< null_day without dates
  std::vector<table::Day> last;
  std::vector<geometry::Ellipse> ellipse;  ///< axes NaN for two incidents or fewer
};

/// @param cluster_id  one per point: 0 for noise, else 1 … with none left out
///
/// Example:
///   const auto found = dbscan(input, {.eps_m = 150.0, .min_points = 3.0});
///   const ClusterShapes shapes = cluster_shapes(input, found->cluster_id, {.point = point_of});
///   const double hottest_km2 = shapes.dens_km2[0];  // incidents per km² in the hull of cluster 1
[[nodiscard]] ClusterShapes cluster_shapes(const DensityInput& input,
                                           std::span<const std::int64_t> cluster_id,
                                           const Incidence& incidence,
                                           const ShapeOptions& options = {});

/// The layer's columns: cluster_id, count, places, area_m2, dens_km2, share_pct, first, last. The
/// names of the types are the caller's.
[[nodiscard]] std::vector<table::Column> columns(const ClusterShapes& shapes);

}  // namespace hotward::cluster
