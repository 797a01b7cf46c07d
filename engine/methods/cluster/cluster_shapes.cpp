#include "engine/methods/cluster/cluster_shapes.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <numeric>

#include "engine/core/check.hpp"
#include "engine/core/undefined.hpp"
#include "engine/geometry/hull.hpp"
#include "engine/geometry/point_order.hpp"

namespace hotward::cluster {
namespace {

using geometry::Point;
using geometry::Ring;

struct Members {
  std::vector<Point> at;  // ascending, each once
  std::vector<double> incidents;
};

// Points of every cluster by place, so that no order of the input moves a sum.
std::vector<Members> members_of(const DensityInput& input, std::span<const std::int64_t> cluster_id,
                                std::size_t clusters) {
  std::vector<Members> members(clusters);
  for (const std::uint32_t p : geometry::ascending_order(input.at)) {
    if (cluster_id[p] == 0) continue;
    Members& mine = members[static_cast<std::size_t>(cluster_id[p]) - 1];
    if (mine.at.empty() || mine.at.back() != input.at[p]) {
      mine.at.push_back(input.at[p]);
      mine.incidents.push_back(0.0);
    }
    mine.incidents.back() += incidents_at(input, p);
  }
  return members;
}

Ring around_places(const std::vector<Point>& at, double radius_m) {
  constexpr std::size_t corners = 32;
  std::vector<Point> edge;
  for (const Point& p : at) {
    for (std::size_t i = 0; i < corners; ++i) {
      const double turn = 2.0 * std::numbers::pi * static_cast<double>(i) / corners;
      edge.push_back({p.x + radius_m * std::cos(turn), p.y + radius_m * std::sin(turn)});
    }
  }
  return geometry::convex_hull(edge);
}

// For a long rectangle 2 area / perimeter is its width.
double mean_width_m(const Ring& ring) {
  const double perimeter_m = geometry::perimeter_m(ring);
  return perimeter_m > 0.0 ? 2.0 * geometry::signed_area_m2(ring) / perimeter_m : 0.0;
}

Ring drawn(const Members& members, const geometry::Ellipse& ellipse, const ShapeOptions& options) {
  Ring ring;
  if (options.shape == ShapeOptions::Shape::ellipse) {
    if (ellipse.minor_m > 0.0) ring = geometry::outline(ellipse, options.deviations);
  } else {
    const bool concave = options.shape == ShapeOptions::Shape::concave_hull;
    ring = geometry::concave_hull(members.at, concave ? options.concave_ratio : 1.0);
  }
  if (ring.size() < 3 || mean_width_m(ring) < options.thin_m) ring.clear();
  return ring;
}

void add_shape(const Members& members, const ShapeOptions& options, ClusterShapes& result) {
  const auto ellipse = geometry::standard_deviation_ellipse(members.at, members.incidents);
  Ring ring = drawn(members, ellipse, options);
  const bool thin = ring.empty();
  if (thin && options.places_secret) {
    const double distance_m = options.deviations * ellipse.standard_distance_m;
    ring = around_places({ellipse.centre}, std::max(options.thin_m, distance_m));
  } else if (thin) {
    ring = around_places(members.at, options.thin_m);
  }
  const double incidents = std::accumulate(members.incidents.begin(), members.incidents.end(), 0.0);
  const double area_m2 = geometry::signed_area_m2(ring);
  result.incidents.push_back(static_cast<std::uint64_t>(incidents));
  result.places.push_back(members.at.size());
  result.area_m2.push_back(area_m2);
  result.dens_km2.push_back(thin ? undefined : incidents / (area_m2 * 1e-6));
  result.ellipse.push_back(ellipse);
  result.shape.push_back({geometry::Polygon{std::move(ring), {}}});
}

void describe(std::span<const std::int64_t> cluster_id, const Incidence& incidence,
              ClusterShapes& result) {
  const std::size_t clusters = result.shape.size();
  result.main_type.assign(clusters, ClusterShapes::no_type);
  result.first.assign(clusters, table::null_day);
  result.last.assign(clusters, table::null_day);
  std::vector<std::map<std::uint16_t, std::uint64_t>> types(clusters);
  for (std::size_t i = 0; i < incidence.point.size(); ++i) {
    const std::int64_t id = cluster_id[incidence.point[i]];
    if (id == 0) continue;
    const auto k = static_cast<std::size_t>(id) - 1;
    if (!incidence.type.empty()) ++types[k][incidence.type[i]];
    if (incidence.when.empty() || incidence.when[i] == table::no_time) continue;
    const table::Day day = table::day_of(incidence.when[i]);
    if (result.first[k] == table::null_day || day < result.first[k]) result.first[k] = day;
    if (result.last[k] == table::null_day || day > result.last[k]) result.last[k] = day;
  }
  for (std::size_t k = 0; k < clusters; ++k) {
    std::uint64_t most = 0;
    for (const auto& [type, count] : types[k]) {
      if (count <= most) continue;
      most = count;
      result.main_type[k] = type;
    }
  }
}

}  // namespace

ClusterShapes cluster_shapes(const DensityInput& input, std::span<const std::int64_t> cluster_id,
                             const Incidence& incidence, const ShapeOptions& options) {
  HOTWARD_EXPECTS(cluster_id.size() == input.at.size() && options.thin_m > 0.0);
  HOTWARD_EXPECTS(!options.places_secret || options.shape == ShapeOptions::Shape::ellipse);
  HOTWARD_EXPECTS(incidence.type.empty() || incidence.type.size() == incidence.point.size());
  HOTWARD_EXPECTS(incidence.when.empty() || incidence.when.size() == incidence.point.size());
  std::int64_t clusters = 0;
  double all = 0.0;
  for (std::size_t p = 0; p < cluster_id.size(); ++p) {
    clusters = std::max(clusters, cluster_id[p]);
    all += incidents_at(input, p);
  }
  ClusterShapes result;
  for (const Members& members : members_of(input, cluster_id, static_cast<std::size_t>(clusters))) {
    HOTWARD_EXPECTS(!members.at.empty());
    add_shape(members, options, result);
    result.share_pct.push_back(100.0 * static_cast<double>(result.incidents.back()) / all);
  }
  describe(cluster_id, incidence, result);
  return result;
}

std::vector<table::Column> columns(const ClusterShapes& shapes) {
  table::Column::Integers id, count, places;
  for (std::size_t k = 0; k < shapes.shape.size(); ++k) {
    id.push_back(static_cast<std::int64_t>(k) + 1);
    count.push_back(static_cast<std::int64_t>(shapes.incidents[k]));
    places.push_back(static_cast<std::int64_t>(shapes.places[k]));
  }
  return {{"cluster_id", "1", "number of the cluster, 1 the largest", id},
          {"count", "incidents", "incidents of the cluster", count},
          {"places", "1", "different places of the cluster", places},
          {"area_m2", "m²", "area of the shape", shapes.area_m2},
          {"dens_km2", "per km²", "incidents per km² of the shape", shapes.dens_km2},
          {"share_pct", "%", "share of all incidents", shapes.share_pct},
          {"first", "", "day of the first incident", shapes.first},
          {"last", "", "day of the last incident", shapes.last}};
}

}  // namespace hotward::cluster
