// Point layout: where chance puts points. What a pattern is compared with.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "engine/core/random.hpp"
#include "engine/geometry/point.hpp"

namespace hotward::geometry {

/// n points, a function of the random numbers and of nothing else; called by several threads at
/// once. Empty: the method's own even layout.
using PointLayout = std::function<std::vector<Point>(Random& random, std::uint64_t n)>;

}  // namespace hotward::geometry
