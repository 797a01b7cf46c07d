#include "engine/methods/pattern/nearest_neighbour_index.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "tests/support/catch.hpp"
#include "tests/support/hard_maps.hpp"
#include "tests/support/shared.hpp"

namespace hotward::pattern {
namespace nearest_neighbour_index_test {

using geometry::Point;

// spatstat's clarkevans on the 1,518 of 1,560 points inside the window 24 km by 19 km, repeats
// among them, and the same by formula.
TEST_CASE("nearest_neighbour_index: Clark and Evans as spatstat has them", "[oracle]") {
  HOTWARD_NEEDS_SHARED("oracle/programs/pts1560.csv");
  const auto rows = read_rows(shared_path("oracle/programs/pts1560.csv"));
  std::vector<Point> at;
  for (std::size_t r = 1; r < rows.size(); ++r) {
    const Point p{std::strtod(rows[r][1].c_str(), nullptr),
                  std::strtod(rows[r][2].c_str(), nullptr)};
    if (p.x >= 566000 && p.x <= 590000 && p.y >= 158000 && p.y <= 177000) at.push_back(p);
  }
  const auto r = nearest_neighbour_index(at, {}, {.area_m2 = 456e6, .perimeter_m = 86000.0});
  REQUIRE(r);
  CHECK(r->points.n == 1518);
  CHECK(std::abs(r->points.mean_m - 126.052730250118) <= 1e-9);
  CHECK(std::abs(r->points.expected_m - 274.041628642893) <= 1e-9);
  CHECK(std::abs(r->points.ratio - 0.459976576822855) <= 1e-12);
  CHECK(std::abs(r->points.ratio_donnelly - 0.45504178739351) <= 1e-12);
  CHECK(std::abs(r->points.z_score - -40.2512494652069) <= 1e-9);
  CHECK(r->places.n == 1458);
  CHECK(r->places.ratio > r->points.ratio);
  CHECK(std::abs(r->repeated_pct - 100.0 * 120.0 / 1518.0) <= 1e-9);
}

TEST_CASE("nearest_neighbour_index: right on maps that hurt", "[brute]") {
  for (const HardMap& map : hard_maps(3, 250)) {
    INFO(map.name);
    const auto r = nearest_neighbour_index(map.at, {}, {.area_m2 = 1e6});
    REQUIRE(r);
    double total = 0.0;
    for (std::size_t i = 0; i < map.at.size(); ++i) {
      double nearest = std::numeric_limits<double>::infinity();
      for (std::size_t j = 0; j < map.at.size(); ++j) {
        if (j != i) nearest = std::min(nearest, geometry::distance(map.at[i], map.at[j]));
      }
      total += nearest;
    }
    const double mean = total / static_cast<double>(map.at.size());
    CHECK(std::abs(r->points.mean_m - mean) <= 1e-9 * (1.0 + mean));
    CHECK(std::isnan(r->points.ratio_donnelly));
  }
}

TEST_CASE("nearest_neighbour_index: snapped points say only that they are snapped", "[edge]") {
  std::vector<Point> at;
  for (int i = 0; i < 100; ++i) at.push_back({100.0 * (i % 10), 100.0 * (i / 10)});
  const std::vector<std::uint32_t> incidents(at.size(), 15);
  const auto r = nearest_neighbour_index(at, incidents, {.area_m2 = 1e6});
  REQUIRE(r);
  CHECK(r->points.n == 1500);
  CHECK(r->points.ratio == 0.0);
  CHECK(r->repeated_pct == 100.0);
  CHECK(r->places.ratio == 2.0);  // a square lattice: 100 / (0.5 sqrt(1e6 / 100))
}

TEST_CASE("nearest_neighbour_index: all at one place", "[edge]") {
  const std::vector<Point> stack(20, Point{1.0, 1.0});
  const auto r = nearest_neighbour_index(stack, {}, {.area_m2 = 1e6});
  REQUIRE(r);
  CHECK(r->points.ratio == 0.0);
  CHECK(std::isnan(r->places.ratio));
}

TEST_CASE("nearest_neighbour_index: says why it cannot answer", "[error]") {
  const std::vector<Point> one = {{1.0, 1.0}};
  const auto few = nearest_neighbour_index(one, {}, {.area_m2 = 1e6});
  REQUIRE_FALSE(few);
  CHECK(few.error().message == "a point pattern needs 2 points, got 1");
  CHECK_FALSE(nearest_neighbour_index({}, {}, {.area_m2 = 1e6}));
  const std::vector<Point> two = {{1.0, 1.0}, {2.0, 2.0}};
  const auto flat = nearest_neighbour_index(two, {}, {});
  REQUIRE_FALSE(flat);
  CHECK(flat.error().code == ErrorCode::usage);
}

}  // namespace nearest_neighbour_index_test
}  // namespace hotward::pattern
