#include "engine/geometry/containment.hpp"

#include <limits>

#include <boost/geometry/algorithms/covered_by.hpp>
#include <boost/geometry/algorithms/within.hpp>

#include "engine/core/random.hpp"
#include "engine/geometry/boost_shapes.hpp"
#include "engine/geometry/geos_shapes.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/patchwork.hpp"
#include "tests/support/stars.hpp"

namespace hotward::geometry {
namespace containment_test {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double no_number = std::numeric_limits<double>::quiet_NaN();

// A square of 4 with a hole of 2, and an island of its own in the hole.
const MultiPolygon nested{{{{0, 0}, {4, 0}, {4, 4}, {0, 4}}, {{{1, 1}, {1, 3}, {3, 3}, {3, 1}}}},
                          {{{1.5, 1.5}, {2.5, 1.5}, {2.5, 2.5}, {1.5, 2.5}}, {}}};

// The winding number in whole numbers: another rule than crossings, equal to it for simple rings.
Location slow_locate(const Point& p, const Ring& ring) {
  long winding = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point& a = ring[i];
    const Point& b = ring[(i + 1) % ring.size()];
    const auto whole = [](double x) { return static_cast<long>(x); };
    const long cross = (whole(b.x) - whole(a.x)) * (whole(p.y) - whole(a.y)) -
                       (whole(b.y) - whole(a.y)) * (whole(p.x) - whole(a.x));
    const bool in_box = std::min(a.x, b.x) <= p.x && p.x <= std::max(a.x, b.x) &&
                        std::min(a.y, b.y) <= p.y && p.y <= std::max(a.y, b.y);
    if (cross == 0 && in_box) return Location::boundary;
    if (a.y <= p.y && b.y > p.y && cross > 0) ++winding;
    if (a.y > p.y && b.y <= p.y && cross < 0) --winding;
  }
  return winding == 0 ? Location::outside : Location::inside;
}

TEST_CASE("locate: holes are outside, islands in holes inside, both their rims boundary",
          "[property]") {
  CHECK(locate({0.5, 0.5}, nested) == Location::inside);
  CHECK(locate({1.2, 2.0}, nested) == Location::outside);
  CHECK(locate({2.0, 2.0}, nested) == Location::inside);
  CHECK(locate({1.0, 2.0}, nested) == Location::boundary);
  CHECK(locate({1.5, 1.5}, nested) == Location::boundary);
  CHECK(locate({4.0, 4.0}, nested) == Location::boundary);
  CHECK(locate({2.0, 0.0}, nested) == Location::boundary);
  CHECK(locate({-1.0, 0.0}, nested) == Location::outside);  // level with an edge
  CHECK(locate({-1.0, 1.0}, nested) == Location::outside);  // level with vertices
  CHECK(locate({0.5, 1.0}, nested) == Location::inside);
}

TEST_CASE("locate: every whole point of whole-number stars, against winding numbers", "[brute]") {
  Random random(GENERATE(1U, 2U, 3U, 4U, 5U, 6U), Stream::test);
  const int half = 9;
  const Ring ring = whole_number_star(random, half);
  if (ring.size() < 3) return;
  for (int x = -half - 1; x <= half + 1; ++x) {
    for (int y = -half - 1; y <= half + 1; ++y) {
      const Point p{static_cast<double>(x), static_cast<double>(y)};
      INFO("at " << x << " " << y);
      REQUIRE(locate(p, MultiPolygon{{ring, {}}}) == slow_locate(p, ring));
    }
  }
}

Location as_boost_has_it(const Point& p, const MultiPolygon& shape) {
  if (boost::geometry::within(p, shape)) return Location::inside;
  return boost::geometry::covered_by(p, shape) ? Location::boundary : Location::outside;
}

TEST_CASE("locate: equals Boost.Geometry on stars with holes, their rims included", "[oracle]") {
  Random random(GENERATE(1U, 2U, 3U, 4U, 5U, 6U), Stream::test, 5);
  const Polygon star = holed_star(random, 9, {575000, 168000});
  const MultiPolygon shape = star.outer.empty() ? nested : MultiPolygon{star};
  for (const Point& p : points_about(shape[0])) {
    INFO(p.x << " " << p.y);
    REQUIRE(locate(p, shape) == as_boost_has_it(p, shape));
  }
}

TEST_CASE("locate: equals Boost.Geometry on winding areas of the National Grid", "[oracle]") {
  Random random(8, Stream::test);
  for (const MultiPolygon& shape :
       Patchwork({.columns = 2, .rows = 2, .points_per_side = 30}).areas()) {
    const Box box = bounds(shape).grown(50.0);
    for (const Point& p : shape[0].outer) REQUIRE(as_boost_has_it(p, shape) == locate(p, shape));
    for (int n = 0; n < 2000; ++n) {
      const Point p{box.low.x + box.width() * random.uniform(),
                    box.low.y + box.height() * random.uniform()};
      INFO(p.x << " " << p.y);
      REQUIRE(locate(p, shape) == as_boost_has_it(p, shape));
    }
  }
}

TEST_CASE("locate: equals GEOS on winding areas of the National Grid", "[oracle]") {
  const auto areas = Patchwork({.columns = 2, .rows = 2, .points_per_side = 30}).areas();
  const GeosContext geos;
  Random random(7, Stream::test);
  for (const MultiPolygon& shape : areas) {
    const GeosGeometry other = to_geos(geos, shape);
    const Box box = bounds(shape).grown(50.0);
    for (int n = 0; n < 2000; ++n) {
      // Half the points are vertices, exactly on the boundary.
      const Point p = n % 2 == 0 ? shape[0].outer[random.below(120)]
                                 : Point{box.low.x + box.width() * random.uniform(),
                                         box.low.y + box.height() * random.uniform()};
      const GeosGeometry point(GEOSGeom_createPointFromXY_r(geos.get(), p.x, p.y), {geos.get()});
      const bool covers = GEOSCovers_r(geos.get(), other.get(), point.get()) == 1;
      const bool touches = GEOSTouches_r(geos.get(), other.get(), point.get()) == 1;
      const Location expected =
          touches ? Location::boundary : (covers ? Location::inside : Location::outside);
      INFO(p.x << " " << p.y);
      REQUIRE(locate(p, shape) == expected);
    }
  }
}

TEST_CASE("locate: which way the rings run does not matter", "[property]") {
  MultiPolygon turned = nested;
  for (Polygon& part : turned) std::reverse(part.outer.begin(), part.outer.end());
  for (double x = -0.5; x < 5.0; x += 0.25) {
    for (double y = -0.5; y < 5.0; y += 0.25)
      CHECK(locate({x, y}, turned) == locate({x, y}, nested));
  }
}

TEST_CASE("locate: outside for what is nowhere, and in an empty shape", "[edge]") {
  CHECK(locate({no_number, 1.0}, nested) == Location::outside);
  CHECK(locate({0.5, no_number}, nested) == Location::outside);
  CHECK(locate({-infinite, 0.5}, nested) == Location::outside);
  CHECK(locate({0.5, 0.5}, MultiPolygon{}) == Location::outside);
  CHECK(locate({1.0, 0.0}, MultiPolygon{{{{0, 0}, {2, 0}, {1, 0}}, {}}}) == Location::boundary);
}

}  // namespace containment_test
}  // namespace hotward::geometry
