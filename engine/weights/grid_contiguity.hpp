// Grid contiguity: which cells of a grid touch, known from their row and column alone?
//
//   square_queen   the 8 cells around (row ± 1, column ± 1)
//   square_rook    the 4 cells that share a side
//   hexagon_rows   6 cells; hexagons stand on a corner, odd rows lie half a cell further in x
//   hexagon_columns  6 cells; hexagons lie on a side, odd columns lie half a cell further in y
//
// Only the cells given are sites: a cell outside the study area is nobody's neighbour. Rows and
// columns may be negative; -1 is odd.
//
// Time: O(cells) where they fill at least a sixteenth of their bounding rectangle, else O(n log n).
#pragma once

#include <cstdint>
#include <span>

#include "engine/weights/spatial_weights.hpp"

namespace hotward::weights {

struct GridCell {
  std::int32_t row = 0;
  std::int32_t column = 0;

  friend auto operator<=>(const GridCell&, const GridCell&) = default;
};

enum class GridKind { square_queen, square_rook, hexagon_rows, hexagon_columns };

/// @param cells  distinct, in any order; site i is cells[i]
/// @return binary, symmetric, without self
///
/// Example:
///   const std::vector<GridCell> cells = {{0, 0}, {0, 1}, {1, 1}};
///   const SpatialWeights neighbours = grid_contiguity(cells, GridKind::square_queen);
[[nodiscard]] SpatialWeights grid_contiguity(std::span<const GridCell> cells, GridKind kind);

}  // namespace hotward::weights
