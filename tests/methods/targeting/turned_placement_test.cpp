// Turned placement: against every square that a fine turn of the map has, and what must hold.
#include "engine/methods/targeting/turned_placement.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "engine/core/random.hpp"
#include "tests/support/catch.hpp"

namespace hotward::targeting {
namespace turned_placement_test {

using geometry::Point;

struct Map {
  std::vector<Point> at;
  std::vector<double> weight;
};

Map random_map(std::uint32_t number, std::size_t places, double side_m) {
  Random random(17, Stream::test, number);
  Map map;
  for (std::size_t i = 0; i < places; ++i) {
    map.at.push_back({570000.0 + side_m * random.uniform(), 160000.0 + side_m * random.uniform()});
    map.weight.push_back(1.0 + random.below(4));
  }
  return map;
}

double held(const Map& map, const TurnedPolygon& polygon, Turned shape, double width_m) {
  double sum = 0.0;
  for (std::size_t i = 0; i < map.at.size(); ++i) {
    if (holds(polygon, shape, width_m, map.at[i])) sum += map.weight[i];
  }
  return sum;
}

// Every third of a degree, every square with one place on its left and one on its lower side.
double best_square_of_all(const Map& map, double width_m) {
  double best = 0.0;
  for (int step = 0; step < 270; ++step) {
    const double angle = step / 270.0 * std::numbers::pi / 2.0;
    std::vector<Point> turned;
    for (const Point& p : map.at) {
      const double x = p.x - 570000.0, y = p.y - 160000.0;
      turned.push_back(
          {x * std::cos(angle) + y * std::sin(angle), y * std::cos(angle) - x * std::sin(angle)});
    }
    for (const Point& left : turned) {
      for (const Point& low : turned) {
        double sum = 0.0;
        for (std::size_t i = 0; i < turned.size(); ++i) {
          const double x = turned[i].x - left.x, y = turned[i].y - low.y;
          const bool within = x >= 0.0 && x <= width_m && y >= 0.0 && y <= width_m;
          if (within) sum += map.weight[i];
        }
        best = std::max(best, sum);
      }
    }
  }
  return best;
}

TEST_CASE("place_turned: one square holds what the best of all squares holds", "[oracle]") {
  std::size_t exact = 0;
  for (std::uint32_t number = 0; number < 30; ++number) {
    const Map map = random_map(number, 18, 500.0);
    const auto placed = place_turned(map.at, map.weight, {.width_m = 150.0});
    REQUIRE(placed);
    const TurnedPolygon& one = placed->polygons.front();
    const double best = best_square_of_all(map, 150.0);
    CAPTURE(number);
    CHECK(one.captured == held(map, one, Turned::square, 150.0));
    CHECK(one.captured >= best);
    CHECK(one.bound >= one.captured);
    // What is unsure is what squares half a metre wider on each side might hold.
    CHECK(one.bound <= best_square_of_all(map, 154.0) + 4.0);
    if (placed->gap_pct() == 0.0) ++exact;
  }
  CHECK(exact >= 27);
}

TEST_CASE("place_turned: turning gains where the places ask for it") {
  // A row on a diagonal: longer than the side, shorter than the diagonal.
  Map map;
  for (int k = 0; k < 5; ++k) {
    map.at.push_back({570000.0 + 30.0 * k, 160000.0 + 30.0 * k});
    map.weight.push_back(1.0);
  }
  const auto placed = place_turned(map.at, map.weight, {.width_m = 121.0});
  REQUIRE(placed);
  CHECK(placed->captured == 5.0);
  CHECK(placed->gap_pct() == 0.0);
}

TEST_CASE("place_turned: a place that is given twice counts with both weights", "[edge]") {
  const std::vector<Point> at = {{570000, 160000}, {571000, 161000}, {570000, 160000}};
  const std::vector<double> weight = {2.0, 3.0, 2.0};
  const auto placed = place_turned(at, weight, {.width_m = 100.0});
  REQUIRE(placed);
  CHECK(placed->captured == 4.0);
}

TEST_CASE("place_turned: a hexagon holds no more than the circle round it, nor less than within") {
  for (std::uint32_t number = 0; number < 10; ++number) {
    const Map map = random_map(100 + number, 40, 900.0);
    const auto placed =
        place_turned(map.at, map.weight, {.shape = Turned::hexagon, .width_m = 200.0});
    REQUIRE(placed);
    const TurnedPolygon& one = placed->polygons.front();
    CHECK(one.captured == held(map, one, Turned::hexagon, 200.0));
    double inner = 0.0;
    for (const Point& centre : map.at) {
      double sum = 0.0;
      for (std::size_t i = 0; i < map.at.size(); ++i) {
        if (geometry::distance(map.at[i], centre) <= 100.0) sum += map.weight[i];
      }
      inner = std::max(inner, sum);
    }
    CHECK(one.captured >= inner);
    const auto ring = outline(one, Turned::hexagon, 200.0);
    CHECK(ring.size() == 6);
    for (const Point& corner : ring) {
      CHECK(geometry::distance(corner, one.centre) == Approx(200.0 / std::sqrt(3.0)));
    }
  }
}

TEST_CASE("place_turned: several keep their distance, and none counts a place twice") {
  const Map map = random_map(7, 120, 2000.0);
  const auto placed = place_turned(map.at, map.weight,
                                   {.width_m = 150.0, .number = 4, .apart_m = 300.0, .least = 2.0});
  REQUIRE(placed);
  REQUIRE(placed->polygons.size() == 4);
  double sum = 0.0;
  for (std::size_t a = 0; a < 4; ++a) {
    sum += placed->polygons[a].captured;
    CHECK(placed->polygons[a].captured >= 2.0);
    for (std::size_t b = 0; b < a; ++b) {
      CHECK(geometry::distance(placed->polygons[a].centre, placed->polygons[b].centre) >= 299.999);
      CHECK(placed->polygons[a].captured <= placed->polygons[b].captured);
    }
  }
  CHECK(placed->captured == sum);
  CHECK(placed->bound >= placed->captured);
  CHECK(!place_turned(map.at, map.weight, {.width_m = 150.0, .number = 2, .apart_m = 150.0}));
  CHECK(place_turned(map.at, map.weight, {.least = 1000.0})->polygons.empty());
}

}  // namespace turned_placement_test
}  // namespace hotward::targeting
