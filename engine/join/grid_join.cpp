#include "engine/join/grid_join.hpp"

#include <algorithm>
#include <limits>

#include "engine/core/check.hpp"

namespace hotward::join {
namespace {

// Of a place within the study area.
std::int32_t cell_of(const geometry::Point& p, const geometry::Grid& grid) {
  const geometry::Lattice& lattice = grid.lattice();
  const geometry::Cell cell = lattice.at(p);
  if (const std::int32_t found = grid.find(cell); found >= 0) return found;
  std::int32_t best = -1;
  double best_m = std::numeric_limits<double>::infinity();
  for (const geometry::Cell& other : lattice.around(cell)) {
    const std::int32_t found = grid.find(other);
    const double away_m = geometry::distance(p, lattice.centre(other));
    if (found < 0 || away_m >= best_m) continue;
    best = found;
    best_m = away_m;
  }
  return best;
}

}  // namespace

GridCounts grid_counts(const table::Places& places, std::span<const std::uint32_t> weights,
                       const AreaJoin& join, const geometry::Grid& grid) {
  HOTWARD_EXPECTS(weights.size() == places.size());
  HOTWARD_EXPECTS(join.area.size() == places.size());
  GridCounts result;
  result.cell.resize(places.size(), -1);
  result.counts.resize(grid.size());
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (join.area[i] >= 0) result.cell[i] = cell_of(places.at[i], grid);
    if (result.cell[i] < 0) {
      result.left_out += weights[i];
    } else {
      result.counts[static_cast<std::size_t>(result.cell[i])] += weights[i];
      result.counted += weights[i];
    }
  }
  result.occupied = static_cast<std::uint64_t>(
      std::ranges::count_if(result.counts, [](std::uint64_t n) { return n > 0; }));
  return result;
}

}  // namespace hotward::join
