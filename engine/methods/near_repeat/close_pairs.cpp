#include "engine/methods/near_repeat/close_pairs.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/core/progress.hpp"
#include "engine/index/point_grid.hpp"

namespace hotward::near_repeat {

double distance_m(const geometry::Point& a, const geometry::Point& b, Metric metric) {
  const double dx = a.x - b.x;
  const double dy = a.y - b.y;
  return metric == Metric::manhattan ? std::abs(dx) + std::abs(dy) : std::sqrt(dx * dx + dy * dy);
}

Result<ClosePairs> close_pairs(std::span<const geometry::Point> at, std::span<const double> ends_m,
                               Metric metric) {
  ClosePairs found(ends_m.size());
  const double reach_m = ends_m.back();
  const auto grid = index::PointGrid::over(at, reach_m);
  if (!grid) return fail(grid.error());
  std::size_t total = 0;
  for (std::uint32_t i = 0; i < at.size(); ++i) {
    if (i % 1024 == 0) {
      if (const auto ok = check_stop(); !ok) return fail(ok.error());
    }
    grid->candidates(at[i], reach_m, [&](std::uint32_t j) {
      if (j <= i || total > most_pairs) return;
      const double d = distance_m(at[i], at[j], metric);
      if (!(d < reach_m)) return;
      const auto band = std::ranges::upper_bound(ends_m, d) - ends_m.begin();
      found[static_cast<std::size_t>(band)].push_back({i, j});
      ++total;
    });
    if (total > most_pairs) {
      return fail(ErrorCode::usage,
                  fmt::format("more than {} million pairs lie within {:g} m of each other: choose "
                              "narrower bands, a type or a shorter period",
                              most_pairs / 1'000'000, reach_m));
    }
  }
  return found;
}

}  // namespace hotward::near_repeat
