#include "engine/geometry/lattice.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "engine/core/random.hpp"
#include "engine/geometry/containment.hpp"
#include "tests/support/catch.hpp"

namespace hotward::geometry {
namespace lattice_test {

// Side w / sqrt(3), area sqrt(3) / 2 w^2, worked out by hand for four widths in use.
TEST_CASE("Lattice: hexagons by their width from flat to flat", "[oracle]") {
  for (const auto& [w, side, hectares] : {std::tuple(150.0, 86.6, 1.949),
                                          {200.0, 115.5, 3.464},
                                          {250.0, 144.3, 5.413},
                                          {350.0, 202.1, 10.609}}) {
    const Lattice lattice(CellShape::hexagon, w);
    const Ring ring = lattice.ring({3, -2});
    INFO("width " << w);
    CHECK(std::abs(distance(ring[0], ring[1]) - side) < 0.05);
    CHECK(std::abs(lattice.cell_area_m2() / 1e4 - hectares) < 0.0005);
    CHECK(std::abs(signed_area_m2(ring) / lattice.cell_area_m2() - 1.0) < 1e-9);
    CHECK(std::abs(ring[1].x - ring[5].x - w) < 1e-9);
  }
}

TEST_CASE("Lattice: a square's id tells its corner on the National Grid", "[oracle]") {
  const Lattice lattice(CellShape::square, 150.0);
  const Cell cell = lattice.at({575'700.0, 168'149.9});
  CHECK(lattice.id(cell) == "s150_3838_1120");
  CHECK(lattice.box(cell).low == Point{575'700.0, 168'000.0});
  CHECK(Lattice(CellShape::hexagon, 62.5).id({-3, 7}) == "h62.5_7_-3");
  CHECK(Lattice(CellShape::flat_hexagon, 350.0).id({-3, 7}) == "f350_7_-3");
  CHECK(Lattice::of_side(CellShape::flat_hexagon, 202.0).id({-3, 7}) == "fs202_7_-3");
  CHECK(Lattice::of_side(CellShape::hexagon, 100.0).id({1, 2}) == "hs100_2_1");
}

TEST_CASE("Lattice: a side belongs to the cell north or east of it", "[edge]") {
  for (const double w : {100.0, 150.0, 33.3, 0.1 * 1234.0}) {
    const Lattice squares(CellShape::square, w);
    for (std::int32_t i = -1000; i < 1000; i += 7) {
      const Point corner = squares.box({i, 2 * i}).low;
      CHECK(squares.at(corner) == Cell{i, 2 * i});
      CHECK(squares.at({std::nextafter(corner.x, -1e9), corner.y}) == Cell{i, 2 * i - 1});
    }
  }
  const Lattice hexagons(CellShape::hexagon, 100.0);
  CHECK(hexagons.at({50.0, 0.0}) == Cell{0, 1});
  CHECK(hexagons.at({49.999, 0.0}) == Cell{0, 0});
  const Lattice flat(CellShape::flat_hexagon, 100.0);
  CHECK(flat.at({0.0, 50.0}) == Cell{1, 0});
  CHECK(flat.at({0.0, 49.999}) == Cell{0, 0});
}

// The nearest centre among all around, and the point inside its ring.
TEST_CASE("Lattice: a point's cell is the one that holds it", "[brute]") {
  const CellShape shape = GENERATE(CellShape::square, CellShape::hexagon, CellShape::flat_hexagon);
  const bool by_side = GENERATE(false, true);
  const Lattice lattice =
      by_side && is_hexagon(shape) ? Lattice::of_side(shape, 87.0) : Lattice(shape, 87.0);
  Random random(5, Stream::test);
  for (int i = 0; i < 20'000; ++i) {
    const Point p{4000.0 * (random.uniform() - 0.5), 4000.0 * (random.uniform() - 0.5)};
    const Cell cell = lattice.at(p);
    INFO("point " << p.x << " " << p.y);
    REQUIRE(locate(p, Polygon{lattice.ring(cell), {}}) != Location::outside);
    for (const Cell& other : lattice.around(cell)) {
      if (shape == CellShape::square) continue;
      REQUIRE(distance(p, lattice.centre(cell)) <= distance(p, lattice.centre(other)) + 1e-9);
    }
  }
}

TEST_CASE("Lattice: flat hexagons lie on a side, anticlockwise", "[oracle]") {
  const Lattice lattice = Lattice::of_side(CellShape::flat_hexagon, 202.0);
  CHECK(std::abs(lattice.cell_m() - 349.874) < 5e-4);
  CHECK(std::abs(lattice.cell_area_m2() / 1e4 - 10.6012) < 5e-5);  // 3 sqrt(3) / 2 side^2
  for (const Cell& cell : {Cell{3, -2}, Cell{-1, 5}}) {
    const Ring ring = lattice.ring(cell);
    const Box box = lattice.box(cell);
    REQUIRE(ring.size() == 6);
    CHECK(std::abs(signed_area_m2(ring) / lattice.cell_area_m2() - 1.0) < 1e-9);
    CHECK(std::abs(box.width() - 404.0) < 1e-9);
    CHECK(std::abs(box.height() - lattice.cell_m()) < 1e-9);
    const auto level =
        std::ranges::count_if(ring, [&](const Point& p) { return p.y < box.low.y + 1e-6; });
    CHECK(level == 2);
  }
}

TEST_CASE("Lattice: the cells around share sides, and mutually", "[property]") {
  for (const CellShape shape : {CellShape::square, CellShape::hexagon, CellShape::flat_hexagon}) {
    const Lattice lattice(shape, 10.0);
    for (std::int32_t row = -3; row <= 3; ++row) {
      const Cell cell{row, 4};
      const auto around = lattice.around(cell);
      CHECK(around.size() == (shape == CellShape::square ? 8U : 6U));
      for (const Cell& other : around) {
        const auto back = lattice.around(other);
        CHECK(std::ranges::count(back, cell) == 1);
        const double pitch = distance(lattice.centre(cell), lattice.centre(other));
        CHECK(pitch < 10.0 * std::numbers::sqrt2 + 1e-9);
        // Neighbouring hexagons share two corners to the last digit.
        if (shape == CellShape::square) continue;
        const Ring ring = lattice.ring(cell);
        const Ring other_ring = lattice.ring(other);
        CHECK(std::ranges::count_if(ring, [&](const Point& p) {
                return std::ranges::count(other_ring, p) > 0;
              }) == 2);
      }
    }
  }
}

}  // namespace lattice_test
}  // namespace hotward::geometry
