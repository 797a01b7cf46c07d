#include "engine/analyses/evaluate/placed_grid.hpp"

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
  return {along + 0.5 * across, across * std::sqrt(0.75)};
}

Result<PlacedGrid> placed_grid(const geometry::MultiPolygon& study_area,
                               const table::Places& places, const density::Frame& spots,
                               const Placing& placing) {
  const geometry::Point shift = shift_of(placing);
  const geometry::MultiPolygon area = moved(study_area, shift);
  auto grid = geometry::grid_over({&area, 1}, {placing.shape, placing.cell_m});
  if (!grid) return fail(grid.error());
  PlacedGrid placed{.placing = placing, .grid = std::move(*grid)};
  for (std::size_t i = 0; i < placed.grid.size(); ++i) {
    placed.area_m2.push_back(placed.grid.area_m2(i));
  }
  table::Places there = places;
  for (geometry::Point& p : there.at) p = moved(p, shift);
  join::AreaJoin inside;
  inside.area.assign(places.size(), 0);
  const std::vector<std::uint32_t> none(places.size(), 0);
  placed.cell_of_place = join::grid_counts(there, none, inside, placed.grid).cell;
  const geometry::Lattice& lattice = placed.grid.lattice();
  placed.cell_of_spot.assign(spots.size(), -1);
  for (std::size_t i = 0; i < spots.size(); ++i) {
    if (spots.inside_m2[i] <= 0.0) continue;
    placed.cell_of_spot[i] = placed.grid.find(lattice.at(moved(spots.centre(i), shift)));
  }
  return placed;
}

std::vector<std::int64_t> in_cells(const PlacedGrid& grid,
                                   std::span<const std::uint32_t> at_places) {
  HOTWARD_EXPECTS(at_places.size() == grid.cell_of_place.size());
  std::vector<std::int64_t> counts(grid.size(), 0);
  for (std::size_t i = 0; i < at_places.size(); ++i) {
    if (const std::int32_t cell = grid.cell_of_place[i]; cell >= 0) {
      counts[static_cast<std::size_t>(cell)] += at_places[i];
    }
  }
  return counts;
}

}  // namespace hotward::analyses
