#include "engine/weights/grid_contiguity.hpp"

#include <cmath>
#include <vector>

#include "engine/core/random.hpp"
#include "tests/support/catch.hpp"

namespace hotward::weights {
namespace grid_contiguity_test {

std::vector<GridCell> rectangle(std::int32_t rows, std::int32_t columns) {
  std::vector<GridCell> cells;
  for (std::int32_t r = 0; r < rows; ++r) {
    for (std::int32_t c = 0; c < columns; ++c) cells.push_back({r - 2, c - 3});
  }
  return cells;
}

/// The centre of a hexagon whose neighbours lie 1 away; of a square, its row and column.
std::pair<double, double> centre(const GridCell& cell, GridKind kind) {
  const double half_step = std::sqrt(0.75);
  const auto odd = [](std::int32_t i) { return i % 2 != 0 ? 0.5 : 0.0; };
  if (kind == GridKind::hexagon_rows) return {cell.column + odd(cell.row), half_step * cell.row};
  if (kind == GridKind::hexagon_columns) {
    return {half_step * cell.column, cell.row + odd(cell.column)};
  }
  return {cell.column, cell.row};
}

SpatialWeights by_distance(const std::vector<GridCell>& cells, GridKind kind) {
  const double reach = kind == GridKind::square_queen ? 1.5 : 1.1;
  std::vector<std::vector<Site>> rows(cells.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    for (std::size_t j = 0; j < cells.size(); ++j) {
      const auto [xi, yi] = centre(cells[i], kind);
      const auto [xj, yj] = centre(cells[j], kind);
      if (i != j && std::hypot(xi - xj, yi - yj) < reach) rows[i].push_back(static_cast<Site>(j));
    }
  }
  return binary(rows);
}

void check_same(const SpatialWeights& actual, const SpatialWeights& expected) {
  CHECK(actual.rows().starts == expected.rows().starts);
  CHECK(actual.rows().sites == expected.rows().sites);
}

constexpr auto kinds = {GridKind::square_queen, GridKind::square_rook, GridKind::hexagon_rows,
                        GridKind::hexagon_columns};

TEST_CASE("grid_contiguity: the cells whose centres lie one step away", "[brute]") {
  for (const auto kind : kinds) {
    const auto cells = rectangle(7, 9);
    check_same(grid_contiguity(cells, kind), by_distance(cells, kind));
  }
}

TEST_CASE("grid_contiguity: gaps and far outliers, in any order of cells", "[brute]") {
  Random random(GENERATE(1U, 2U), Stream::test, 42);
  std::vector<GridCell> cells;
  for (const auto& cell : rectangle(9, 9)) {
    if (random.below(3) > 0) cells.push_back(cell);
  }
  cells.push_back({2000000000, -2000000000});  // too far for a table of the rectangle
  for (std::size_t i = cells.size(); i > 1; --i) {
    std::swap(cells[i - 1], cells[random.below(static_cast<std::uint32_t>(i))]);
  }
  for (const auto kind : kinds) {
    check_same(grid_contiguity(cells, kind), by_distance(cells, kind));
    cells.pop_back();
    check_same(grid_contiguity(cells, kind), by_distance(cells, kind));
  }
}

TEST_CASE("grid_contiguity: no cells, one cell", "[edge]") {
  CHECK(grid_contiguity({}, GridKind::square_queen).site_count() == 0);
  const std::vector<GridCell> one = {{5, 5}};
  CHECK(grid_contiguity(one, GridKind::hexagon_rows).link_count() == 0);
}

}  // namespace grid_contiguity_test
}  // namespace hotward::weights
