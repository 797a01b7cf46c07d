#include "engine/table/shapes.hpp"

#include <algorithm>
#include <memory>

#include "tests/support/catch.hpp"

namespace hotward::table {
namespace shapes_test {

using geometry::MultiPolygon;

MultiPolygon rectangle(double x, double y, double wide, double high) {
  return {{{{x, y}, {x + wide, y}, {x + wide, y + high}, {x, y + high}}, {}}};
}

bool same(const MultiPolygon& a, const MultiPolygon& b) {
  return std::ranges::equal(a, b, [](const geometry::Polygon& p, const geometry::Polygon& q) {
    return p.outer == q.outer && p.holes == q.holes;
  });
}

// A study area of two islands: cells that it cuts, cells in two parts, whole cells.
std::shared_ptr<const geometry::Grid> some_cells() {
  const std::vector<MultiPolygon> land = {rectangle(0, 0, 950, 140), rectangle(0, 160, 950, 500)};
  auto grid = geometry::grid_over(land, {geometry::CellShape::square, 100.0});
  REQUIRE(grid);
  return std::make_shared<const geometry::Grid>(std::move(*grid));
}

TEST_CASE("Shapes: cells are drawn as the grid draws them, in any order", "[property]") {
  const auto grid = some_cells();
  const Shapes shapes(grid);
  REQUIRE(shapes.size() == grid->size());
  CHECK(shapes.kept().empty());
  MultiPolygon spare;
  std::size_t in_parts = 0;
  for (std::size_t i = grid->size(); i-- > 0;) {
    CHECK(same(shapes.at(i, spare), grid->shape(i)));
    CHECK(same(shapes[i], grid->shape(i)));
    CHECK(shapes.part_count(i) == grid->shape(i).size());
    in_parts += shapes.part_count(i) > 1 ? 1U : 0U;
  }
  CHECK(in_parts == 10);
  std::size_t points = 0;
  shapes.for_each([&](const MultiPolygon& shape) { points += geometry::point_count(shape); });
  CHECK(shapes.point_count() == points);
  CHECK(shapes.bounds().high.x == 950.0);
  CHECK(shapes.bounds().low.y == 0.0);
}

TEST_CASE("Shapes: kept ones are shared, not copied", "[property]") {
  const Shapes shapes(Shapes::List{rectangle(0, 0, 1, 1), {}, rectangle(5, 5, 2, 1)});
  const Shapes copy = shapes;
  CHECK(&copy.kept() == &shapes.kept());
  MultiPolygon spare;
  CHECK(&copy.at(2, spare) == &shapes.kept()[2]);
  CHECK(shapes.part_count(1) == 0);
  CHECK(shapes.point_count() == 8);
  const std::vector<std::size_t> rows = {2, 0};
  const Shapes some = shapes.only(rows);
  REQUIRE(some.size() == 2);
  CHECK(same(some[0], rectangle(5, 5, 2, 1)));
  CHECK(same(some[1], rectangle(0, 0, 1, 1)));
  CHECK(Shapes().size() == 0);
}

}  // namespace shapes_test
}  // namespace hotward::table
