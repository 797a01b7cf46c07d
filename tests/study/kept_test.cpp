// What is made of a study's areas once.
#include "engine/study/kept_grids.hpp"
#include "engine/study/kept_neighbours.hpp"
#include "tests/support/catch.hpp"

namespace hotward {
namespace kept_test {

std::vector<geometry::MultiPolygon> two_squares() {
  const auto square = [](double x) {
    return geometry::MultiPolygon{{{{x, 0}, {x + 100, 0}, {x + 100, 100}, {x, 100}}, {}}};
  };
  return {square(0), square(100)};
}

TEST_CASE("KeptGrids: a grid is made once, and others beside it", "[property]") {
  const auto areas = two_squares();
  KeptGrids kept;
  const geometry::GridOptions ten{geometry::CellShape::square, 10.0};
  const geometry::GridOptions twenty{geometry::CellShape::square, 20.0};
  const auto first = kept.over(areas, ten).value();
  CHECK(first->size() == 200);
  CHECK(kept.over(areas, ten).value() == first);
  CHECK(kept.over(areas, twenty).value()->size() == 50);
  CHECK(kept.over(areas, ten).value() == first);
  // A third takes the place of the one that was not asked for the longest.
  CHECK(kept.over(areas, {geometry::CellShape::square, 50.0}).value()->size() == 8);
  CHECK(kept.over(areas, ten).value() == first);
  CHECK_FALSE(kept.over(areas, {geometry::CellShape::square, 0.5}));
}

TEST_CASE("KeptNeighbours: of each kind once", "[property]") {
  const auto areas = two_squares();
  KeptNeighbours kept;
  CHECK(kept.of(areas, weights::Contiguity::queen).link_count() == 2);
  CHECK(kept.of(areas, weights::Contiguity::rook).link_count() == 2);
  CHECK(kept.of(areas, weights::Contiguity::queen).link_count() == 2);
}

}  // namespace kept_test
}  // namespace hotward
