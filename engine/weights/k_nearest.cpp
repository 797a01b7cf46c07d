#include "engine/weights/k_nearest.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/core/parallel.hpp"
#include "engine/index/kd_tree.hpp"

namespace hotward::weights {

Result<SpatialWeights> k_nearest(std::span<const geometry::Point> points, std::size_t k) {
  if (k < 1 || k >= points.size()) {
    return fail(ErrorCode::bad_value,
                fmt::format("{} among {}: k must be from 1 to {}", counted(k, "nearest neighbour"),
                            counted(points.size(), "area or cell", "areas or cells"),
                            points.empty() ? 0 : points.size() - 1));
  }
  const index::KdTree tree(points);
  Rows rows;
  rows.sites.resize(points.size() * k);
  for (std::size_t i = 0; i < points.size(); ++i) rows.starts.push_back((i + 1) * k);
  parallel_for(points.size(), [&](std::size_t i) {
    const auto near = tree.nearest(points[i], k, static_cast<Site>(i));
    const auto first = rows.sites.begin() + static_cast<std::ptrdiff_t>(i * k);
    std::ranges::transform(near, first, &index::Near::point);
    std::sort(first, first + static_cast<std::ptrdiff_t>(k));
  });
  return SpatialWeights(std::move(rows));
}

}  // namespace hotward::weights
