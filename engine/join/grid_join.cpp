#include "engine/join/grid_join.hpp"

#include <algorithm>
#include <limits>

#include "engine/core/check.hpp"
#include "engine/core/parallel.hpp"

namespace hotward::join {
GridCounts grid_counts(const table::Places& places, std::span<const std::uint32_t> weights,
                       const AreaJoin& join, const geometry::Grid& grid) {
  HOTWARD_EXPECTS(weights.size() == places.size());
  HOTWARD_EXPECTS(join.area.size() == places.size());
  GridCounts result;
  result.cell.resize(places.size(), -1);
  result.counts.resize(grid.size());
  const auto find = [&grid](const geometry::Cell& cell) { return grid.find(cell); };
  constexpr std::size_t per_task = 8192;
  parallel_for((places.size() + per_task - 1) / per_task, [&](std::size_t task) {
    const std::size_t end = std::min(places.size(), (task + 1) * per_task);
    for (std::size_t i = task * per_task; i < end; ++i) {
      if (join.area[i] >= 0) result.cell[i] = cell_of_place(places.at[i], grid.lattice(), find);
    }
  });
  for (std::size_t i = 0; i < places.size(); ++i) {
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
