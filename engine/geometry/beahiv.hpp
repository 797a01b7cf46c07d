// BEAHIV: the number by which other teams know a hexagon of the National Grid.
//
//   bit 63        0 the hexagon stands on a corner, 1 it lies on a side
//   bits 62-43    its side, whole metres, 1 … 2^20 - 1
//   bits 42-22    q + 2^20
//   bits 21-0     r + 2^21
//
// with axial coordinates q and r, counted from the origin of the National Grid:
//   on a corner   centre x = s sqrt(3) (q + r / 2),  y = 1.5 s r
//   on a side     centre x = 1.5 s q,                y = s sqrt(3) (r + q / 2)
// Those are the cells of our lattice: of flat hexagons q is the column, and r the row less half the
// column, rounded down; of the others with columns and rows exchanged.
//
// Source:
//   safer-streets, BEAHIV: British Equal-Area Hexagonal Index, that's Versatile.
//     https://github.com/safer-streets/beahiv. The layout, as its README describes it.
#pragma once

#include <cstdint>
#include <optional>

#include "engine/geometry/lattice.hpp"

namespace hotward::geometry {

/// @return nothing for squares, for hexagons of which no whole side was declared, and beyond the
///         range of the numbers (with sides of 1 m, some 1,500 km from the origin)
[[nodiscard]] std::optional<std::uint64_t> beahiv_id(const Lattice& lattice, const Cell& cell);

/// True where the lattice's cells have such numbers.
[[nodiscard]] bool has_beahiv_ids(const Lattice& lattice);

}  // namespace hotward::geometry
