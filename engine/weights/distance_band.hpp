// Distance band: which sites lie within a given distance?
//
//   w_ij = 1 (or d_ij^-a) where d_ij <= d, i != j
//
// The edge belongs to the band. Distances are between the sites' points, in metres.
//
// Edges: a site with nobody in reach is an island. Sites on one place are neighbours at distance 0;
// their inverse-distance weight is that of one metre, as is every distance below a metre.
// A negative or infinite radius is bad_value.
// Time: O(n log n + links).
#pragma once

#include <span>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/geometry/point.hpp"
#include "engine/weights/spatial_weights.hpp"

namespace hotward::weights {

struct BandOptions {
  double radius_m = 0.0;
  double power = 0.0;  ///< a above; 0 for binary weights
};

/// @param points  finite, one per site
///
/// Example:
///   const auto near = distance_band(points, {.radius_m = 500.0});
///   if (near) links = near->link_count();
[[nodiscard]] Result<SpatialWeights> distance_band(std::span<const geometry::Point> points,
                                                   const BandOptions& options);

/// The distance from each site to its k-th nearest other, metres; infinite where there are fewer
/// than k others. Its largest value is the radius that leaves no site with fewer than k neighbours.
[[nodiscard]] std::vector<double> kth_distance_m(std::span<const geometry::Point> points,
                                                 std::size_t k);

}  // namespace hotward::weights
