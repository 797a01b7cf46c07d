#include "engine/report/dense_part.hpp"

#include <algorithm>
#include <vector>

#include "tests/support/catch.hpp"

namespace hotward::report {
namespace dense_part_test {

std::vector<geometry::MultiPolygon> squares(const std::vector<geometry::Point>& corners) {
  std::vector<geometry::MultiPolygon> shapes;
  for (const geometry::Point& p : corners) {
    shapes.push_back({{{p, {p.x + 10, p.y}, {p.x + 10, p.y + 10}, {p.x, p.y + 10}}, {}}});
  }
  return shapes;
}

TEST_CASE("dense_part: the middle of most areas, not the far ones", "[property]") {
  std::vector<geometry::Point> corners;
  for (int i = 0; i < 18; ++i) corners.push_back({10.0 * (i % 6), 10.0 * (i / 6)});
  corners.push_back({5000, 0});
  corners.push_back({0, 5000});
  const geometry::Box box = dense_part(squares(corners));
  CHECK_FALSE(box.empty());
  CHECK(box.high.x < 100);
  CHECK(box.high.y < 100);
  // The order of the areas changes nothing.
  std::ranges::reverse(corners);
  const geometry::Box again = dense_part(squares(corners));
  CHECK(again.low == box.low);
  CHECK(again.high == box.high);
}

TEST_CASE("dense_part: few areas have none", "[edge]") {
  CHECK(dense_part(squares({{0, 0}, {10, 0}, {20, 0}})).empty());
  CHECK(dense_part({}).empty());
}

}  // namespace dense_part_test
}  // namespace hotward::report
