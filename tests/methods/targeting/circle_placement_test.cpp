#include "engine/methods/targeting/circle_placement.hpp"

#include <numeric>

#include "engine/methods/targeting/circle_sweep.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/threads.hpp"

namespace hotward::targeting {
namespace circle_placement_test {

using geometry::distance;
using geometry::Point;

struct Map {
  std::vector<Point> at;
  std::vector<double> weight;

  [[nodiscard]] double held(const Point& centre, double radius_m) const {
    double sum = 0.0;
    for (std::size_t i = 0; i < at.size(); ++i) {
      if (distance(at[i], centre) <= radius_m + 1e-6) sum += weight[i];
    }
    return sum;
  }
};

// On a lattice of `step` metres many circles cross in one point, and places lie on rims.
Map random_map(std::mt19937& draw, std::size_t places, double side_m, double step_m) {
  Map map;
  std::uniform_real_distribution<double> along(0.0, side_m);
  for (std::size_t i = 0; i < places; ++i) {
    Point p{along(draw), along(draw)};
    if (step_m > 0.0) p = {std::round(p.x / step_m) * step_m, std::round(p.y / step_m) * step_m};
    map.at.push_back({570000.0 + p.x, 160000.0 + p.y});
    map.weight.push_back(static_cast<double>(1 + draw() % 5));
  }
  return map;
}

// Where the circles about two places cross, and the places themselves.
double best_of_all(const Map& map, double r) {
  double best = 0.0;
  for (const Point& a : map.at) {
    best = std::max(best, map.held(a, r));
    for (const Point& b : map.at) {
      const double d = distance(a, b);
      if (d == 0.0 || d > 2.0 * r) continue;
      const double height = std::sqrt(std::max(0.0, r * r - d * d / 4.0));
      best = std::max(best, map.held({(a.x + b.x) / 2 - height * (b.y - a.y) / d,
                                      (a.y + b.y) / 2 + height * (b.x - a.x) / d},
                                     r));
    }
  }
  return best;
}

TEST_CASE("place_circles: one circle equals every crossing, tried one by one", "[oracle]") {
  std::mt19937 draw(1);
  for (std::size_t map_number = 0; map_number < 150; ++map_number) {
    CAPTURE(map_number);
    const double step = map_number % 3 == 0 ? 0.0 : map_number % 3 == 1 ? 50.0 : 75.0;
    const Map map = random_map(draw, 1 + map_number % 40, 900.0, step);
    const auto placed = place_circles(map.at, map.weight, {.radius_m = 150.0});
    REQUIRE(placed);
    REQUIRE(placed->circles.size() == 1);
    CHECK(placed->captured == best_of_all(map, 150.0));
    CHECK(placed->captured == map.held(placed->circles[0].centre, 150.0));
    CHECK(placed->gap_pct() == 0.0);
  }
}

TEST_CASE("place_circles: a second circle is the best that keeps its distance", "[oracle]") {
  std::mt19937 draw(2);
  for (std::size_t map_number = 0; map_number < 30; ++map_number) {
    CAPTURE(map_number);
    const Map map = random_map(draw, 25, 1000.0, 0.0);
    const CircleOptions options{.radius_m = 120.0, .circles = 2, .apart_m = 400.0};
    const auto placed = place_circles(map.at, map.weight, options);
    REQUIRE(placed);
    REQUIRE(placed->circles.size() == 2);
    const Point first = placed->circles[0].centre;
    CHECK(distance(first, placed->circles[1].centre) >= 400.0 - 1e-5);
    // No centre of a fine net beats it beside the other one.
    Map left = map;
    for (std::size_t i = 0; i < left.at.size(); ++i) {
      if (distance(left.at[i], first) <= 120.0 + 1e-6) left.weight[i] = 0.0;
    }
    double best = 0.0;
    for (double x = 569800.0; x < 571200.0; x += 5.0) {
      for (double y = 159800.0; y < 161200.0; y += 5.0) {
        if (distance({x, y}, first) >= 400.0) best = std::max(best, left.held({x, y}, 120.0));
      }
    }
    CHECK(placed->circles[1].captured >= best);
  }
}

TEST_CASE("place_circles: any circles that keep their distance stay within the bound",
          "[property]") {
  std::mt19937 draw(3);
  std::uniform_real_distribution<double> along(-100.0, 1600.0);
  for (std::size_t map_number = 0; map_number < 30; ++map_number) {
    CAPTURE(map_number);
    const Map map = random_map(draw, 60, 1500.0, map_number % 2 == 0 ? 0.0 : 100.0);
    const CircleOptions options{.radius_m = 150.0, .circles = 3, .apart_m = 400.0};
    const auto placed = place_circles(map.at, map.weight, options);
    REQUIRE(placed);
    CHECK(placed->bound >= placed->captured);
    CHECK(placed->gap_pct() < 60.0);
    double sum = 0.0;
    for (std::size_t i = 0; i < placed->circles.size(); ++i) {
      sum += map.held(placed->circles[i].centre, 150.0);
      for (std::size_t j = 0; j < i; ++j) {
        CHECK(distance(placed->circles[i].centre, placed->circles[j].centre) >= 400.0 - 1e-5);
      }
    }
    CHECK(sum == placed->captured);
    // Three at random, each moved onto a place now and then.
    for (int attempt = 0; attempt < 3000; ++attempt) {
      std::vector<Point> centres;
      double held = 0.0;
      while (centres.size() < 3) {
        Point c{570000.0 + along(draw), 160000.0 + along(draw)};
        if (draw() % 2 == 0) c = map.at[draw() % map.at.size()];
        const bool free = std::ranges::all_of(
            centres, [&](const Point& other) { return distance(c, other) >= 400.0; });
        if (!free) break;
        centres.push_back(c);
        held += map.held(c, 150.0);
      }
      if (centres.size() == 3) CHECK(held <= placed->bound);
    }
  }
}

TEST_CASE("best_in_squares: no circle with its centre in a square holds more than it says",
          "[oracle]") {
  std::mt19937 draw(6);
  for (std::size_t map_number = 0; map_number < 10; ++map_number) {
    const Map map = random_map(draw, 12, 600.0, 0.0);
    SortedPlaces places{map.at, map.weight};
    std::vector<std::size_t> order(map.at.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t i) { return map.at[i]; });
    for (std::size_t i = 0; i < order.size(); ++i) {
      places.at[i] = map.at[order[i]];
      places.weight[i] = map.weight[order[i]];
    }
    std::vector<BestCentre> vertices;
    for (const Point& p : places.at) {
      (void)best_on_circle(places, 150.0, p, 150.0, {}, &vertices);
    }
    const Squares squares = best_in_squares(places, 150.0, vertices, {569840.0, 159840.0}, 90.0);
    std::vector<double> seen(squares.most.size(), 0.0);
    for (std::size_t square = 0; square < seen.size(); ++square) {
      const double west = 569840.0 + 90.0 * static_cast<double>(square % squares.columns);
      const double south = 159840.0 + 90.0 * static_cast<double>(square / squares.columns);
      for (int net = 0; net < 31 * 31; ++net) {
        const Point c{west + 3.0 * (net % 31), south + 3.0 * (net / 31)};
        seen[square] = std::max(seen[square], map.held(c, 150.0));
      }
      CHECK(seen[square] <= squares.most[square]);
    }
    // And it says little more: the net misses but small corners.
    CHECK(std::accumulate(seen.begin(), seen.end(), 0.0) >
          0.93 * std::accumulate(squares.most.begin(), squares.most.end(), 0.0));
  }
}

TEST_CASE("place_circles: the same for any order of the places and number of threads",
          "[property]") {
  std::mt19937 draw(4);
  const Map map = random_map(draw, 80, 1500.0, 50.0);
  const CircleOptions options{.radius_m = 150.0, .circles = 4, .apart_m = 500.0};
  const auto one = place_circles(map.at, map.weight, options);
  std::vector<std::size_t> order(map.at.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::shuffle(order, draw);
  Map moved;
  for (const std::size_t i : order) {
    moved.at.push_back(map.at[i]);
    moved.weight.push_back(map.weight[i]);
  }
  set_thread_count(4);
  const auto other = place_circles(moved.at, moved.weight, options);
  set_thread_count(0);
  REQUIRE(one);
  REQUIRE(other);
  CHECK(one->bound == other->bound);
  REQUIRE(one->circles.size() == other->circles.size());
  for (std::size_t i = 0; i < one->circles.size(); ++i) {
    CHECK(one->circles[i].centre == other->circles[i].centre);
  }
}

TEST_CASE("place_circles: nothing, too few, and circles that would overlap", "[edge]") {
  CHECK(place_circles({}, {}, {})->circles.empty());
  const std::vector<Point> at = {{0, 0}, {0, 0}, {5000, 0}};
  const std::vector<double> weight = {1, 1, 1};
  const auto two = place_circles(at, weight, {.radius_m = 10, .circles = 5, .apart_m = 20});
  REQUIRE(two);
  CHECK(two->circles.size() == 2);
  CHECK(two->circles[0].captured == 2.0);
  CHECK(two->captured == 3.0);
  CHECK(two->bound == 3.0);
  const auto busy =
      place_circles(at, weight, {.radius_m = 10, .circles = 5, .apart_m = 20, .least = 2});
  CHECK(busy->circles.size() == 1);
  const auto none = place_circles(at, weight, {.radius_m = 10, .circles = 1, .least = 3});
  CHECK(none->circles.empty());
  const auto over = place_circles(at, weight, {.radius_m = 10, .circles = 2, .apart_m = 19});
  REQUIRE_FALSE(over);
  CHECK(over.error().code == ErrorCode::usage);
}

}  // namespace circle_placement_test
}  // namespace hotward::targeting
