#include "engine/index/point_grid.hpp"

#include <algorithm>
#include <set>
#include <span>

#include "engine/index/kd_tree.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hard_maps.hpp"

namespace hotward::index {
namespace point_grid_test {

using geometry::Point;

TEST_CASE("point_grid: every point in one square, and all that are near among the candidates",
          "[brute]") {
  const auto seed = GENERATE(1U, 2U);
  for (const HardMap& map : hard_maps(seed, 150)) {
    for (const double cell_m : {7.0, 50.0, 1e7}) {
      INFO(map.name << ", cell " << cell_m);
      const auto grid = PointGrid::over(map.at, cell_m);
      REQUIRE(grid);
      std::vector<std::uint32_t> seen;
      for (std::size_t c = 0; c < grid->cell_count(); ++c) {
        const auto points = grid->cell(c);
        CHECK(std::ranges::is_sorted(points));
        seen.insert(seen.end(), points.begin(), points.end());
      }
      std::ranges::sort(seen);
      CHECK(seen.size() == map.at.size());
      CHECK(std::ranges::adjacent_find(seen) == seen.end());
      for (const double radius_m : {0.0, 50.0, 100.0}) {
        for (const Point& p : map.at) {
          std::set<std::uint32_t> candidates;
          grid->candidates(p, radius_m, [&](std::uint32_t i) { candidates.insert(i); });
          for (std::uint32_t i = 0; i < map.at.size(); ++i) {
            if (distance_sq(p, map.at[i]) <= radius_m * radius_m) REQUIRE(candidates.contains(i));
          }
        }
      }
      const Point far{map.at[0].x + 1e9, map.at[0].y};
      std::size_t found = 0;
      grid->candidates(far, 10.0, [&](std::uint32_t) { ++found; });
      CHECK(found <= map.at.size());
    }
  }
}

TEST_CASE("point_grid: a walk meets the squares around, also on neighbouring layers", "[brute]") {
  for (const HardMap& map : hard_maps(3, 200)) {
    std::vector<std::uint32_t> layers;
    Random random(3, Stream::test, 2);
    for (std::size_t i = 0; i < map.at.size(); ++i) layers.push_back(random.below(4));
    const auto grid = PointGrid::over(map.at, 40.0, layers);
    REQUIRE(grid);
    INFO(map.name);
    const double west = std::ranges::min_element(map.at, {}, &Point::x)->x;
    const double south = std::ranges::min_element(map.at, {}, &Point::y)->y;
    const auto far = [&](std::size_t a, std::size_t b) {
      const std::uint32_t p = grid->cell(a)[0];
      const std::uint32_t q = grid->cell(b)[0];
      const auto steps = [](double u, double v) {
        return std::abs(std::floor(u / 40.0) - std::floor(v / 40.0));
      };
      return steps(map.at[p].x - west, map.at[q].x - west) > 2 ||
             steps(map.at[p].y - south, map.at[q].y - south) > 2 ||
             std::abs(int(layers[p]) - int(layers[q])) > 1;
    };
    PointGrid::Walker walker(*grid, 1);
    for (std::size_t c = 0; c < grid->cell_count(); c += 1 + c % 2) {
      std::set<std::size_t> met;
      walker.around(c, [&](std::size_t other) { met.insert(other); });
      for (std::size_t other = 0; other < grid->cell_count(); ++other) {
        REQUIRE(met.contains(other) == !far(c, other));
      }
    }
  }
}

TEST_CASE("point_grid: too fine for so wide a map is said", "[error]") {
  const std::vector<Point> wide = {{0.0, 0.0}, {1e6, 1.0}};
  const auto grid = PointGrid::over(wide, 1e-5);
  REQUIRE_FALSE(grid);
  CHECK(grid.error().code == ErrorCode::bad_value);
  CHECK(PointGrid::over({}, 1.0)->cell_count() == 0);
}

TEST_CASE("kd_tree: the reach of k points, weighted or not", "[brute]") {
  const auto seed = GENERATE(4U, 5U);
  for (const HardMap& map : hard_maps(seed, 150)) {
    const KdTree tree(map.at);
    std::vector<double> weights(map.at.size());
    for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = static_cast<double>(i % 3);
    for (const double k : {1.0, 2.0, 9.0, 150.0, 151.0}) {
      INFO(map.name << ", k " << k);
      for (std::size_t i = 0; i < map.at.size(); i += 7) {
        const Point& p = map.at[i];
        const auto plain = [&](bool weighted) {
          std::vector<std::pair<double, double>> near;
          for (std::size_t j = 0; j < map.at.size(); ++j) {
            near.emplace_back(distance_sq(p, tree.points()[j]), weighted ? weights[j] : 1.0);
          }
          std::ranges::sort(near);
          double total = 0.0;
          for (const auto& [d, w] : near) {
            total += w;
            if (total >= k) return d;
          }
          return std::numeric_limits<double>::infinity();
        };
        REQUIRE(tree.reach_sq(p, k, {}) == plain(false));
        REQUIRE(tree.reach_sq(p, k, weights) == plain(true));
      }
    }
  }
}

TEST_CASE("kd_tree: nearest, within and nearest_accepted, every distance compared", "[brute]") {
  const auto seed = GENERATE(6U, 7U);
  for (const HardMap& map : hard_maps(seed, 150)) {
    const KdTree tree(map.at);
    const auto size = static_cast<std::uint32_t>(map.at.size());
    for (std::uint32_t i = 0; i < size; i += 7) {
      INFO(map.name << ", point " << i);
      std::vector<Near> all;
      for (std::uint32_t j = 0; j < size; ++j) {
        if (j != i) all.push_back({distance_sq(map.at[i], map.at[j]), j});
      }
      std::ranges::sort(all);
      for (const std::size_t k : {0UL, 1UL, 8UL, 149UL, 200UL}) {
        const std::span expected(all.data(), std::min(k, all.size()));
        REQUIRE(std::ranges::equal(tree.nearest(map.at[i], k, i), expected));
      }
      const double radius_m = std::sqrt(all[20].distance_sq_m2);
      std::vector<std::uint32_t> close = {i};
      for (const Near& near : all) {
        if (near.distance_sq_m2 <= radius_m * radius_m) close.push_back(near.point);
      }
      std::ranges::sort(close);
      REQUIRE(tree.within(map.at[i], radius_m) == close);
      const auto third = [](std::uint32_t point) { return point % 3 == 0; };
      const auto found = std::ranges::find_if(all, third, &Near::point);
      const auto other = [&](std::uint32_t point) { return point != i && third(point); };
      REQUIRE(tree.nearest_accepted(map.at[i], {}, other) == *found);
      REQUIRE(tree.nearest_accepted(map.at[i], *found, other) == *found);
    }
  }
}

}  // namespace point_grid_test
}  // namespace hotward::index
