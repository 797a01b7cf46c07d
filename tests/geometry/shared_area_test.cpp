#include "engine/geometry/shared_area.hpp"

#include <cmath>

#include "tests/support/catch.hpp"

namespace hotward::geometry {
namespace shared_area_test {

MultiPolygon rectangle(double x0, double y0, double x1, double y1) {
  return {{{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}, {}}};
}

TEST_CASE("shared_area_m2: rectangles by hand", "[oracle]") {
  const MultiPolygon a = rectangle(575'000, 165'000, 575'100, 165'100);
  const auto shared = [&](const MultiPolygon& b) { return shared_area_m2(a, b).value(); };
  CHECK(std::abs(shared(a) - 10'000.0) < 1e-6);
  CHECK(std::abs(shared(rectangle(575'050, 165'075, 575'200, 165'200)) - 1'250.0) < 1e-6);
  CHECK(shared(rectangle(575'100, 165'000, 575'200, 165'100)) == 0.0);
  CHECK(shared(rectangle(0, 0, 1, 1)) == 0.0);
  CHECK(shared({}) == 0.0);
}

}  // namespace shared_area_test
}  // namespace hotward::geometry
