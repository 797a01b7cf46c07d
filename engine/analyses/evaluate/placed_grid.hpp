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

#include "engine/geometry/cell_areas.hpp"
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

class PlacedGrid {
 public:
  /// @param study_area  one sound shape
  /// @param places      all in the study area
  /// @param spots       small squares over it
  /// @return errors of cell_areas. Time: O(that of cell_areas + places + spots).
  [[nodiscard]] static Result<PlacedGrid> make(const geometry::MultiPolygon& study_area,
                                               const table::Places& places,
                                               const density::Frame& spots, const Placing& placing);

  [[nodiscard]] const Placing& placing() const { return placing_; }
  [[nodiscard]] std::size_t size() const { return cells_.size(); }
  /// As they lie before the lattice moves.
  [[nodiscard]] const std::vector<geometry::Cell>& cells() const { return cells_; }
  [[nodiscard]] geometry::Point centre(std::size_t i) const;
  [[nodiscard]] const std::vector<double>& area_m2() const { return area_m2_; }
  /// Per place; -1 in none.
  [[nodiscard]] const std::vector<std::int32_t>& cell_of_place() const { return cell_of_place_; }
  /// Per square of the frame; -1 outside the study area.
  [[nodiscard]] const std::vector<std::int32_t>& cell_of_spot() const { return cell_of_spot_; }

 private:
  explicit PlacedGrid(const Placing& placing);
  void index(const std::vector<geometry::CellArea>& areas);
  [[nodiscard]] std::int32_t find(const geometry::Cell& cell) const;

  Placing placing_;
  geometry::Lattice lattice_;
  geometry::Point shift_;
  std::vector<geometry::Cell> cells_;
  std::vector<double> area_m2_;
  std::vector<std::int32_t> cell_of_place_;
  std::vector<std::int32_t> cell_of_spot_;
  geometry::Cell low_;
  std::int32_t rows_ = 0;
  std::int32_t columns_ = 0;
  std::vector<std::int32_t> index_;  // of the rectangle of all cells, row by row; -1 for none
};

/// Metres that the lattice moves.
[[nodiscard]] geometry::Point shift_of(const Placing& placing);

/// What lies at places, added up per cell.
[[nodiscard]] std::vector<std::int64_t> in_cells(const PlacedGrid& grid,
                                                 std::span<const std::uint32_t> at_places);

}  // namespace hotward::analyses
