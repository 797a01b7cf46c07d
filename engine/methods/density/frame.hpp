// Frame: the squares a density surface is computed on, and how much of each is study area.
//
// Sides lie on multiples of the cell width from the origin of the National Grid, so surfaces of two
// years or two forces fit on each other cell by cell. Row 0 is the southernmost.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/geometry/box.hpp"
#include "engine/geometry/grid.hpp"

namespace hotward::density {

struct Frame {
  geometry::Point low;  ///< the south-western corner
  double cell_m = 0.0;
  std::size_t columns = 0;
  std::size_t rows = 0;
  std::vector<double> inside_m2;  ///< per cell, row by row; 0 outside the study area

  [[nodiscard]] std::size_t size() const { return inside_m2.size(); }
  [[nodiscard]] double cell_m2() const { return cell_m * cell_m; }
  [[nodiscard]] geometry::Point centre(std::size_t cell) const {
    const std::size_t row = cell / columns;
    const std::size_t column = cell % columns;
    return {low.x + (static_cast<double>(column) + 0.5) * cell_m,
            low.y + (static_cast<double>(row) + 0.5) * cell_m};
  }
};

/// @param squares  a grid of squares with at least one cell
[[nodiscard]] Frame frame_over(const geometry::Grid& squares);

/// The study area is the box itself; cells at its rim may lie in it in part.
/// @param box     not empty
/// @param cell_m  at least 1
/// @return usage where that makes more than geometry::most_cells cells.
///
/// Example:
///   const auto frame = frame_over(geometry::Box{{0.0, 0.0}, {1000.0, 1000.0}}, 50.0);
///   const geometry::Point middle = frame->centre(0);  // (25, 25): row 0 is the southernmost
[[nodiscard]] Result<Frame> frame_over(const geometry::Box& box, double cell_m);

}  // namespace hotward::density
