#include "engine/study/kept_grids.hpp"

#include <algorithm>

namespace hotward {

Result<KeptGrids::Shared> KeptGrids::over(std::span<const geometry::MultiPolygon> areas,
                                          const geometry::GridOptions& options) {
  constexpr std::size_t most_kept = 2;
  const std::lock_guard lock(mutex_);
  const auto found = std::ranges::find(kept_, options, &decltype(kept_)::value_type::first);
  if (found != kept_.end()) {
    std::rotate(found, found + 1, kept_.end());
    return kept_.back().second;
  }
  auto grid = geometry::grid_over(areas, options);
  if (!grid) return fail(grid.error());
  if (kept_.size() == most_kept) kept_.erase(kept_.begin());
  kept_.emplace_back(options, std::make_shared<const geometry::Grid>(std::move(*grid)));
  return kept_.back().second;
}

}  // namespace hotward
