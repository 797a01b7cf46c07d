#include "engine/geometry/orientation.hpp"

#include "engine/core/random.hpp"
#include "tests/support/catch.hpp"

namespace hotward::geometry {
namespace orientation_test {

// Coordinates that are whole multiples of `unit`, a power of two: the determinant in whole numbers
// is exact in 128 bits, whatever the doubles do.
__extension__ using Wide = __int128;

int slow_orientation(const Point& a, const Point& b, const Point& c, double unit) {
  const auto whole = [&](double x) { return static_cast<Wide>(x / unit); };
  const Wide d = (whole(a.x) - whole(c.x)) * (whole(b.y) - whole(c.y)) -
                 (whole(a.y) - whole(c.y)) * (whole(b.x) - whole(c.x));
  return d > 0 ? 1 : (d < 0 ? -1 : 0);
}

TEST_CASE("orientation: anticlockwise, clockwise, on one line", "[property]") {
  CHECK(orientation({0, 0}, {1, 0}, {0, 1}) == 1);
  CHECK(orientation({0, 0}, {0, 1}, {1, 0}) == -1);
  CHECK(orientation({0, 0}, {1, 1}, {3, 3}) == 0);
  CHECK(orientation({2, 2}, {2, 2}, {5, 1}) == 0);
}

// The classic trap: a grid of neighbouring doubles around a diagonal, where the plain determinant
// gives wrong signs (Kettner et al. 2008 draw it).
TEST_CASE("orientation: equals whole numbers on neighbouring doubles", "[brute]") {
  const double unit = 0x1p-53;
  std::size_t plain_wrong = 0;
  for (int i = 0; i < 256; ++i) {
    for (int k = 0; k < 256; ++k) {
      const Point a{0.5 + i * unit, 0.5 + k * unit};
      const Point b{12.0, 12.0};
      const Point c{24.0, 24.0};
      const int right = slow_orientation(a, b, c, unit);
      INFO("i " << i << ", k " << k);
      REQUIRE(orientation(a, b, c) == right);
      REQUIRE(orientation(c, a, b) == right);
      REQUIRE(orientation(b, a, c) == -right);
      REQUIRE(detail::exact_orientation(a, b, c) == right);
      const double d = (a.x - c.x) * (b.y - c.y) - (a.y - c.y) * (b.x - c.x);
      if ((d > 0 ? 1 : (d < 0 ? -1 : 0)) != right) ++plain_wrong;
    }
  }
  CHECK(plain_wrong > 0);  // else the test would show nothing
}

// On the National Grid, in steps of 2^-20 m: points that lie on a line to within one step.
TEST_CASE("orientation: equals whole numbers near long lines of the National Grid", "[brute]") {
  const double unit = 0x1p-20;
  Random random(GENERATE(1U, 2U, 3U), Stream::test);
  for (int n = 0; n < 20000; ++n) {
    const auto snapped = [&](double x) { return std::round(x / unit) * unit; };
    const Point a{snapped(7e5 * random.uniform()), snapped(13e5 * random.uniform())};
    const Point b{snapped(7e5 * random.uniform()), snapped(13e5 * random.uniform())};
    const double t = 2.0 * random.uniform() - 0.5;
    const Point c{snapped(a.x + t * (b.x - a.x)), snapped(a.y + t * (b.y - a.y))};
    REQUIRE(orientation(a, b, c) == slow_orientation(a, b, c, unit));
  }
}

}  // namespace orientation_test
}  // namespace hotward::geometry
