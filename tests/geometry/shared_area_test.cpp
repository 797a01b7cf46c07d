#include "engine/geometry/shared_area.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "engine/core/random.hpp"
#include "engine/geometry/geos_shapes.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/medway.hpp"

namespace hotward::geometry {
namespace shared_area_test {

double judged_m2(const MultiPolygon& a, const MultiPolygon& b) {
  const GeosContext geos;
  const GeosGeometry one = to_geos(geos, a);
  const GeosGeometry other = to_geos(geos, b);
  const GeosGeometry both(GEOSIntersection_r(geos.get(), one.get(), other.get()), {geos.get()});
  double m2 = 0.0;
  REQUIRE(both);
  REQUIRE(GEOSArea_r(geos.get(), both.get(), &m2) == 1);
  return m2;
}

MultiPolygon rectangle(double x0, double y0, double x1, double y1) {
  return {{{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}, {}}};
}

/// A star with corners at random distances, its corners on a grid of `step`; with a hole of the
/// same shape, a third as large.
Polygon star(Random& random, Point centre, double radius, double step) {
  const int corners = 3 + static_cast<int>(random.below(20));
  Polygon polygon;
  for (int i = 0; i < corners; ++i) {
    const double angle = 2.0 * std::numbers::pi * i / corners;
    const double r = radius * (0.4 + 0.6 * random.uniform());
    const auto on_grid = [&](double x) { return step > 0.0 ? step * std::round(x / step) : x; };
    polygon.outer.push_back(
        {on_grid(centre.x + r * std::cos(angle)), on_grid(centre.y + r * std::sin(angle))});
  }
  if (random.below(2) == 0) return polygon;
  polygon.holes.emplace_back();
  for (auto p = polygon.outer.rbegin(); p != polygon.outer.rend(); ++p) {
    polygon.holes[0].push_back(
        {centre.x + (p->x - centre.x) / 3.0, centre.y + (p->y - centre.y) / 3.0});
  }
  return polygon;
}

TEST_CASE("shared_area_m2: rectangles by hand", "[oracle]") {
  const MultiPolygon a = rectangle(575'000, 165'000, 575'100, 165'100);
  const auto shared = [&](const MultiPolygon& b) { return shared_area_m2(a, b); };
  CHECK(shared(a) == 10'000.0);
  CHECK(shared(rectangle(575'050, 165'075, 575'200, 165'200)) == 1'250.0);
  CHECK(shared(rectangle(575'020, 165'010, 575'040, 165'090)) == 1'600.0);
  CHECK(shared(rectangle(575'100, 165'000, 575'200, 165'100)) == 0.0);
  CHECK(shared(rectangle(0, 0, 1, 1)) == 0.0);
  CHECK(shared({}) == 0.0);
}

TEST_CASE("shared_area_m2: lines that cross, by hand", "[oracle]") {
  // Two triangles that stand on one line, one on its base, the other turned round.
  const MultiPolygon up = {{{{0, 0}, {10, 0}, {5, 10}}, {}}};
  const MultiPolygon down = {{{{0, 10}, {5, 0}, {10, 10}}, {}}};
  CHECK(std::abs(shared_area_m2(up, down) - 25.0) < 1e-12);
  CHECK(shared_area_m2(up, up) == 50.0);
}

TEST_CASE("shared_area_m2: as GEOS cuts them", "[oracle]") {
  for (std::uint32_t seed = 0; seed < 1000; ++seed) {
    Random random(11, Stream::test, seed);
    INFO("seed " << seed);
    const Point at{500'000.0 + 20.0 * random.uniform(), 200'000.0 + 20.0 * random.uniform()};
    const MultiPolygon a = {star(random, {500'010, 200'010}, 15.0, 0.0)};
    const MultiPolygon b = {star(random, at, 3.0 + 15.0 * random.uniform(), 0.0),
                            star(random, {at.x + 80.0, at.y}, 9.0, 0.0)};
    const double expected = judged_m2(a, b);
    CHECK(std::abs(shared_area_m2(a, b) - expected) < 1e-6);
    CHECK(std::abs(shared_area_m2(b, a) - expected) < 1e-6);
  }
}

TEST_CASE("shared_area_m2: whichever way rings run", "[edge]") {
  const MultiPolygon a = {{{{0, 0}, {9, 0}, {9, 9}, {0, 9}}, {{{1, 1}, {1, 2}, {2, 2}, {2, 1}}}}};
  MultiPolygon turned = a;
  std::reverse(turned[0].outer.begin(), turned[0].outer.end());
  std::reverse(turned[0].holes[0].begin(), turned[0].holes[0].end());
  const MultiPolygon square = rectangle(0, 0, 5, 5);
  CHECK(shared_area_m2(a, square) == 24.0);
  CHECK(shared_area_m2(turned, square) == 24.0);
}

// What is cut into parts loses nothing: stars whose corners lie on a grid against the squares of
// it, so that edges cross the corners of squares and run along their sides.
TEST_CASE("shared_area_m2: shares with the cells of a grid add up to the area", "[property]") {
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    Random random(12, Stream::test, seed);
    INFO("seed " << seed);
    const MultiPolygon shape = {star(random, {0, 0}, 40.0, 5.0)};
    double sum = 0.0;
    for (int x = -40; x < 40; x += 10) {
      for (int y = -40; y < 40; y += 10) {
        sum += shared_area_m2(shape, rectangle(x, y, x + 10, y + 10));
      }
    }
    CHECK(std::abs(sum - area_m2(shape)) < 1e-9);
    CHECK(std::abs(shared_area_m2(shape, shape) - area_m2(shape)) < 1e-9);
  }
}

TEST_CASE("shared_area_m2: wards touch and share nothing, or themselves", "[oracle][shared]") {
  HOTWARD_NEEDS_SHARED("data/boundaries/medway_wards_22.geojson");
  const auto wards = shared_areas("data/boundaries/medway_wards_22.geojson", "WD13CD");
  for (std::size_t i = 0; i < wards.size(); ++i) {
    for (std::size_t j = 0; j < wards.size(); ++j) {
      const double due = i == j ? area_m2(wards.shapes[i]) : 0.0;
      CHECK(std::abs(shared_area_m2(wards.shapes[i], wards.shapes[j]) - due) < 1e-3);
    }
  }
}

}  // namespace shared_area_test
}  // namespace hotward::geometry
