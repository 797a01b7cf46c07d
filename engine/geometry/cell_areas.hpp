// Cell areas: how much of each cell of a lattice lies in an area? What geometry::Grid says, without
// the shapes: for many grids over one area.
//
// The rectangle of all cells is halved, and halved again, and the area's rings are clipped to each
// half. A half that they fill is done, and one that they do not reach; the others end in single
// cells, which are convex, as each clipping line's side is. Clipping a ring to such a side leaves
// edges along the line where it falls into pieces; they enclose nothing, and the ring's signed area
// is that of the pieces.
//
// Source:
//   Sutherland, Hodgman (1974), Reentrant polygon clipping, Communications of the ACM 17(1), 32-42.
//     doi:10.1145/360767.360802
//
// Edges: a cell with less than a square centimetre is left out, as in grid.hpp.
// Time: O(vertices log cells + cells).
#pragma once

#include <vector>

#include "engine/core/result.hpp"
#include "engine/geometry/lattice.hpp"
#include "engine/geometry/polygon.hpp"

namespace hotward::geometry {

struct CellArea {
  Cell cell;
  double area_m2;
};

/// @param area  sound (validity.hpp); its rings may run either way, as those of united do
/// @return by row, then column; usage for a cell larger than the area, or so small that the area's
///         rectangle holds more than most_cells; no_data without an area
[[nodiscard]] Result<std::vector<CellArea>> cell_areas(const MultiPolygon& area,
                                                       const Lattice& lattice);

}  // namespace hotward::geometry
