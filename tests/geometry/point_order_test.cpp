#include "engine/geometry/point_order.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "tests/support/catch.hpp"
#include "tests/support/hard_maps.hpp"

namespace hotward::geometry {
namespace point_order_test {

std::vector<std::uint32_t> plainly_sorted(const std::vector<Point>& points) {
  std::vector<std::uint32_t> order(points.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::stable_sort(order, {}, [&](std::uint32_t i) { return points[i]; });
  return order;
}

TEST_CASE("ascending_order: as a stable sort on maps that hurt", "[property]") {
  for (const HardMap& map : hard_maps(5, 400)) {
    INFO(map.name);
    CHECK(ascending_order(map.at) == plainly_sorted(map.at));
  }
}

TEST_CASE("ascending_order: no point, one, equal ones, both zeros, the ends of the numbers") {
  constexpr double most = std::numeric_limits<double>::max();
  constexpr double least = std::numeric_limits<double>::denorm_min();
  const std::vector<std::vector<Point>> maps = {
      {},
      {{3.0, 4.0}},
      {{1.0, 1.0}, {1.0, 1.0}, {1.0, 0.0}, {1.0, 1.0}},
      {{0.0, 2.0}, {-0.0, 1.0}, {0.0, 1.0}, {-0.0, 2.0}},
      {{most, 0.0}, {-most, 0.0}, {0.0, 0.0}, {most, -1.0}, {1.0, 0.0}},
      {{least, 0.0}, {0.0, 0.0}, {-least, 0.0}, {2.0 * least, 0.0}, {0.0, -1.0}}};
  for (const auto& points : maps) CHECK(ascending_order(points) == plainly_sorted(points));
}

}  // namespace point_order_test
}  // namespace hotward::geometry
