// Any shapes, cells and points: the grid names the first shape that does not leave the point
// outside, as the plain judge finds it; one point by itself and all in a batch; nearest() agrees.
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/core/check.hpp"
#include "engine/core/parallel.hpp"
#include "engine/index/polygon_grid.hpp"
#include "tests/fuzz/exact_judge.hpp"
#include "tests/fuzz/shape_bytes.hpp"
#include "tests/support/threads.hpp"

namespace {

using namespace hotward;
using geometry::MultiPolygon;
using geometry::Point;

std::int32_t first_that_holds(const Point& p, const std::vector<MultiPolygon>& shapes) {
  for (std::size_t a = 0; a < shapes.size(); ++a) {
    if (exact_location(p, shapes[a]) != geometry::Location::outside) {
      return static_cast<std::int32_t>(a);
    }
  }
  return -1;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  set_thread_count(1);
  ShapeBytes bytes(data, size);
  const unsigned how = bytes.byte();
  std::vector<MultiPolygon> shapes(how % 4U);
  for (auto& shape : shapes) shape = bytes.shape();
  index::PolygonGridOptions options;
  options.cells = how / 4U;  // up to 63; 0: as the grid chooses
  options.expected_points = 1000;
  const index::PolygonGrid grid(shapes, options);
  std::vector<Point> points;
  while (!bytes.at_end() && points.size() < 60)
    points.push_back(bytes.point(points.size() % 2 == 0));
  std::vector<std::int32_t> areas(points.size());
  grid.locate(points, areas);
  for (std::size_t i = 0; i < points.size(); ++i) {
    const std::int32_t expected = first_that_holds(points[i], shapes);
    HOTWARD_EXPECTS(grid.locate(points[i]) == expected && areas[i] == expected);
    if (expected >= 0) continue;
    const auto near = grid.nearest(points[i], 1e12);
    HOTWARD_EXPECTS((near.area >= 0) == !shapes.empty());
    if (near.area < 0) continue;
    HOTWARD_EXPECTS(near.distance_m > 0.0);
    HOTWARD_EXPECTS(grid.nearest(points[i], near.distance_m * (1.0 - 1e-9)).area == -1);
  }
  return 0;
}
