// hard_maps: small maps of points that hurt: stacks, lines, circles, lattices, a far outlier.
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/random.hpp"
#include "engine/geometry/point.hpp"

namespace hotward {

struct HardMap {
  std::string name;
  std::vector<geometry::Point> at;
};

/// Maps of about n points each; coordinates of a town in Kent, distances of 1 to 1,000 m.
inline std::vector<HardMap> hard_maps(std::uint64_t seed, std::uint32_t n) {
  using geometry::Point;
  const Point town{575000.0, 168000.0};
  const auto moved = [&](double x, double y) { return Point{town.x + x, town.y + y}; };
  Random random(seed, Stream::test);
  std::vector<HardMap> maps(9);
  maps[0].name = "uniform";
  maps[1].name = "all equal";
  maps[2].name = "on a line";
  maps[3].name = "on a circle";
  maps[4].name = "lattice";
  maps[5].name = "one far outlier";
  maps[6].name = "stacks";
  maps[7].name = "two blobs and a bridge";
  maps[8].name = "lattice with stacks";
  const auto side = static_cast<std::uint32_t>(std::sqrt(static_cast<double>(n)));
  for (std::uint32_t i = 0; i < n; ++i) {
    const double turn = 2.0 * std::numbers::pi * i / n;
    maps[0].at.push_back(moved(1000.0 * random.uniform(), 1000.0 * random.uniform()));
    maps[1].at.push_back(town);
    maps[2].at.push_back(moved(std::floor(1000.0 * random.uniform()), 0.0));
    maps[3].at.push_back(moved(300.0 * std::cos(turn), 300.0 * std::sin(turn)));
    maps[4].at.push_back(moved(50.0 * (i % side), 50.0 * (i / side)));
    maps[5].at.push_back(i == n / 2 ? moved(5e6, 3e6)
                                    : moved(400.0 * random.uniform(), 400.0 * random.uniform()));
    maps[6].at.push_back(moved(100.0 * random.below(6), 100.0 * random.below(4)));
    const double blob = i % 9 == 0 ? 40.0 * i : (i % 2 == 0 ? 0.0 : 800.0);
    maps[7].at.push_back(moved(blob + 60.0 * random.normal(), 60.0 * random.normal()));
    maps[8].at.push_back(moved(50.0 * random.below(side), 50.0 * random.below(side / 2 + 1)));
  }
  return maps;
}

/// The same things in another order. @return order[new place] = old place
inline std::vector<std::uint32_t> shuffled_order(std::uint64_t seed, std::size_t n) {
  Random random(seed, Stream::test, 1);
  std::vector<std::uint32_t> order(n);
  for (std::uint32_t i = 0; i < n; ++i) order[i] = i;
  for (std::uint32_t i = static_cast<std::uint32_t>(n); i > 1; --i) {
    std::swap(order[i - 1], order[random.below(i)]);
  }
  return order;
}

}  // namespace hotward
