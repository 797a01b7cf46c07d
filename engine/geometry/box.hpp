// Box: an upright rectangle, closed on all sides.
#pragma once

#include <algorithm>
#include <limits>

#include "engine/geometry/point.hpp"

namespace hotward::geometry {

struct Box {
  Point low{std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
  Point high{-std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};

  [[nodiscard]] bool empty() const { return low.x > high.x || low.y > high.y; }
  [[nodiscard]] double width() const { return empty() ? 0.0 : high.x - low.x; }
  [[nodiscard]] double height() const { return empty() ? 0.0 : high.y - low.y; }

  [[nodiscard]] bool contains(const Point& p) const {
    return p.x >= low.x && p.x <= high.x && p.y >= low.y && p.y <= high.y;
  }
  [[nodiscard]] bool overlaps(const Box& other) const {
    return low.x <= other.high.x && other.low.x <= high.x && low.y <= other.high.y &&
           other.low.y <= high.y;
  }
  void add(const Point& p) {
    low = {std::min(low.x, p.x), std::min(low.y, p.y)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y)};
  }
  void add(const Box& other) {
    if (other.empty()) return;
    add(other.low);
    add(other.high);
  }
  [[nodiscard]] Box grown(double by_m) const {
    return {{low.x - by_m, low.y - by_m}, {high.x + by_m, high.y + by_m}};
  }
};

}  // namespace hotward::geometry
