// stars: rings of whole numbers, simple, with level and upright edges, vertices at the height of
// others, and spikes. Whether a whole point lies in one can be said without rounding.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "engine/core/random.hpp"
#include "engine/geometry/containment.hpp"

namespace hotward {

/// Star-shaped about the middle of a grid of 2 · half + 1 whole numbers a side.
inline geometry::Ring whole_number_star(Random& random, int half) {
  std::vector<std::pair<double, geometry::Point>> by_angle;
  for (int i = 0; i < 24; ++i) {
    const auto side = 2 * static_cast<std::uint32_t>(half) + 1;
    const double x = static_cast<double>(random.below(side)) - half;
    const double y = static_cast<double>(random.below(side)) - half;
    if (x == 0.0 && y == 0.0) continue;
    by_angle.emplace_back(std::atan2(y, x), geometry::Point{x, y});
  }
  std::ranges::sort(by_angle);
  geometry::Ring ring;
  for (std::size_t i = 0; i < by_angle.size(); ++i) {
    if (i == 0 || by_angle[i].first != by_angle[i - 1].first) ring.push_back(by_angle[i].second);
  }
  return ring;
}

/// A star ten times as large about `middle`, with a hole of its own form, four tenths as large: the
/// middles of all edges are whole numbers too. No rings where the star does not hold its middle.
inline geometry::Polygon holed_star(Random& random, int half, const geometry::Point& middle) {
  const geometry::Ring star = whole_number_star(random, half);
  const bool sound =
      geometry::locate({0, 0}, geometry::Polygon{star, {}}) == geometry::Location::inside;
  geometry::Polygon result{{}, {{}}};
  for (std::size_t i = 0; sound && i < star.size(); ++i) {
    const geometry::Point& p = star[i];
    const geometry::Point& back = star[star.size() - 1 - i];  // holes run the other way round
    result.outer.push_back({middle.x + 10.0 * p.x, middle.y + 10.0 * p.y});
    result.holes[0].push_back({middle.x + 4.0 * back.x, middle.y + 4.0 * back.y});
  }
  return sound ? result : geometry::Polygon{};
}

/// Its vertices, the middles of its edges, and every third whole point of its surroundings.
inline std::vector<geometry::Point> points_about(const geometry::Polygon& star) {
  std::vector<geometry::Point> points;
  std::vector<geometry::Ring> rings = star.holes;
  rings.push_back(star.outer);
  for (const geometry::Ring& ring : rings) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const geometry::Point& next = ring[(i + 1) % ring.size()];
      points.push_back(ring[i]);
      points.push_back({0.5 * (ring[i].x + next.x), 0.5 * (ring[i].y + next.y)});
    }
  }
  const geometry::Box box = geometry::bounds(star).grown(2.0);
  for (double x = box.low.x; x <= box.high.x; x += 3.0) {
    for (double y = box.low.y; y <= box.high.y; y += 3.0) points.push_back({x, y});
  }
  return points;
}

}  // namespace hotward
