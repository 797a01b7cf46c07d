#include "engine/methods/cluster/distinct_places.hpp"

#include <algorithm>

#include "engine/core/check.hpp"

namespace hotward::cluster {

DistinctPlaces distinct_places(std::span<const geometry::Point> points,
                               std::span<const std::uint32_t> incidents) {
  HOTWARD_EXPECTS(incidents.empty() || incidents.size() == points.size());
  struct Item {
    geometry::Point at;
    std::uint32_t point;
  };
  std::vector<Item> items(points.size());
  for (std::uint32_t p = 0; p < points.size(); ++p) items[p] = {points[p], p};
  std::ranges::sort(items, [](const Item& a, const Item& b) { return a.at < b.at; });
  DistinctPlaces result;
  result.place_of.resize(points.size());
  for (const Item& item : items) {
    if (result.at.empty() || result.at.back() != item.at) {
      result.at.push_back(item.at);
      result.incidents.push_back(0.0);
    }
    result.incidents.back() += incidents.empty() ? 1.0 : static_cast<double>(incidents[item.point]);
    result.place_of[item.point] = static_cast<std::uint32_t>(result.at.size() - 1);
  }
  return result;
}

}  // namespace hotward::cluster
