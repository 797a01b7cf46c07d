#include "engine/join/grid_join.hpp"

#include <numeric>

#include "engine/core/random.hpp"
#include "engine/geometry/containment.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/patchwork.hpp"

namespace hotward::join {
namespace grid_join_test {

using geometry::CellShape;
using geometry::Point;

table::Areas areas_of(std::vector<geometry::MultiPolygon> shapes) {
  table::Areas areas;
  for (std::size_t i = 0; i < shapes.size(); ++i) areas.codes.push_back("A" + std::to_string(i));
  areas.names = areas.codes;
  areas.shapes = std::move(shapes);
  return areas;
}

table::Places places_of(std::vector<Point> at) {
  table::Places places;
  places.at = std::move(at);
  for (std::uint32_t i = 0; i < places.at.size(); ++i) {
    places.incidents.push_back(1 + i % 3);
  }
  return places;
}

TEST_CASE("grid_counts: every incident is in one cell or left out", "[brute]") {
  const CellShape shape = GENERATE(CellShape::square, CellShape::hexagon, CellShape::flat_hexagon);
  const table::Areas areas = areas_of(Patchwork({.columns = 3, .rows = 3}, 5).areas());
  Random random(8, Stream::test);
  std::vector<Point> at;
  for (int i = 0; i < 4000; ++i) {
    at.push_back({559'000.0 + 8'000.0 * random.uniform(), 149'000.0 + 8'000.0 * random.uniform()});
  }
  // Corners of areas lie on boundaries; far strays must change nothing.
  for (const auto& area : areas.shapes) at.push_back(area[0].outer[0]);
  at.push_back({1e8, -1e8});
  const table::Places places = places_of(at);
  const AreaJoin join = area_join(places, areas);
  const auto grid = geometry::grid_over(areas.shapes, {shape, 250.0});
  REQUIRE(grid);
  const GridCounts counts = grid_counts(places, places.incidents, join, *grid);
  CHECK(counts.counted == join.in_area);
  CHECK(counts.left_out == join.outside);
  CHECK(std::accumulate(counts.counts.begin(), counts.counts.end(), std::uint64_t{0}) ==
        counts.counted);
  std::vector<std::uint64_t> expected(grid->size());
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (join.area[i] < 0) continue;
    // The plain search: the first cell whose uncut ring holds the place.
    const auto found = static_cast<std::size_t>(counts.cell[i]);
    REQUIRE(geometry::locate(places.at[i],
                             geometry::Polygon{grid->lattice().ring(grid->cells()[found]), {}}) !=
            geometry::Location::outside);
    expected[found] += places.incidents[i];
  }
  CHECK(counts.counts == expected);
}

// Three places on common sides and one on a corner: one cell each (other programs count them once
// for every cell that they touch).
TEST_CASE("grid_counts: a place on a shared side counts once", "[oracle]") {
  const table::Areas areas = areas_of({{{{{0, 0}, {300, 0}, {300, 300}, {0, 300}}, {}}}});
  table::Places places = places_of({{100, 50}, {150, 100}, {200, 200}});
  places.incidents = {1, 1, 1};
  const auto grid = geometry::grid_over(areas.shapes, {CellShape::square, 100.0});
  REQUIRE(grid);
  const GridCounts counts = grid_counts(places, places.incidents, area_join(places, areas), *grid);
  CHECK(counts.counted == 3);
  CHECK(counts.occupied == 3);
  CHECK(counts.counts == std::vector<std::uint64_t>{0, 1, 0, 0, 1, 0, 0, 0, 1});
}

TEST_CASE("grid_counts: the outer boundary belongs to the cells inside it", "[edge]") {
  const table::Areas areas = areas_of({{{{{0, 0}, {300, 0}, {300, 300}, {0, 300}}, {}}}});
  table::Places places = places_of({{300, 150}, {120, 300}, {300, 300}, {0, 0}, {300.001, 150}});
  places.incidents = {1, 1, 1, 1, 1};
  const auto grid = geometry::grid_over(areas.shapes, {CellShape::square, 100.0});
  REQUIRE(grid);
  const GridCounts counts = grid_counts(places, places.incidents, area_join(places, areas), *grid);
  CHECK(counts.cell == std::vector<std::int32_t>{5, 7, 8, 0, -1});
  CHECK(counts.left_out == 1);
}

}  // namespace grid_join_test
}  // namespace hotward::join
