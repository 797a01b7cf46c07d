#include "engine/geometry/cell_areas.hpp"

#include <algorithm>
#include <cmath>

#include "engine/geometry/grid.hpp"
#include "engine/geometry/grid_cut.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/patchwork.hpp"

namespace hotward::geometry {
namespace cell_areas_test {

MultiPolygon rectangle(double west, double south, double east, double north) {
  return {{{{west, south}, {east, south}, {east, north}, {west, north}}, {}}};
}

// The same cells with the same parts as a grid, whose shapes GEOS cuts.
void check_as_grid(const MultiPolygon& area, CellShape shape, double cell_m) {
  CAPTURE(cell_m);
  const auto grid = grid_over({&area, 1}, {shape, cell_m});
  const auto found = cell_areas(area, Lattice(shape, cell_m));
  REQUIRE(grid);
  REQUIRE(found);
  REQUIRE(found->size() == grid->size());
  for (std::size_t i = 0; i < grid->size(); ++i) {
    REQUIRE((*found)[i].cell == grid->cells()[i]);
    REQUIRE(std::abs((*found)[i].area_m2 - grid->area_m2(i)) < 1e-4);
  }
}

TEST_CASE("cell_areas: winding areas, as a grid cuts them", "[oracle]") {
  const CellShape shape = GENERATE(CellShape::square, CellShape::hexagon, CellShape::flat_hexagon);
  const auto areas = Patchwork({.columns = 3, .rows = 2}, 7).areas();
  const auto whole = united(areas);
  REQUIRE(whole);
  for (const double cell_m : {35.0, 170.0, 900.0}) check_as_grid(*whole, shape, cell_m);
  // Two parts that touch nowhere, and a shape of many bays.
  MultiPolygon parts = areas[0];
  parts.insert(parts.end(), areas[5].begin(), areas[5].end());
  check_as_grid(parts, shape, 130.0);
}

TEST_CASE("cell_areas: a hole, an island and a cell within a hole", "[edge]") {
  const CellShape kind = GENERATE(CellShape::square, CellShape::hexagon, CellShape::flat_hexagon);
  MultiPolygon shape = rectangle(0, 0, 1000, 1000);
  shape[0].holes.push_back({{250, 250}, {250, 760}, {760, 760}, {760, 250}});
  shape.push_back({{{400, 400}, {450, 400}, {450, 450}, {400, 450}}, {}});
  for (const double cell_m : {7.0, 100.0, 333.0}) check_as_grid(shape, kind, cell_m);
}

TEST_CASE("cell_areas: a comb whose teeth a clipping line cuts into pieces", "[edge]") {
  Ring comb;
  for (int tooth = 0; tooth < 20; ++tooth) {
    comb.push_back({10.0 * tooth, 0.0});
    comb.push_back({10.0 * tooth + 4.0, 200.0});
  }
  comb.push_back({220.0, 0.0});
  comb.push_back({220.0, -30.0});
  comb.push_back({0.0, -30.0});
  const double sign = signed_area_m2(comb);
  if (sign < 0.0) std::reverse(comb.begin(), comb.end());
  for (const double cell_m : {9.0, 33.0}) {
    check_as_grid({{comb, {}}}, CellShape::square, cell_m);
    check_as_grid({{comb, {}}}, CellShape::hexagon, cell_m);
  }
}

TEST_CASE("cell_areas: cells that cannot be are refused", "[error]") {
  const MultiPolygon area = rectangle(0, 0, 1000, 1000);
  CHECK(cell_areas({}, Lattice(CellShape::square, 10.0)).error().code == ErrorCode::no_data);
  CHECK(cell_areas(area, Lattice(CellShape::square, 2000.0)).error().code == ErrorCode::usage);
  const MultiPolygon wide = rectangle(0, 0, 9000, 9000);
  CHECK(cell_areas(wide, Lattice(CellShape::square, 1.0)).error().code == ErrorCode::usage);
}

}  // namespace cell_areas_test
}  // namespace hotward::geometry
