// k nearest: the k sites closest to each
//
// Every site has the same number of neighbours, islands cannot arise, but the links need not be
// mutual (symmetrized makes them so). Of sites just as far, those with the lower index are taken:
// the answer depends on the order of the sites only where distances are equal.
//
// Edges: k below 1, or not below the number of sites, is bad_value.
// Time: O(n (log n + k)) on average.
#pragma once

#include <cstddef>
#include <span>

#include "engine/core/result.hpp"
#include "engine/geometry/point.hpp"
#include "engine/weights/spatial_weights.hpp"

namespace hotward::weights {

/// @param points  finite, one per site
/// @return binary, k links per site, without self
///
/// Example:
///   const auto nearest = k_nearest(points, 1);
///   if (nearest) first = nearest->neighbours(0)[0];
[[nodiscard]] Result<SpatialWeights> k_nearest(std::span<const geometry::Point> points,
                                               std::size_t k);

}  // namespace hotward::weights
