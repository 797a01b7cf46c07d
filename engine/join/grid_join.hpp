// grid_join: how many incidents lie in each cell of a grid?
//
//   n(c) = sum of the incidents of the places in cell c        each place in exactly one cell
//   sum_c n(c) + left_out = incidents, always
//
// A place counts where it lies in the study area (by area_join) and is left out elsewhere,
// even where its cell reaches into the area. A place on the outer boundary may lie, by the
// lattice's rule for sides, in a cell that the study area does not reach; so may a place taken by
// --nearest. It counts in the nearest neighbour of that cell (by centres; of equally near ones the
// first by row and column) that is of the grid, and is left out where no neighbour is.
//
// Time: O(places).
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "engine/geometry/grid.hpp"
#include "engine/join/area_join.hpp"
#include "engine/table/incidents.hpp"

namespace hotward::join {

/// The cell that holds a place of the study area, by the rule above.
/// @param find  the index of a geometry::Cell, -1 where it is not of the grid
template <class Find>
[[nodiscard]] std::int32_t cell_of_place(const geometry::Point& p, const geometry::Lattice& lattice,
                                         const Find& find) {
  const geometry::Cell cell = lattice.at(p);
  if (const std::int32_t found = find(cell); found >= 0) return found;
  std::int32_t best = -1;
  double best_m = std::numeric_limits<double>::infinity();
  for (const geometry::Cell& other : lattice.around(cell)) {
    const std::int32_t found = find(other);
    const double away_m = geometry::distance(p, lattice.centre(other));
    if (found < 0 || away_m >= best_m) continue;
    best = found;
    best_m = away_m;
  }
  return best;
}

struct GridCounts {
  std::vector<std::int32_t> cell;     ///< per place: index into the grid's cells; -1 left out
  std::vector<std::uint64_t> counts;  ///< per cell
  std::uint64_t counted = 0;          ///< the sum of counts
  std::uint64_t left_out = 0;         ///< incidents in no cell
  std::uint64_t occupied = 0;         ///< cells with an incident
};

/// @param weights  incidents per place; places.incidents, or those of one type or period
/// @param join     over the same places, with the areas that the grid covers
[[nodiscard]] GridCounts grid_counts(const table::Places& places,
                                     std::span<const std::uint32_t> weights, const AreaJoin& join,
                                     const geometry::Grid& grid);

}  // namespace hotward::join
