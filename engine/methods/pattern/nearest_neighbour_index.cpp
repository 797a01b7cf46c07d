#include "engine/methods/pattern/nearest_neighbour_index.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/core/undefined.hpp"
#include "engine/index/kd_tree.hpp"
#include "engine/methods/pattern/point_pattern.hpp"
#include "engine/stats/distributions.hpp"
#include "engine/stats/summation.hpp"

namespace hotward::pattern {
namespace {

NearestNeighbourIndex index_of(std::uint64_t points, double mean_m, const Region& region) {
  NearestNeighbourIndex r;
  r.n = points;
  const auto n = static_cast<double>(points);
  const double area = region.area_m2;
  r.mean_m = points < 2 ? undefined : mean_m;
  r.expected_m = 0.5 * std::sqrt(area / n);
  r.ratio = r.mean_m / r.expected_m;
  r.z_score = (r.mean_m - r.expected_m) / (0.26136 / std::sqrt(n * n / area));
  r.p_value = stats::two_sided_p_value(r.z_score);
  if (region.perimeter_m > 0.0) {
    r.expected_donnelly_m =
        r.expected_m + (0.0514 + 0.0412 / std::sqrt(n)) * region.perimeter_m / n;
    const double variance =
        0.0703 * area / (n * n) + 0.037 * region.perimeter_m * std::sqrt(area / std::pow(n, 5.0));
    r.ratio_donnelly = r.mean_m / r.expected_donnelly_m;
    r.z_donnelly = (r.mean_m - r.expected_donnelly_m) / std::sqrt(variance);
  } else {
    r.expected_donnelly_m = r.ratio_donnelly = r.z_donnelly = undefined;
  }
  return r;
}

}  // namespace

Result<NearestNeighbours> nearest_neighbour_index(std::span<const geometry::Point> at,
                                                  std::span<const std::uint32_t> incidents,
                                                  const Region& region) {
  if (!(region.area_m2 > 0.0) || !std::isfinite(region.area_m2) || !(region.perimeter_m >= 0.0)) {
    return fail(ErrorCode::usage,
                fmt::format("the study area must be above 0 m², got {}", region.area_m2));
  }
  const auto pattern = point_pattern(at, incidents);
  if (!pattern) return fail(pattern.error());
  const index::KdTree tree(pattern->at);
  stats::Sum of_points;
  stats::Sum of_places;
  std::uint64_t repeated = 0;
  for (std::size_t i = 0; i < pattern->at.size(); ++i) {
    const double nearest = std::sqrt(tree.reach_sq(pattern->at[i], 2.0, {}));
    if (pattern->at.size() > 1) of_places.add(nearest);
    if (pattern->points[i] > 1) {
      repeated += pattern->points[i];
    } else {
      of_points.add(nearest);
    }
  }
  NearestNeighbours result;
  const auto n = static_cast<double>(pattern->total);
  result.points = index_of(pattern->total, of_points.value() / n, region);
  result.places = index_of(pattern->at.size(),
                           of_places.value() / static_cast<double>(pattern->at.size()), region);
  result.repeated_pct = 100.0 * static_cast<double>(repeated) / n;
  return result;
}

}  // namespace hotward::pattern
