// Grid cut: shapes made one, and many cells cut to it. (Cutting is only for grid.cpp.)
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/geometry/lattice.hpp"

namespace hotward::geometry {

/// The union of shapes. @return unreadable where GEOS gives up.
[[nodiscard]] Result<MultiPolygon> united(std::span<const MultiPolygon> shapes);

/// Which pieces of the area are looked at before they are cut further. A large piece that is not
/// sound seldom makes small ones that are, and wrong; the areas of the cells' shapes then do not
/// add up to the whole, and the caller asks again.
enum class Soundness : std::uint8_t { of_small_pieces, of_each_piece };

/// @param cells  by row, then column
/// @return one shape per cell, empty where `area` does not reach in. unreadable where GEOS gives
/// up. Time: O(vertices log cells + cells), parallel.
[[nodiscard]] Result<std::vector<MultiPolygon>> cut_cells(const Lattice& lattice,
                                                          std::span<const Cell> cells,
                                                          const MultiPolygon& area,
                                                          Soundness soundness);

}  // namespace hotward::geometry
