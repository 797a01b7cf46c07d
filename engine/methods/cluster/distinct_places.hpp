// Distinct places: each coordinate once, in the order of x, then y, with all its incidents.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/geometry/point.hpp"

namespace hotward::cluster {

struct DistinctPlaces {
  std::vector<geometry::Point> at;      ///< ascending
  std::vector<double> incidents;        ///< whole numbers
  std::vector<std::uint32_t> place_of;  ///< one per point of the input

  [[nodiscard]] std::size_t size() const { return at.size(); }
};

/// @param points     finite
/// @param incidents  one per point, or empty: 1 each
/// Time: O(n log n).
///
/// Example:
///   const DistinctPlaces places = distinct_places(points, incidents);
///   const double at_first = places.incidents[places.place_of[0]];
[[nodiscard]] DistinctPlaces distinct_places(std::span<const geometry::Point> points,
                                             std::span<const std::uint32_t> incidents);

}  // namespace hotward::cluster
