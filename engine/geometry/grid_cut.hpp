// Grid cut: shapes made one, and many cells cut to it. (Cutting is only for grid.cpp.)
#pragma once

#include <span>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/geometry/lattice.hpp"

namespace hotward::geometry {

/// The union of shapes. @return unreadable where GEOS gives up.
[[nodiscard]] Result<MultiPolygon> united(std::span<const MultiPolygon> shapes);

/// @param cells  by row, then column
/// @return one shape per cell, empty where `area` does not reach in. unreadable where GEOS gives
/// up. Time: O(vertices log cells + cells), parallel.
[[nodiscard]] Result<std::vector<MultiPolygon>> cut_cells(const Lattice& lattice,
                                                          std::span<const Cell> cells,
                                                          const MultiPolygon& area);

}  // namespace hotward::geometry
