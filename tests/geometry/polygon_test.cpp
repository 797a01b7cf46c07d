#include "engine/geometry/polygon.hpp"

#include <boost/geometry/algorithms/area.hpp>
#include <boost/geometry/algorithms/perimeter.hpp>

#include "engine/geometry/boost_shapes.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/patchwork.hpp"

namespace hotward::geometry {
namespace polygon_test {

// A square of 100 m with a hole of 20 m, far from the origin as on the National Grid.
const Polygon holed{{{575000, 168000}, {575100, 168000}, {575100, 168100}, {575000, 168100}},
                    {{{575010, 168010}, {575010, 168030}, {575030, 168030}, {575030, 168010}}}};

TEST_CASE("signed_area_m2: positive anticlockwise, negative clockwise", "[property]") {
  CHECK(signed_area_m2(holed.outer) == 10000.0);
  CHECK(signed_area_m2(holed.holes[0]) == -400.0);
}

TEST_CASE("area_m2: holes are taken off", "[property]") {
  CHECK(area_m2(holed) == 9600.0);
  CHECK(area_m2(MultiPolygon{holed, holed}) == 19200.0);
}

TEST_CASE("point_count: of all rings of all parts", "[property]") {
  CHECK(point_count(MultiPolygon{}) == 0);
  CHECK(point_count(MultiPolygon{holed, {{{0, 0}, {1, 0}, {0, 1}}, {}}}) == 11);
}

TEST_CASE("area_m2, perimeter_m: as Boost.Geometry has them, but for its rounding", "[oracle]") {
  for (const MultiPolygon& shape : Patchwork({}).areas()) {
    const double theirs_m2 = boost::geometry::area(shape);
    CHECK(std::abs(area_m2(shape) - theirs_m2) <= 1e-10 * theirs_m2);
    const auto theirs_m = static_cast<double>(boost::geometry::perimeter(shape));
    CHECK(std::abs(perimeter_m(shape[0].outer) - theirs_m) <= 1e-12 * theirs_m);
  }
  CHECK(boost::geometry::area(holed) == 9600.0);
}

TEST_CASE("area_m2: a square of 10 cm far from the origin keeps its digits", "[edge]") {
  const double x = 575000.3;
  const double y = 168000.7;
  const Ring small{{x, y}, {x + 0.125, y}, {x + 0.125, y + 0.125}, {x, y + 0.125}};
  const double side_m = (x + 0.125) - x;
  CHECK(std::abs(signed_area_m2(small) - side_m * ((y + 0.125) - y)) <= 1e-15);
}

TEST_CASE("perimeter_m: the closing edge included", "[property]") {
  CHECK(perimeter_m(holed.outer) == 400.0);
  CHECK(perimeter_m({}) == 0.0);
  CHECK(perimeter_m({{1, 1}}) == 0.0);
  CHECK(perimeter_m({{1, 1}, {4, 5}}) == 10.0);
}

// (50 · 10000 − 20 · 400) / 9600 = 51.25, by hand.
TEST_CASE("centroid: the centre of mass, holes taken off", "[property]") {
  const Point c = centroid({holed});
  CHECK(std::abs(c.x - 575051.25) < 1e-9);
  CHECK(std::abs(c.y - 168051.25) < 1e-9);
}

TEST_CASE("centroid: the mean of the points where there is no area", "[edge]") {
  const Point c = centroid({{{{0, 0}, {2, 0}, {4, 0}}, {}}});
  CHECK(c == Point{2, 0});
}

TEST_CASE("signed_area_m2: 0 below three points", "[edge]") {
  CHECK(signed_area_m2({}) == 0.0);
  CHECK(signed_area_m2({{1, 1}, {2, 2}}) == 0.0);
}

TEST_CASE("bounds: of no shape is empty", "[edge]") {
  CHECK(bounds(MultiPolygon{}).empty());
  CHECK(bounds(holed).contains({575000, 168100}));
}

}  // namespace polygon_test
}  // namespace hotward::geometry
