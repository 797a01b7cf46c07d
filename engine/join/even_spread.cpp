#include "engine/join/even_spread.hpp"

#include <cmath>
#include <cstdint>

#include "engine/core/check.hpp"
#include "engine/geometry/interior_point.hpp"
#include "engine/index/polygon_grid.hpp"

namespace hotward::join {

EvenSpread spread_evenly(std::span<const geometry::MultiPolygon> shapes,
                         std::span<const double> amounts, std::span<const geometry::Point> points) {
  HOTWARD_EXPECTS(shapes.size() == amounts.size());
  std::vector<std::int32_t> area(points.size());
  index::PolygonGrid(shapes, {.expected_points = points.size()}).locate(points, area);
  std::vector<std::size_t> within(shapes.size(), 0);
  for (const std::int32_t a : area) {
    if (a >= 0) ++within[static_cast<std::size_t>(a)];
  }
  EvenSpread spread;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (area[i] < 0) continue;
    const auto a = static_cast<std::size_t>(area[i]);
    if (amounts[a] == 0.0) continue;  // exact: nothing to spread
    spread.at.push_back(points[i]);
    spread.amounts.push_back(amounts[a] / static_cast<double>(within[a]));
  }
  for (std::size_t a = 0; a < shapes.size(); ++a) {
    HOTWARD_EXPECTS(std::isfinite(amounts[a]) && amounts[a] >= 0.0);
    if (within[a] > 0 || amounts[a] == 0.0 || shapes[a].empty()) continue;
    spread.at.push_back(geometry::interior_point(shapes[a]));
    spread.amounts.push_back(amounts[a]);
    ++spread.own_points;
  }
  return spread;
}

}  // namespace hotward::join
