// Incidents with place and time for the tests of near repeats.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "engine/core/random.hpp"
#include "engine/methods/near_repeat/knox.hpp"

namespace hotward::near_repeat {

struct Made {
  std::vector<geometry::Point> at;
  std::vector<table::Minute> when;

  [[nodiscard]] KnoxInput input() const { return {.at = at, .when = when}; }
};

/// n incidents on streets of a town `side_m` wide, half of them within 150 m of twenty spots, on
/// `days` days: places and times know nothing of each other.
inline Made without_repeats(std::uint32_t n, double side_m, std::uint32_t days, std::uint32_t map) {
  Random random(20, Stream::test, 0, map);
  std::vector<geometry::Point> spots;
  for (int k = 0; k < 20; ++k) {
    spots.push_back({575000.0 + std::floor(side_m * random.uniform()),
                     168000.0 + std::floor(side_m * random.uniform())});
  }
  Made made;
  for (std::uint32_t i = 0; i < n; ++i) {
    const geometry::Point& spot = spots[random.below(20)];
    const bool gathered = random.below(2) == 0;
    const double x = gathered ? spot.x + std::floor(150.0 * random.uniform())
                              : 575000.0 + std::floor(side_m * random.uniform());
    const double y = gathered ? spot.y + std::floor(150.0 * random.uniform())
                              : 168000.0 + std::floor(side_m * random.uniform());
    made.at.push_back({x, y});
    made.when.push_back(
        static_cast<table::Minute>(26'000'000 - 26'000'000 % 1440 + 1440 * random.below(days)));
  }
  return made;
}

/// The same incidents, the last first.
inline Made backwards(Made made) {
  std::reverse(made.at.begin(), made.at.end());
  std::reverse(made.when.begin(), made.when.end());
  return made;
}

}  // namespace hotward::near_repeat
