#include "engine/weights/distance_band.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "engine/core/parallel.hpp"
#include "engine/index/kd_tree.hpp"

namespace hotward::weights {

Result<SpatialWeights> distance_band(std::span<const geometry::Point> points,
                                     const BandOptions& options) {
  if (!std::isfinite(options.radius_m) || options.radius_m < 0.0) {
    return fail(ErrorCode::bad_value,
                fmt::format("a distance band of {} m is no distance", options.radius_m));
  }
  const index::KdTree tree(points);
  std::vector<std::vector<Site>> near(points.size());
  parallel_for(points.size(),
               [&](std::size_t i) { near[i] = tree.within(points[i], options.radius_m); });
  Rows rows;
  rows.starts.reserve(points.size() + 1);
  for (std::size_t i = 0; i < points.size(); ++i) {
    for (const Site j : near[i]) {
      if (j == i) continue;
      rows.sites.push_back(j);
      if (options.power > 0.0) {
        const double d = std::max(geometry::distance(points[i], points[j]), 1.0);
        rows.weights.push_back(std::pow(d, -options.power));
      }
    }
    rows.starts.push_back(rows.sites.size());
  }
  return SpatialWeights(std::move(rows));
}

std::vector<double> kth_distance_m(std::span<const geometry::Point> points, std::size_t k) {
  std::vector<double> result(points.size(), std::numeric_limits<double>::infinity());
  if (k == 0) return std::vector<double>(points.size(), 0.0);
  const index::KdTree tree(points);
  parallel_for(points.size(), [&](std::size_t i) {
    const auto near = tree.nearest(points[i], k, static_cast<Site>(i));
    if (near.size() == k) result[i] = std::sqrt(near.back().distance_sq_m2);
  });
  return result;
}

}  // namespace hotward::weights
