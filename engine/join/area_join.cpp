#include "engine/join/area_join.hpp"

#include <algorithm>
#include <numeric>
#include <span>

#include "engine/core/check.hpp"
#include "engine/core/parallel.hpp"
#include "engine/index/polygon_grid.hpp"

namespace hotward::join {
namespace {

void take_nearest(const index::PolygonGrid& grid, const table::Places& places, double reach_m,
                  AreaJoin& result) {
  result.nearest.resize(places.size(), 0);
  constexpr std::size_t chunk = 1024;
  parallel_for((places.size() + chunk - 1) / chunk, [&](std::size_t c) {
    const std::size_t end = std::min(places.size(), (c + 1) * chunk);
    for (std::size_t i = c * chunk; i < end; ++i) {
      if (result.area[i] >= 0) continue;
      result.area[i] = grid.nearest(places.at[i], reach_m).area;
      result.nearest[i] = result.area[i] >= 0 ? 1 : 0;
    }
  });
}

}  // namespace

std::vector<std::int32_t> code_order(const table::Areas& areas) {
  std::vector<std::int32_t> order(areas.size());
  std::iota(order.begin(), order.end(), 0);
  // Codes are unique; the index comes last all the same, so that the order is total.
  std::ranges::sort(order, [&](std::int32_t a, std::int32_t b) {
    const int by_code =
        areas.codes[static_cast<std::size_t>(a)].compare(areas.codes[static_cast<std::size_t>(b)]);
    return by_code != 0 ? by_code < 0 : a < b;
  });
  return order;
}

AreaJoin area_join(const table::Places& places, const table::Areas& areas,
                   const AreaJoinOptions& options) {
  HOTWARD_EXPECTS(areas.shapes.size() == areas.size());
  HOTWARD_EXPECTS(places.incidents.size() == places.size());
  HOTWARD_EXPECTS(options.nearest_m >= 0.0);
  const std::vector<std::int32_t> order = code_order(areas);
  const index::PolygonGrid grid(areas.shapes, {.order = order, .expected_points = places.size()});
  AreaJoin result;
  result.area.resize(places.size());
  grid.locate(places.at, result.area);
  if (options.nearest_m > 0.0) take_nearest(grid, places, options.nearest_m, result);
  for (std::size_t i = 0; i < places.size(); ++i) {
    (result.area[i] >= 0 ? result.in_area : result.outside) += places.incidents[i];
    if (result.is_by_nearest(i)) result.by_nearest += places.incidents[i];
  }
  return result;
}

}  // namespace hotward::join
