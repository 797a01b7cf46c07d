#include "engine/geometry/cover_shape.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "engine/core/random.hpp"
#include "engine/geometry/geos_shapes.hpp"
#include "engine/geometry/validity.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/patchwork.hpp"

namespace hotward::geometry {
namespace cover_shape_test {

MultiPolygon rectangle(double west, double south, double east, double north) {
  return {{{{west, south}, {east, south}, {east, north}, {west, north}}, {}}};
}

std::size_t any(std::size_t count, Random& random) {
  return static_cast<std::size_t>(random.uniform() * static_cast<double>(count));
}

/// Some areas moved onto others, some lost, some twice; whole millimetres.
std::vector<MultiPolygon> damaged(std::uint64_t seed) {
  auto shapes = Patchwork({.columns = 5, .rows = 4, .points_per_side = 6}, seed).areas();
  Random random(seed, Stream::test);
  for (int i = 0; i < 4; ++i) {
    const auto which = any(shapes.size(), random);
    const double by_m = 800.0 * random.uniform();
    for (Point& p : shapes[which][0].outer) p.x += by_m;
  }
  shapes.erase(shapes.begin() + static_cast<std::ptrdiff_t>(any(shapes.size(), random)));
  shapes.push_back(shapes.front());
  for (MultiPolygon& shape : shapes) {
    for (Point& p : shape[0].outer) {
      p = {std::round(1000.0 * p.x) / 1000.0, std::round(1000.0 * p.y) / 1000.0};
    }
    auto sound = repair(std::move(shape));
    REQUIRE(sound);
    shape = std::move(sound->shape);
  }
  return shapes;
}

/// GEOS's overlay of all is the judge, by the land that only one of the two has.
void check_same_land(const std::vector<MultiPolygon>& shapes, const MultiPolygon& ours) {
  const GeosContext geos;
  MultiPolygon all;
  for (const MultiPolygon& shape : shapes) all.insert(all.end(), shape.begin(), shape.end());
  const GeosGeometry pile = to_geos(geos, all);
  const GeosGeometry expected(GEOSUnaryUnion_r(geos.get(), pile.get()), {geos.get()});
  const GeosGeometry made = to_geos(geos, ours);
  REQUIRE(made);
  CHECK(GEOSisValid_r(geos.get(), made.get()) == 1);
  const GeosGeometry differs(GEOSSymDifference_r(geos.get(), expected.get(), made.get()),
                             {geos.get()});
  double m2 = 0.0;
  double outline_m = 0.0;
  GEOSArea_r(geos.get(), differs.get(), &m2);
  GEOSLength_r(geos.get(), expected.get(), &outline_m);
  // Where two borders cross, the crossing moves to the grid and bends an edge by half a millimetre.
  CHECK(m2 < 0.5e-3 * outline_m);
}

TEST_CASE("covered_shape: the overlay of all areas agrees on 200 damaged maps", "[oracle]") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    INFO("seed " << seed);
    const auto shapes = damaged(seed);
    const auto ours = covered_shape(shapes);
    REQUIRE(ours);
    check_same_land(shapes, *ours);
  }
}

TEST_CASE("covered_shape: the same for any order of the areas and any start of a ring",
          "[property]") {
  auto shapes = damaged(3);
  const auto first = covered_shape(shapes);
  REQUIRE(first);
  std::ranges::reverse(shapes);
  for (MultiPolygon& shape : shapes) {
    Ring& ring = shape[0].outer;
    std::ranges::rotate(ring, ring.begin() + 5);
  }
  const auto second = covered_shape(shapes);
  REQUIRE(second);
  REQUIRE(first->size() == second->size());
  for (std::size_t i = 0; i < first->size(); ++i) {
    CHECK((*first)[i].outer == (*second)[i].outer);
    CHECK((*first)[i].holes == (*second)[i].holes);
  }
}

TEST_CASE("covered_shape: squares that meet in a corner, and a hole that touches the rim",
          "[edge]") {
  const auto corner =
      covered_shape(std::vector{rectangle(0, 0, 100, 100), rectangle(100, 100, 200, 200)});
  REQUIRE(corner);
  CHECK(corner->size() == 2);
  // Eight squares round an open one, and the south-western one gone: the gap touches the outside.
  std::vector<MultiPolygon> round;
  for (const auto& [x, y] : {std::pair{1, 0}, {2, 0}, {0, 1}, {2, 1}, {0, 2}, {1, 2}, {2, 2}}) {
    round.push_back(rectangle(100.0 * x, 100.0 * y, 100.0 * (x + 1), 100.0 * (y + 1)));
  }
  const auto pinched = covered_shape(round);
  REQUIRE(pinched);
  REQUIRE(pinched->size() == 1);
  CHECK(pinched->front().holes.size() == 1);
  CHECK(area_m2(*pinched) == Approx(70'000.0));
  check_same_land(round, *pinched);
}

TEST_CASE("covered_shape: nothing of nothing", "[edge]") {
  const auto none = covered_shape({});
  REQUIRE(none);
  CHECK(none->empty());
  const auto empty = covered_shape(std::vector<MultiPolygon>(3));
  REQUIRE(empty);
  CHECK(empty->empty());
}

}  // namespace cover_shape_test
}  // namespace hotward::geometry
