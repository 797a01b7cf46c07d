#include "engine/analyses/evaluate/placed_grid.hpp"

#include <algorithm>
#include <cmath>

#include "engine/core/check.hpp"
#include "engine/join/grid_join.hpp"

namespace hotward::analyses {
namespace {

geometry::Point moved(const geometry::Point& p, const geometry::Point& by) {
  return {p.x - by.x, p.y - by.y};
}

void move(geometry::Ring& ring, const geometry::Point& by) {
  for (geometry::Point& p : ring) p = moved(p, by);
}

geometry::MultiPolygon moved(geometry::MultiPolygon shape, const geometry::Point& by) {
  for (geometry::Polygon& part : shape) {
    move(part.outer, by);
    for (geometry::Ring& hole : part.holes) move(hole, by);
  }
  return shape;
}

}  // namespace

geometry::Point shift_of(const Placing& placing) {
  HOTWARD_EXPECTS(placing.offset < most_offsets);
  const double part = placing.cell_m / static_cast<double>(most_offsets);
  const double along = part * static_cast<double>(placing.offset);
  const double across = part * static_cast<double>(placing.offset * 3 % most_offsets);
  if (placing.shape == geometry::CellShape::square) return {along, across};
  // Hexagons repeat along lines 60 degrees apart.
  const geometry::Point standing{along + 0.5 * across, across * std::sqrt(0.75)};
  const bool is_flat = placing.shape == geometry::CellShape::flat_hexagon;
  return is_flat ? geometry::turned(standing) : standing;
}

PlacedGrid::PlacedGrid(const Placing& placing)
    : placing_(placing), lattice_(placing.shape, placing.cell_m), shift_(shift_of(placing)) {}

void PlacedGrid::index(const std::vector<geometry::CellArea>& areas) {
  geometry::Cell high;
  for (const geometry::CellArea& one : areas) {
    if (cells_.empty()) low_ = high = one.cell;
    low_ = {std::min(low_.row, one.cell.row), std::min(low_.column, one.cell.column)};
    high = {std::max(high.row, one.cell.row), std::max(high.column, one.cell.column)};
    cells_.push_back(one.cell);
    area_m2_.push_back(one.area_m2);
  }
  rows_ = high.row - low_.row + 1;
  columns_ = high.column - low_.column + 1;
  index_.assign(static_cast<std::size_t>(rows_) * static_cast<std::size_t>(columns_), -1);
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    const auto row = static_cast<std::size_t>(cells_[i].row - low_.row);
    const auto column = static_cast<std::size_t>(cells_[i].column - low_.column);
    index_[row * static_cast<std::size_t>(columns_) + column] = static_cast<std::int32_t>(i);
  }
}

std::int32_t PlacedGrid::find(const geometry::Cell& cell) const {
  const std::int32_t row = cell.row - low_.row;
  const std::int32_t column = cell.column - low_.column;
  if (row < 0 || column < 0 || row >= rows_ || column >= columns_) return -1;
  return index_[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
                static_cast<std::size_t>(column)];
}

geometry::Point PlacedGrid::centre(std::size_t i) const {
  const geometry::Point c = lattice_.centre(cells_[i]);
  return {c.x + shift_.x, c.y + shift_.y};
}

Result<PlacedGrid> PlacedGrid::make(const geometry::MultiPolygon& study_area,
                                    const table::Places& places, const density::Frame& spots,
                                    const Placing& placing) {
  if (placing.cell_m < 1.0) {
    return fail(ErrorCode::usage, "a cell is at least 1 m wide");
  }
  PlacedGrid placed(placing);
  const auto areas = geometry::cell_areas(moved(study_area, placed.shift_), placed.lattice_);
  if (!areas) return fail(areas.error());
  placed.index(*areas);
  const auto find = [&placed](const geometry::Cell& cell) { return placed.find(cell); };
  for (const geometry::Point& p : places.at) {
    placed.cell_of_place_.push_back(
        join::cell_of_place(moved(p, placed.shift_), placed.lattice_, find));
  }
  placed.cell_of_spot_.assign(spots.size(), -1);
  for (std::size_t i = 0; i < spots.size(); ++i) {
    if (spots.inside_m2[i] <= 0.0) continue;
    placed.cell_of_spot_[i] =
        placed.find(placed.lattice_.at(moved(spots.centre(i), placed.shift_)));
  }
  return placed;
}

std::vector<std::int64_t> in_cells(const PlacedGrid& grid,
                                   std::span<const std::uint32_t> at_places) {
  HOTWARD_EXPECTS(at_places.size() == grid.cell_of_place().size());
  std::vector<std::int64_t> counts(grid.size(), 0);
  for (std::size_t i = 0; i < at_places.size(); ++i) {
    if (const std::int32_t cell = grid.cell_of_place()[i]; cell >= 0) {
      counts[static_cast<std::size_t>(cell)] += at_places[i];
    }
  }
  return counts;
}

}  // namespace hotward::analyses
