// Placed grid: cells over the study area, the whole lattice moved a little: where a grid begins is
// nobody's decision, and changes its hot cells.
//
// Offset k of 8 moves it by k / 8 of a cell along one row and by 3 k / 8 across: the points of a
// lattice of their own, spread evenly over a cell. Offset 0 is the grid of the National Grid's
// origin, which all other analyses use.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/geometry/grid.hpp"
#include "engine/methods/density/frame.hpp"
#include "engine/table/incidents.hpp"

namespace hotward::analyses {

inline constexpr std::size_t most_offsets = 8;

/// Which one.
struct Placing {
  geometry::CellShape shape = geometry::CellShape::hexagon;
  double cell_m = 0.0;
  std::size_t offset = 0;  ///< below most_offsets
};

struct PlacedGrid {
  Placing placing;
  geometry::Grid
      grid;  ///< over the study area moved back, so that its lattice begins at the origin
  std::vector<double> area_m2{};              ///< per cell
  std::vector<std::int32_t> cell_of_place{};  ///< -1 in none
  std::vector<std::int32_t> cell_of_spot{};  ///< per square of the frame; -1 outside the study area

  [[nodiscard]] std::size_t size() const { return area_m2.size(); }
};

/// Metres that the lattice moves.
[[nodiscard]] geometry::Point shift_of(const Placing& placing);

/// @param study_area  one sound shape
/// @param places      all in the study area
/// @param spots       small squares over it
/// @return errors of grid_over. Time: O(that of grid_over + places + spots).
[[nodiscard]] Result<PlacedGrid> placed_grid(const geometry::MultiPolygon& study_area,
                                             const table::Places& places,
                                             const density::Frame& spots, const Placing& placing);

/// What lies at places, added up per cell.
[[nodiscard]] std::vector<std::int64_t> in_cells(const PlacedGrid& grid,
                                                 std::span<const std::uint32_t> at_places);

}  // namespace hotward::analyses
