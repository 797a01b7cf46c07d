#include "engine/geometry/grid.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "engine/core/parallel.hpp"
#include "engine/core/random.hpp"
#include "engine/geometry/containment.hpp"
#include "engine/geometry/validity.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/medway.hpp"
#include "tests/support/patchwork.hpp"
#include "tests/support/threads.hpp"

namespace hotward::geometry {
namespace grid_test {

MultiPolygon rectangle(double west, double south, double east, double north) {
  return {{{{west, south}, {east, south}, {east, north}, {west, north}}, {}}};
}

double total_m2(const std::vector<MultiPolygon>& shapes) {
  double sum = 0.0;
  for (const MultiPolygon& shape : shapes) sum += area_m2(shape);
  return sum;
}

TEST_CASE("grid_over: a rectangle's squares and their cut parts", "[oracle]") {
  const std::vector<MultiPolygon> areas = {rectangle(1000, 2000, 1350, 2250)};
  const auto grid = grid_over(areas, {CellShape::square, 100.0});
  REQUIRE(grid);
  CHECK(grid->size() == 12);
  CHECK(grid->cells().front() == Cell{20, 10});
  CHECK(grid->cells().back() == Cell{22, 13});
  CHECK(std::abs(grid->area_m2(0) - 10'000.0) < 1e-9);
  CHECK(std::abs(grid->area_m2(3) - 5'000.0) < 1e-6);
  CHECK(std::abs(grid->area_m2(11) - 2'500.0) < 1e-6);
  CHECK(grid->find({22, 13}) == 11);
  CHECK(grid->find({22, 14}) == -1);
  CHECK(grid->find({-5, 14}) == -1);
}

TEST_CASE("grid_over: a hole, an island and a cell within a hole", "[edge]") {
  MultiPolygon shape = rectangle(0, 0, 1000, 1000);
  shape[0].holes.push_back({{250, 250}, {250, 760}, {760, 760}, {760, 250}});
  shape.push_back({{{400, 400}, {450, 400}, {450, 450}, {400, 450}}, {}});
  const auto grid = grid_over(std::vector<MultiPolygon>{shape}, {CellShape::square, 100.0});
  REQUIRE(grid);
  CHECK(std::abs(grid->study_m2() - area_m2(shape)) < 1e-4);
  CHECK(grid->find({5, 5}) == -1);
  REQUIRE(grid->find({4, 4}) >= 0);
  CHECK(std::abs(grid->area_m2(static_cast<std::size_t>(grid->find({4, 4}))) - 2500.0) < 1e-6);
}

// Whether a cell belongs, and its part, cut out of each area alone: no union, no division.
TEST_CASE("grid_over: winding areas, cell by cell", "[brute]") {
  const CellShape kind = GENERATE(CellShape::square, CellShape::hexagon, CellShape::flat_hexagon);
  const auto areas = Patchwork({.columns = 3, .rows = 2}, 7).areas();
  const auto grid = grid_over(areas, {kind, 170.0});
  REQUIRE(grid);
  // The parts add up to the areas: nothing is lost at the seams or counted twice.
  CHECK(std::abs(grid->study_m2() / total_m2(areas) - 1.0) < 1e-9);
  double shapes_m2 = 0.0;
  for (std::size_t i = 0; i < grid->size(); ++i) {
    const MultiPolygon shape = grid->shape(i);
    REQUIRE(std::abs(area_m2(shape) - grid->area_m2(i)) <= 1e-6 * grid->area_m2(i) + 1e-4);
    const auto sound = repair(shape);
    REQUIRE(sound);
    REQUIRE(sound->reason.empty());
    shapes_m2 += area_m2(shape);
  }
  CHECK(std::abs(shapes_m2 / total_m2(areas) - 1.0) < 1e-9);
  // Random points: in the study area exactly where their cell's shape holds them.
  Random random(3, Stream::test);
  for (int i = 0; i < 3000; ++i) {
    const Point p{559'000.0 + 8'000.0 * random.uniform(), 149'000.0 + 6'000.0 * random.uniform()};
    const bool in_study = std::ranges::any_of(
        areas, [&](const MultiPolygon& a) { return locate(p, a) != Location::outside; });
    const std::int32_t cell = grid->find(grid->lattice().at(p));
    const bool in_cell =
        cell >= 0 && locate(p, grid->shape(static_cast<std::size_t>(cell))) != Location::outside;
    INFO("point " << p.x << " " << p.y);
    REQUIRE(in_study == in_cell);
  }
}

TEST_CASE("grid_over: hexagons by their side, in order and found again", "[property]") {
  const auto areas = Patchwork({.columns = 3, .rows = 2}, 7).areas();
  for (const CellShape kind : {CellShape::hexagon, CellShape::flat_hexagon}) {
    const auto grid = grid_over(areas, {.shape = kind, .side_m = 120.0});
    REQUIRE(grid);
    CHECK(std::abs(grid->study_m2() / total_m2(areas) - 1.0) < 1e-9);
    CHECK(std::ranges::is_sorted(grid->cells()));
    for (std::size_t i = 0; i < grid->size(); ++i) {
      REQUIRE(grid->find(grid->cells()[i]) == static_cast<std::int32_t>(i));
      for (const Polygon& part : grid->shape(i)) REQUIRE(signed_area_m2(part.outer) > 0.0);
    }
  }
  const auto squares = grid_over(areas, {.shape = CellShape::square, .side_m = 120.0});
  REQUIRE_FALSE(squares);
  CHECK(squares.error().code == ErrorCode::usage);
  CHECK_FALSE(grid_over(areas, {.shape = CellShape::hexagon, .side_m = 0.5}));
}

TEST_CASE("grid_over: overlapping areas count once", "[edge]") {
  const std::vector<MultiPolygon> areas = {rectangle(0, 0, 600, 500), rectangle(400, 0, 1000, 500)};
  const auto grid = grid_over(areas, {CellShape::hexagon, 60.0});
  REQUIRE(grid);
  CHECK(std::abs(grid->study_m2() - 500'000.0) < 1e-3);
}

TEST_CASE("grid_over: threads change nothing", "[property]") {
  const auto areas = Patchwork({.columns = 4, .rows = 4}, 2).areas();
  std::vector<double> first;
  for (const unsigned threads : {1U, 2U, 4U}) {
    set_thread_count(threads);
    const auto grid = grid_over(areas, {CellShape::hexagon, 120.0});
    REQUIRE(grid);
    std::vector<double> numbers;
    for (std::size_t i = 0; i < grid->size(); ++i) {
      numbers.push_back(grid->area_m2(i));
      for (const Polygon& part : grid->shape(i)) {
        for (const Point& p : part.outer) numbers.insert(numbers.end(), {p.x, p.y});
      }
    }
    if (first.empty()) first = numbers;
    CHECK(numbers == first);
  }
  set_thread_count(0);
}

// The 22 wards of Medway with their estuary: 19,300 squares of 100 m and 8,600 of 150 m, within 2
// %.
TEST_CASE("grid_over: Medway", "[oracle]") {
  HOTWARD_NEEDS_SHARED("data/boundaries/medway_wards_22.geojson");
  const auto areas = shared_areas("data/boundaries/medway_wards_22.geojson", "WD13CD");
  for (const auto& [w, expected] : {std::pair(100.0, 19'300.0), {150.0, 8'600.0}}) {
    const auto grid = grid_over(areas.shapes, {CellShape::square, w});
    REQUIRE(grid);
    // Cells that the area touches, beside area over cell area: more by half the boundary cells.
    const double whole = grid->study_m2() / (w * w);
    INFO("width " << w << ": " << grid->size() << " cells, area " << whole << " cells");
    CHECK(std::abs(whole / expected - 1.0) < 0.05);
    CHECK(std::abs(grid->study_m2() / total_m2(areas.shapes) - 1.0) < 1e-6);
  }
}

TEST_CASE("grid_over: says why it cannot", "[error]") {
  const std::vector<MultiPolygon> areas = {rectangle(0, 0, 30'000, 20'000)};
  const auto tiny = grid_over(areas, {CellShape::square, 0.5});
  REQUIRE_FALSE(tiny);
  CHECK(tiny.error().code == ErrorCode::usage);
  CHECK(tiny.error().message == "a cell of 0.5 m is too small: 1 m is the least");

  const auto huge = grid_over(areas, {CellShape::square, 25'000.0});
  REQUIRE_FALSE(huge);
  CHECK(huge.error().code == ErrorCode::usage);
  CHECK(huge.error().message == "a cell of 25000 m is larger than the study area of 600 km²");

  const auto many = grid_over(areas, {CellShape::square, 10.0});
  REQUIRE_FALSE(many);
  CHECK(many.error().code == ErrorCode::usage);
  CHECK(many.error().message ==
        "cells of 10 m make 6010004 of them, and 4000000 is the most: use 13 m or more");
  CHECK(grid_over(areas, {CellShape::square, 13.0}).has_value());
  const Box box = bounds(areas[0]);
  for (const CellShape shape : {CellShape::square, CellShape::hexagon, CellShape::flat_hexagon}) {
    const double finest_m = finest_cell_m(box, Lattice(shape, 5.0), most_cells);
    CHECK(check_cell_count(box, Lattice(shape, finest_m)));
    CHECK_FALSE(check_cell_count(box, Lattice(shape, finest_m - 1.0)));
    CHECK(finest_cell_m(box, Lattice(shape, 50.0), most_cells) == 50.0);
  }

  const auto none = grid_over(std::vector<MultiPolygon>{}, {});
  REQUIRE_FALSE(none);
  CHECK(none.error().code == ErrorCode::no_data);
  CHECK_FALSE(grid_over(areas, {CellShape::square, std::nan("")}));
}

}  // namespace grid_test
}  // namespace hotward::geometry
