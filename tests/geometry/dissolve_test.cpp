#include "engine/geometry/dissolve.hpp"

#include <algorithm>
#include <cmath>

#include "engine/geometry/grid.hpp"
#include "engine/geometry/validity.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/patchwork.hpp"

namespace hotward::geometry {
namespace dissolve_test {

MultiPolygon box(double west, double south, double east, double north) {
  return {{{{west, south}, {east, south}, {east, north}, {west, north}}, {}}};
}

bool same(const MultiPolygon& a, const MultiPolygon& b) {
  return std::ranges::equal(a, b, [](const Polygon& p, const Polygon& q) {
    return p.outer == q.outer && p.holes == q.holes;
  });
}

TEST_CASE("dissolve: neighbours become one ring, what lies apart stays apart", "[property]") {
  const std::vector<MultiPolygon> shapes{box(0, 0, 10, 10), box(10, 0, 20, 10), box(40, 0, 50, 10)};
  const auto whole = dissolve(shapes);
  REQUIRE(whole);
  REQUIRE(whole->size() == 2);
  CHECK(area_m2(*whole) == 300.0);
  for (const Polygon& part : *whole) {
    CHECK(part.outer.size() >= 4);
    CHECK(signed_area_m2(part.outer) > 0.0);
  }
}

TEST_CASE("dissolve: a ring of areas keeps the hole between them", "[property]") {
  const std::vector<MultiPolygon> shapes{box(0, 0, 30, 10), box(0, 20, 30, 30), box(0, 10, 10, 20),
                                         box(20, 10, 30, 20)};
  const auto whole = dissolve(shapes);
  REQUIRE(whole);
  REQUIRE(whole->size() == 1);
  REQUIRE(whole->front().holes.size() == 1);
  CHECK(signed_area_m2(whole->front().holes[0]) == -100.0);
  CHECK(area_m2(*whole) == 800.0);
}

// One area has a vertex where its neighbour runs straight, beside the line by a rounding.
TEST_CASE("dissolve: slits of a few centimetres close", "[edge]") {
  const double beside = GENERATE(0.0004, 0.003, 0.02, 0.04);
  INFO("vertex beside the line by " << beside);
  const MultiPolygon straight{{{{0, 0}, {200, 30}, {100, 200}}, {}}};
  const MultiPolygon bent{{{{0, 0}, {100, 15 - beside}, {200, 30}, {100, -200}}, {}}};
  const MultiPolygon away{{{{0, -beside}, {200, 30 - beside}, {100, -200}}, {}}};
  const auto closed = dissolve(std::vector{straight, bent});
  REQUIRE(closed);
  REQUIRE(closed->size() == 1);
  CHECK(closed->front().holes.empty());
  const auto open = dissolve(std::vector{straight, away});
  REQUIRE(open);
  CHECK(open->size() == 1);
}

TEST_CASE("dissolve: a hole stays from ten centimetres of width on", "[edge]") {
  const auto around = [](double width) {
    return std::vector{box(0, 0, 10, 10), box(10 + width, 0, 20, 10), box(0, 9, 20, 20),
                       box(0, -9, 20, 1)};
  };
  const auto narrow = dissolve(around(0.06));
  REQUIRE(narrow);
  REQUIRE(narrow->size() == 1);
  CHECK(narrow->front().holes.empty());
  const auto wide = dissolve(around(0.3));
  REQUIRE(wide);
  REQUIRE(wide->size() == 1);
  CHECK(wide->front().holes.size() == 1);
}

TEST_CASE("dissolve: nothing from nothing, one shape from itself", "[edge]") {
  CHECK(dissolve({})->empty());
  const std::vector<MultiPolygon> one{{}, box(1, 2, 3, 4)};
  const auto whole = dissolve(one);
  REQUIRE(whole);
  CHECK(area_m2(*whole) == 4.0);
}

// A patchwork covers its rectangle: any block of it has the area of its parts, is sound, is one
// piece, and does not depend on the order.
TEST_CASE("dissolve: blocks of winding areas have the area of their parts", "[property]") {
  const std::uint64_t seed = GENERATE(1U, 2U, 3U);
  const auto areas = Patchwork({.columns = 6, .rows = 5}, seed).areas();
  std::vector<MultiPolygon> block;
  double parts_m2 = 0.0;
  for (std::size_t i = 0; i < areas.size(); ++i) {
    if (i % 6 == 5) continue;  // all columns but the last
    block.push_back(areas[i]);
    parts_m2 += area_m2(areas[i]);
  }
  const auto whole = dissolve(block);
  REQUIRE(whole);
  CHECK(whole->size() == 1);
  CHECK(whole->front().holes.empty());
  // Vertices move by 7 cm at most along an outline of some 40 km; moves cancel, but for chance.
  CHECK(std::abs(area_m2(*whole) - parts_m2) < 500.0);
  CHECK(repair(*whole)->reason.empty());
  std::ranges::reverse(block);
  CHECK(same(*dissolve(block), *whole));
}

// Of many areas only the outline goes to the grid. Some lie two or three centimetres beside their
// place, so that slits run along one side and slivers along the other; or lie there twice. A slit
// between areas at the edge is open, and the grid may pinch it.
TEST_CASE("dissolve: many areas that overlap, or do not quite meet, make one sound shape",
          "[property]") {
  const std::uint64_t seed = GENERATE(1U, 2U, 3U, 4U);
  const bool twice = GENERATE(false, true);
  const bool at_edge = GENERATE(false, true);
  auto areas = Patchwork({.columns = 12, .rows = 10}, seed).areas();
  double due_m2 = 0.0;
  for (const MultiPolygon& area : areas) due_m2 += area_m2(area);
  for (std::size_t i = 0; i < 12 * 10; i += 7) {
    const bool is_inner = i >= 12 && i < 12 * 9 && i % 12 != 0 && i % 12 != 11;
    if (!is_inner && !at_edge) continue;
    if (twice) areas.push_back(areas[i]);
    for (Polygon& part : areas[i]) {
      for (Point& p : part.outer) p = {p.x + 0.03, p.y - 0.02};
    }
  }
  const auto whole = dissolve(areas);
  REQUIRE(whole);
  CHECK(whole->size() == 1);
  if (!at_edge) CHECK(whole->front().holes.empty());
  CHECK(std::abs(area_m2(*whole) - due_m2) < 500.0);
  CHECK(repair(*whole)->reason.empty());
  for (const Point& p : whole->front().outer) {
    REQUIRE(std::abs(p.x * 10.0 - std::round(p.x * 10.0)) < 1e-6);
  }
  std::ranges::reverse(areas);
  CHECK(same(*dissolve(areas), *whole));
}

TEST_CASE("dissolve: hexagons of a grid leave no slits", "[property]") {
  const std::vector<MultiPolygon> area{box(560000, 150000, 563000, 152000)};
  const auto grid = grid_over(area, {CellShape::hexagon, 150.0});
  REQUIRE(grid);
  std::vector<MultiPolygon> cells;
  for (std::size_t i = 0; i < grid->size(); ++i) cells.push_back(grid->shape(i));
  const auto whole = dissolve(cells);
  REQUIRE(whole);
  REQUIRE(whole->size() == 1);
  CHECK(whole->front().holes.empty());
  CHECK(std::abs(area_m2(*whole) - 6e6) < 5.0);
}

}  // namespace dissolve_test
}  // namespace hotward::geometry
