#include "engine/geometry/interior_point.hpp"

#include "engine/geometry/containment.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/patchwork.hpp"

namespace hotward::geometry {
namespace interior_point_test {

// A horseshoe: its centre of mass is in its mouth.
const Polygon horseshoe{
    {{0, 0}, {90, 0}, {90, 100}, {60, 100}, {60, 30}, {30, 30}, {30, 100}, {0, 100}}, {}};

TEST_CASE("interior_point: inside, where the centre of mass is not", "[property]") {
  REQUIRE(locate(centroid({horseshoe}), horseshoe) == Location::outside);
  CHECK(locate(interior_point({horseshoe}), horseshoe) == Location::inside);
}

TEST_CASE("interior_point: inside every area of a map", "[property]") {
  for (const MultiPolygon& shape : Patchwork({.columns = 5, .rows = 4}, 3).areas()) {
    CHECK(locate(interior_point(shape), shape) == Location::inside);
  }
}

TEST_CASE("interior_point: beside a hole, in the wider of two parts", "[edge]") {
  const Polygon holed{{{0, 0}, {10, 0}, {10, 10}, {0, 10}}, {{{1, 1}, {1, 9}, {9, 9}, {9, 1}}}};
  CHECK(locate(interior_point({holed}), holed) == Location::inside);
  const Polygon wide{{{100, 0}, {180, 0}, {180, 50}, {100, 50}}, {}};
  CHECK(locate(interior_point({holed, wide}), wide) == Location::inside);
}

}  // namespace interior_point_test
}  // namespace hotward::geometry
