// patchwork: made-up areas that cover a rectangle as wards do: neighbours share every vertex of
// their winding common boundary.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "engine/core/random.hpp"
#include "engine/geometry/polygon.hpp"

namespace hotward {

struct PatchworkOptions {
  std::uint32_t columns = 5;
  std::uint32_t rows = 5;
  std::uint32_t points_per_side = 20;  ///< vertices that a common boundary has between its ends
  double cell_m = 2000.0;
  double winding = 0.12;  ///< how far a boundary strays, as a share of the cell
  geometry::Point corner{560000.0, 150000.0};
};

class Patchwork {
 public:
  explicit Patchwork(const PatchworkOptions& options, std::uint64_t seed = 1)
      : options_(options), seed_(seed) {}

  /// Areas row by row from the south-west.
  [[nodiscard]] std::vector<geometry::MultiPolygon> areas() const {
    std::vector<geometry::MultiPolygon> result;
    for (std::uint32_t r = 0; r < options_.rows; ++r) {
      for (std::uint32_t c = 0; c < options_.columns; ++c) result.push_back({{area(c, r), {}}});
    }
    return result;
  }

 private:
  [[nodiscard]] geometry::Point node(std::uint32_t c, std::uint32_t r) const {
    Random random(seed_, Stream::test, c * 65536U + r, 0);
    const double shake = options_.cell_m * options_.winding;
    return {options_.corner.x + options_.cell_m * c + shake * (random.uniform() - 0.5),
            options_.corner.y + options_.cell_m * r + shake * (random.uniform() - 0.5)};
  }

  // The vertices from one node to the next, the last left out. Strays are largest midway.
  [[nodiscard]] geometry::Ring side(std::uint32_t c, std::uint32_t r, bool eastward) const {
    const geometry::Point a = node(c, r);
    const geometry::Point b = eastward ? node(c + 1, r) : node(c, r + 1);
    Random random(seed_, Stream::test, c * 65536U + r, eastward ? 1 : 2);
    geometry::Ring line{a};
    const std::uint32_t n = options_.points_per_side;
    for (std::uint32_t i = 1; i <= n; ++i) {
      const double t = static_cast<double>(i) / (n + 1);
      const double reach = options_.cell_m * options_.winding * 2.0 * t * (1.0 - t);
      const double stray = reach * (random.uniform() - 0.5);
      line.push_back({a.x + t * (b.x - a.x) + (eastward ? 0.0 : stray),
                      a.y + t * (b.y - a.y) + (eastward ? stray : 0.0)});
    }
    return line;
  }

  [[nodiscard]] geometry::Ring area(std::uint32_t c, std::uint32_t r) const {
    geometry::Ring ring = side(c, r, true);
    const auto forwards = [&](const geometry::Ring& line) {
      ring.insert(ring.end(), line.begin(), line.end());
    };
    const auto backwards = [&](const geometry::Ring& line, const geometry::Point& end) {
      ring.push_back(end);
      ring.insert(ring.end(), line.rbegin(), line.rend() - 1);
    };
    forwards(side(c + 1, r, false));
    backwards(side(c, r + 1, true), node(c + 1, r + 1));
    backwards(side(c, r, false), node(c, r + 1));
    return ring;
  }

  PatchworkOptions options_;
  std::uint64_t seed_;
};

}  // namespace hotward
