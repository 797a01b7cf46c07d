#include "engine/geometry/hull.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <numbers>
#include <sstream>

#include <boost/geometry/algorithms/convex_hull.hpp>

#include "engine/geometry/boost_shapes.hpp"
#include "engine/geometry/containment.hpp"
#include "engine/geometry/orientation.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hard_maps.hpp"
#include "tests/support/shared.hpp"

namespace hotward::geometry {
namespace hull_test {

// R's sf (GEOS), st_convex_hull of the first 300 points.
TEST_CASE("convex_hull: 300 points as GEOS has them", "[oracle]") {
  HOTWARD_NEEDS_SHARED("oracle/programs/convex_hull_300.wkt");
  const auto rows = read_rows(shared_path("oracle/programs/pts1560.csv"));
  std::vector<Point> at;
  for (std::size_t r = 1; r <= 300; ++r) {
    at.push_back(
        {std::strtod(rows[r][1].c_str(), nullptr), std::strtod(rows[r][2].c_str(), nullptr)});
  }
  std::ifstream file(shared_path("oracle/programs/convex_hull_300.wkt"));
  std::string text((std::istreambuf_iterator<char>(file)), {});
  std::ranges::replace_if(
      text, [](char c) { return c == '(' || c == ')' || c == ','; }, ' ');
  std::istringstream numbers(text.substr(std::string("POLYGON").size()));
  Ring theirs;
  for (Point p; numbers >> p.x >> p.y;) theirs.push_back(p);
  theirs.pop_back();
  std::ranges::reverse(theirs);
  std::ranges::rotate(theirs, std::ranges::min_element(theirs));
  CHECK(convex_hull(at) == theirs);
}

// Its test for three points on a line allows for rounding, so only whole numbers must agree.
TEST_CASE("convex_hull: as Boost.Geometry has it", "[oracle]") {
  Random random(GENERATE(1U, 2U, 3U), Stream::test, 9);
  for (const std::uint32_t side : {4U, 30U, 5000U}) {
    std::vector<Point> at;
    for (int i = 0; i < 200; ++i) {
      at.push_back({575000.0 + random.below(side), 168000.0 + random.below(side)});
    }
    Ring theirs;
    boost::geometry::convex_hull(at, theirs);
    std::ranges::rotate(theirs, std::ranges::min_element(theirs));
    CHECK(convex_hull(at) == theirs);
  }
}

TEST_CASE("convex_hull: turns left at every corner and leaves nobody out", "[property]") {
  const auto seed = GENERATE(1U, 2U);
  for (const HardMap& map : hard_maps(seed, 200)) {
    INFO(map.name);
    const Ring hull = convex_hull(map.at);
    for (std::size_t i = 0; i < hull.size() && hull.size() > 2; ++i) {
      const Point& a = hull[i];
      const Point& b = hull[(i + 1) % hull.size()];
      CHECK(orientation(a, b, hull[(i + 2) % hull.size()]) == 1);
      for (const Point& p : map.at) REQUIRE(orientation(a, b, p) >= 0);
    }
  }
}

TEST_CASE("concave_hull: one sound ring that holds every point, smaller as the ratio falls",
          "[property]") {
  const auto seed = GENERATE(1U, 2U, 3U);
  for (const HardMap& map : hard_maps(seed, 120)) {
    double before = signed_area_m2(convex_hull(map.at));
    CHECK(concave_hull(map.at, 1.0) == convex_hull(map.at));
    for (const double ratio : {0.8, 0.3, 0.0}) {
      INFO(map.name << ", seed " << seed << ", ratio " << ratio);
      const Ring hull = concave_hull(map.at, ratio);
      if (hull.size() < 3) continue;
      const double area = signed_area_m2(hull);
      CHECK(area > 0.0);
      CHECK(area <= before * (1.0 + 1e-12));
      before = area;
      Ring corners = hull;
      std::ranges::sort(corners);
      CHECK(std::ranges::adjacent_find(corners) == corners.end());
      const MultiPolygon shape{{hull, {}}};
      for (const Point& p : map.at) REQUIRE(locate(p, shape) != Location::outside);
      std::vector<Point> mixed;
      for (const std::uint32_t i : shuffled_order(seed, map.at.size())) mixed.push_back(map.at[i]);
      CHECK(concave_hull(mixed, ratio) == hull);
    }
  }
}

TEST_CASE("concave_hull: follows a horseshoe", "[property]") {
  std::vector<Point> at;
  for (int i = 0; i <= 60; ++i) {
    const double turn = std::numbers::pi * i / 60.0;
    at.push_back({1000.0 * std::cos(turn), 1000.0 * std::sin(turn)});
    at.push_back({900.0 * std::cos(turn), 900.0 * std::sin(turn)});
  }
  const double convex = signed_area_m2(convex_hull(at));
  const double concave = signed_area_m2(concave_hull(at, 0.0));
  const double horseshoe = 0.5 * std::numbers::pi * (1000.0 * 1000.0 - 900.0 * 900.0);
  CHECK(convex > 5.0 * horseshoe);
  CHECK(concave < 1.5 * horseshoe);
}

TEST_CASE("convex_hull: few points, and points on a line", "[edge]") {
  CHECK(convex_hull({}).empty());
  const std::vector<Point> line = {{3, 3}, {1, 1}, {2, 2}, {2, 2}};
  CHECK(convex_hull(line) == Ring{{1, 1}, {3, 3}});
  CHECK(concave_hull(line, 0.0) == Ring{{1, 1}, {3, 3}});
  const std::vector<Point> stack(5, Point{7, 8});
  CHECK(convex_hull(stack) == Ring{{7, 8}});
}

}  // namespace hull_test
}  // namespace hotward::geometry
