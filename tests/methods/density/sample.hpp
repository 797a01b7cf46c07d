// sample: points with weights in a square of 3 km, as the density tests draw them.
#pragma once

#include <vector>

#include "engine/geometry/box.hpp"
#include "engine/methods/density/kde.hpp"

namespace hotward::density {

inline const geometry::Box box{{0, 0}, {3000, 3000}};

struct Sample {
  std::vector<geometry::Point> at;
  std::vector<double> weights;
  [[nodiscard]] Places places() const { return {at, weights}; }
};

}  // namespace hotward::density
