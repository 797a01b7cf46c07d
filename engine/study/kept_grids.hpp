// Kept grids: the cells of a study's areas, made once for all analyses that look at the same ones.
//
// Cutting the cells of a country takes seconds, and `run` asks for the same grid in each theme.
#pragma once

#include <memory>
#include <mutex>
#include <span>
#include <utility>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/geometry/grid.hpp"

namespace hotward {

class KeptGrids {
 public:
  using Shared = std::shared_ptr<const geometry::Grid>;

  /// @param areas  the same at every call
  /// @return errors of geometry::grid_over. Of the grids that were made the last two are kept.
  [[nodiscard]] Result<Shared> over(std::span<const geometry::MultiPolygon> areas,
                                    const geometry::GridOptions& options);

 private:
  std::mutex mutex_;
  std::vector<std::pair<geometry::GridOptions, Shared>> kept_;  // the last one asked for last
};

}  // namespace hotward
