#include "engine/geometry/overlaps.hpp"

#include <algorithm>

#include "engine/core/random.hpp"
#include "tests/support/catch.hpp"

namespace hotward::geometry {
namespace overlaps_test {

MultiPolygon rectangle(double west, double south, double east, double north) {
  return {{{{west, south}, {east, south}, {east, north}, {west, north}}, {}}};
}

TEST_CASE("overlaps: squares against strips, by hand", "[oracle]") {
  const std::vector<MultiPolygon> squares = {rectangle(0, 0, 100, 100),
                                             rectangle(100, 0, 200, 100)};
  const std::vector<MultiPolygon> strips = {rectangle(0, 0, 150, 50), rectangle(150, 0, 200, 50),
                                            rectangle(300, 0, 400, 50)};
  const auto found = overlaps(squares, strips);
  REQUIRE(found.size() == 3);
  const double expected[][3] = {{0, 0, 5000}, {1, 0, 2500}, {1, 1, 2500}};
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(found[i].a == static_cast<std::uint32_t>(expected[i][0]));
    CHECK(found[i].b == static_cast<std::uint32_t>(expected[i][1]));
    CHECK(found[i].area_m2 == Approx(expected[i][2]));
  }
}

TEST_CASE("overlaps: what touches, lies apart or is empty shares nothing", "[edge]") {
  const std::vector<MultiPolygon> one = {rectangle(0, 0, 100, 100), {}};
  const std::vector<MultiPolygon> others = {
      rectangle(100, 0, 200, 100), rectangle(0, 500, 9, 600), {}};
  const auto found = overlaps(one, others);
  CHECK(found.empty());
}

// Parts of a plane cut twice at random: every point lies in one part of each.
TEST_CASE("overlaps: two ways to cut a square share all of it", "[property]") {
  for (std::uint32_t seed = 0; seed < 10; ++seed) {
    Random random(4, Stream::test, seed);
    const auto strips = [&](bool upright) {
      std::vector<double> at = {0.0, 1000.0};
      for (int i = 0; i < 5; ++i) at.push_back(1000.0 * random.uniform());
      std::ranges::sort(at);
      std::vector<MultiPolygon> shapes;
      for (std::size_t i = 0; i + 1 < at.size(); ++i) {
        shapes.push_back(upright ? rectangle(at[i], 0, at[i + 1], 1000)
                                 : rectangle(0, at[i], 1000, at[i + 1]));
      }
      return shapes;
    };
    const auto found = overlaps(strips(true), strips(false));
    CHECK(found.size() == 36);
    double sum = 0.0;
    for (const SharedLand& one : found) sum += one.area_m2;
    CHECK(sum == Approx(1e6));
  }
}

}  // namespace overlaps_test
}  // namespace hotward::geometry
