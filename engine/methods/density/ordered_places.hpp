// ordered_places: places in an order that depends on where they are alone, each point once.
//
// A random draw takes one place after the other. Where the places come in the order of the input's
// rows, the same rows in another order would draw other maps.
//
// Time: O(n) for points spread over the map, O(n log n) at worst (geometry/point_order.hpp).
//
// Only for this room's files.
#pragma once

#include <vector>

#include "engine/methods/density/kde.hpp"

namespace hotward::density {

struct OrderedPlaces {
  std::vector<geometry::Point> at;  ///< ascending by (x, y), no two equal
  std::vector<double> weights;      ///< of all that lies there

  [[nodiscard]] Places places() const { return {at, weights}; }
};

/// @param samples  taken together; points finite
[[nodiscard]] OrderedPlaces ordered_places(const std::vector<Places>& samples);

}  // namespace hotward::density
