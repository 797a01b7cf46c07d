#include "engine/methods/pattern/point_pattern.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/core/check.hpp"

namespace hotward::pattern {

Result<PointPattern> point_pattern(std::span<const geometry::Point> at,
                                   std::span<const std::uint32_t> incidents) {
  HOTWARD_EXPECTS(incidents.empty() || incidents.size() == at.size());
  struct Item {
    geometry::Point at;
    std::uint64_t points;
  };
  std::vector<Item> items;
  PointPattern result;
  for (std::size_t i = 0; i < at.size(); ++i) {
    if (!std::isfinite(at[i].x) || !std::isfinite(at[i].y)) {
      return fail(ErrorCode::bad_value, "a point has a coordinate that is not finite");
    }
    const std::uint64_t points = incidents.empty() ? 1 : incidents[i];
    if (points > 0) items.push_back({at[i], points});
    result.total += points;
  }
  if (result.total < 2) {
    return fail(ErrorCode::too_few_sites,
                fmt::format("a point pattern needs 2 points, got {}", result.total));
  }
  std::ranges::sort(items, [](const Item& a, const Item& b) { return a.at < b.at; });
  for (const Item& item : items) {
    if (result.at.empty() || result.at.back() != item.at) {
      result.at.push_back(item.at);
      result.points.push_back(0);
    }
    result.points.back() += item.points;
  }
  return result;
}

}  // namespace hotward::pattern
