// Cell limit: how many cells a grid may have, asked before anything is united or cut: of a whole
// country that takes long.
#pragma once

#include <cstddef>

#include "engine/core/result.hpp"
#include "engine/geometry/box.hpp"
#include "engine/geometry/lattice.hpp"

namespace hotward::geometry {

/// In the rectangle around the study area. More are refused: a typing error, or a map nobody can
/// read.
inline constexpr std::size_t most_cells = 4'000'000;

/// The width, or the side where the lattice was declared by one, from which on a grid over the box
/// has at most so many cells: the lattice's own where it has.
[[nodiscard]] double finest_cell_m(const Box& box, const Lattice& lattice, std::size_t most);

/// @return usage where there are more than most_cells; the message names how many there would be,
///         and which width would do.
[[nodiscard]] Result<void> check_cell_count(const Box& box, const Lattice& lattice);

}  // namespace hotward::geometry
