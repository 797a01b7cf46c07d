#include "engine/methods/pattern/nearest_neighbour_index.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/core/parallel.hpp"
#include "engine/core/progress.hpp"
#include "engine/core/random.hpp"
#include "engine/core/undefined.hpp"
#include "engine/index/kd_tree.hpp"
#include "engine/methods/pattern/point_pattern.hpp"
#include "engine/stats/distributions.hpp"
#include "engine/stats/summation.hpp"

namespace hotward::pattern {
namespace {

constexpr Stream layout_stream = stream_of("nearest neighbour layouts");

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

// Distances of each place, and of points that share none: those of others are 0.
struct Distances {
  double places_m = 0.0;  // their sum
  double points_m = 0.0;
  std::uint64_t repeated = 0;
};

Distances distances_of(const PointPattern& pattern) {
  const index::KdTree tree(pattern.at);
  stats::Sum of_points;
  stats::Sum of_places;
  Distances result;
  for (std::size_t i = 0; i < pattern.at.size(); ++i) {
    const double nearest = std::sqrt(tree.reach_sq(pattern.at[i], 2.0, {}));
    if (pattern.at.size() > 1) of_places.add(nearest);
    if (pattern.points[i] > 1) {
      result.repeated += pattern.points[i];
    } else {
      of_points.add(nearest);
    }
  }
  result.places_m = of_places.value();
  result.points_m = of_points.value();
  return result;
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
  const Distances found = distances_of(*pattern);
  NearestNeighbours result;
  const auto n = static_cast<double>(pattern->total);
  result.points = index_of(pattern->total, found.points_m / n, region);
  result.places = index_of(pattern->at.size(),
                           found.places_m / static_cast<double>(pattern->at.size()), region);
  result.repeated_pct = 100.0 * static_cast<double>(found.repeated) / n;
  return result;
}

Result<LayoutChance> nearest_neighbour_chance(double seen_m, std::uint64_t n,
                                              const geometry::PointLayout& layout,
                                              std::size_t simulations, std::uint64_t seed) {
  HOTWARD_EXPECTS(layout != nullptr && simulations >= 1);
  if (n < 2) {
    return fail(ErrorCode::too_few_sites, fmt::format("a point pattern needs 2 points, got {}", n));
  }
  std::vector<double> means(simulations, 0.0);
  return unless_stopped([&]() -> Result<LayoutChance> {
    parallel_for(simulations, random_maps, [&](std::size_t s) {
      Random random(seed, layout_stream, 0, static_cast<std::uint32_t>(s));
      const auto pattern = point_pattern(layout(random, n), {});
      HOTWARD_EXPECTS(pattern.has_value());
      means[s] = distances_of(*pattern).points_m / static_cast<double>(n);
    });
    const double near = 1e-12 * seen_m;  // the same distances may add up to a hair less
    const auto below = std::ranges::count_if(means, [&](double m) { return m <= seen_m + near; });
    const auto above = std::ranges::count_if(means, [&](double m) { return m >= seen_m - near; });
    const auto fewer = static_cast<double>(std::min(below, above));
    const auto number = static_cast<double>(simulations);
    return LayoutChance{stats::sum(means) / number,
                        std::min(1.0, 2.0 * (fewer + 1.0) / (number + 1.0))};
  });
}

}  // namespace hotward::pattern
