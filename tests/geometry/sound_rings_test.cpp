#include "engine/geometry/sound_rings.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "engine/core/random.hpp"
#include "engine/geometry/geos_shapes.hpp"
#include "engine/geometry/validity.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/patchwork.hpp"

namespace hotward::geometry {
namespace sound_rings_test {

bool geos_says_sound(const MultiPolygon& shape) {
  const GeosContext geos;
  const GeosGeometry whole = to_geos(geos, shape);
  REQUIRE(whole);
  return GEOSisValid_r(geos.get(), whole.get()) == 1;
}

Ring square(double x, double y, double side) {
  return {{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}};
}

// A star-shaped ring: simple, whatever its radii. @param rough  by how much they differ
Ring star(const Point& centre, double radius_m, std::size_t points, Random& random,
          double rough = 0.6) {
  Ring ring;
  for (std::size_t i = 0; i < points; ++i) {
    const double turn =
        2.0 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(points);
    const double r = radius_m * (1.0 - rough * random.uniform());
    ring.push_back({centre.x + r * std::cos(turn), centre.y + r * std::sin(turn)});
  }
  return ring;
}

TEST_CASE("is_surely_sound: what boundaries look like", "[property]") {
  Random random(1, Stream::test);
  for (const MultiPolygon& area : Patchwork({.points_per_side = 50}).areas()) {
    CHECK(is_surely_sound(normalised(area)));
  }
  CHECK(is_surely_sound(normalised({{star({0, 0}, 1e4, 20'000, random, 1e-3), {}}})));
  const Ring coast = star({0, 0}, 1e4, 300, random, 0.1);
  CHECK(is_surely_sound(normalised(
      {{coast, {square(100, 100, 50), square(300, 300, 50)}}, {square(2e4, 0, 5), {}}})));
}

TEST_CASE("is_surely_sound: no shape that is at fault", "[edge]") {
  const std::vector<MultiPolygon> faulty = {
      {{{{0, 0}, {4, 4}, {4, 0}, {0, 4}}, {}}},                          // crosses itself
      {{{{0, 0}, {4, 0}, {4, 4}, {2, 4}, {2, 6}, {2, 4}, {0, 4}}, {}}},  // there and back
      {{{{0, 0}, {8, 0}, {8, 8}, {4, 0}, {0, 8}}, {}}},                  // touches itself
      {{square(0, 0, 10), {square(20, 20, 2)}}},                         // hole outside
      {{square(0, 0, 10), {square(2, 2, 6), square(3, 3, 2)}}},          // hole in a hole
      {{square(0, 0, 10), {square(2, 2, 6), square(4, 4, 6)}}},          // holes cross
      {{square(0, 0, 10), {square(0, 2, 3)}}},                           // along its ring
      {{square(0, 0, 10), {}}, {square(2, 2, 3), {}}},                   // part in a part
      {{square(2, 2, 3), {}}, {square(0, 0, 10), {}}},                   // the smaller one first
      {{square(0, 0, 10), {square(3, 3, 2), square(2, 2, 6)}}},          // holes, likewise
      {{square(0, 0, 10), {}}, {square(0, 0, 10), {}}},                  // twice the same
      {{square(0, 0, 10), {}}, {square(10, 0, 10), {}}},                 // along a line
      {{{{0, 0}, {5, 0}, {9, 0}}, {}}},                                  // no area
  };
  for (const MultiPolygon& shape : faulty) {
    INFO((shape.front().outer.size()) << " points");
    CHECK_FALSE(geos_says_sound(normalised(shape)));
    CHECK_FALSE(is_surely_sound(normalised(shape)));
  }
  CHECK_FALSE(is_surely_sound({}));
  CHECK_FALSE(is_surely_sound(normalised({{square(2e9, 0, 10), {}}})));
}

TEST_CASE("is_surely_sound: never where GEOS finds a fault", "[brute]") {
  Random random(2, Stream::test);
  const auto below = [&](std::size_t n) {
    return static_cast<std::size_t>(random.below(static_cast<std::uint32_t>(n)));
  };
  std::size_t sure = 0;
  std::size_t sound = 0;
  for (int i = 0; i < 4000; ++i) {
    MultiPolygon shape{{star({0, 0}, 1000, 3 + below(60), random), {}}};
    if (below(3) == 0)
      shape.push_back({star({1200.0 * random.uniform(), 900}, 500, 12, random), {}});
    if (below(3) == 0) {
      shape.front().holes.push_back(star({600.0 * random.uniform(), 0}, 200, 3 + below(9), random));
    }
    if (below(4) == 0) shape.front().holes.push_back(star({0, 300}, 150, 5, random));
    Ring& ring = shape.front().outer;
    // Some on whole metres, where vertices meet edges; some moved; some moved onto another.
    if (below(3) == 0) {
      for (Point& p : ring) p = {100.0 * std::round(p.x / 100.0), 100.0 * std::round(p.y / 100.0)};
    }
    if (below(3) == 0)
      ring[below(ring.size())] = {random.uniform() * 900 - 450, random.uniform() * 900};
    if (below(6) == 0) ring[below(ring.size())] = ring[below(ring.size())];
    if (below(6) == 0) std::swap(ring[below(ring.size())], ring[below(ring.size())]);
    shape = normalised(std::move(shape));
    if (shape.empty()) continue;
    const bool is_sound = geos_says_sound(shape);
    const bool is_sure = is_surely_sound(shape);
    INFO("shape " << i);
    REQUIRE((is_sound || !is_sure));
    sound += is_sound ? 1U : 0U;
    sure += is_sure ? 1U : 0U;
  }
  CHECK(sound > 500);
  CHECK(sure > sound / 2);  // else nothing was tried
  CHECK(sound < 3500);
}

}  // namespace sound_rings_test
}  // namespace hotward::geometry
