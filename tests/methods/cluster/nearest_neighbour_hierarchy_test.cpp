#include "engine/methods/cluster/nearest_neighbour_hierarchy.hpp"

#include <cmath>

#include "engine/core/parallel.hpp"
#include "engine/index/kd_tree.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hard_maps.hpp"
#include "tests/support/plain_dbscan.hpp"
#include "tests/support/threads.hpp"

namespace hotward::cluster {
namespace nearest_neighbour_hierarchy_test {

using geometry::Point;

// METHODS: 6,023 incidents on 192 km² lie 89.27 m apart by chance, 0.5 sqrt(192e6 / 6023).
TEST_CASE("nnh_threshold_m: the mean distance by chance, and less for a smaller p", "[oracle]") {
  CHECK(std::abs(nnh_threshold_m(6023.0, 192e6, 0.5) - 89.27) <= 0.005);
  // z of 5% is 1.644854, s = 0.26136 / sqrt(6023^2 / 192e6) = 0.601280
  CHECK(std::abs(nnh_threshold_m(6023.0, 192e6, 0.05) - (89.2718 - 1.644854 * 0.601280)) <= 1e-4);
}

// Plain greedy: all counts anew for every seed.
std::vector<std::int64_t> plain_nnh(const std::vector<Point>& at, double t, double least) {
  std::vector<std::int64_t> label(at.size(), 0);
  for (std::int64_t found = 1;; ++found) {
    std::size_t best = at.size();
    double most = 0.0;
    for (std::size_t i = 0; i < at.size(); ++i) {
      if (label[i] != 0) continue;
      double near = 0.0;
      for (std::size_t j = 0; j < at.size(); ++j) {
        near += label[j] == 0 && index::distance_sq(at[i], at[j]) <= t * t ? 1.0 : 0.0;
      }
      if (near > most || (near == most && at[i] < at[best])) {
        most = near;
        best = i;
      }
    }
    if (most < least) return label;
    const Point seed = at[best];
    for (std::size_t j = 0; j < at.size(); ++j) {
      if (label[j] == 0 && index::distance_sq(seed, at[j]) <= t * t) label[j] = found;
    }
  }
}

TEST_CASE("nearest_neighbour_hierarchy: right on maps that hurt", "[brute]") {
  const auto seed = GENERATE(1U, 2U, 3U);
  for (const HardMap& map : hard_maps(seed, 150)) {
    for (const double area : {1e4, 1e6, 4e7}) {
      for (const double least : {2.0, 5.0}) {
        INFO(map.name << ", seed " << seed << ", area " << area << ", least " << least);
        const auto nnh =
            nearest_neighbour_hierarchy({.at = map.at}, {.area_m2 = area, .min_points = least});
        REQUIRE(nnh);
        const double t = nnh_threshold_m(static_cast<double>(map.at.size()), area, 0.5);
        CHECK(nnh->orders[0].threshold_m == t);
        CHECK(same_partition(nnh->clusters.cluster_id, plain_nnh(map.at, t, least)));
      }
    }
  }
}

TEST_CASE("nearest_neighbour_hierarchy: groups of groups", "[property]") {
  // Four groups of five in each of three towns.
  std::vector<Point> at;
  for (int town = 0; town < 3; ++town) {
    for (int group = 0; group < 4; ++group) {
      for (int i = 0; i < 5; ++i) {
        at.push_back({20000.0 * town + 1500.0 * (group % 2) + i, 1500.0 * (group / 2) + 2.0 * i});
      }
    }
  }
  const auto nnh =
      nearest_neighbour_hierarchy({.at = at}, {.area_m2 = 400e6, .p = 0.5, .min_points = 5.0});
  REQUIRE(nnh);
  REQUIRE(nnh->orders.size() == 2);
  CHECK(nnh->clusters.sizes == std::vector<std::uint64_t>(12, 5));
  CHECK(nnh->orders[0].centre[0] == Point{2.0, 4.0});
  CHECK(nnh->orders[1].centre.size() == 3);
  CHECK(nnh->orders[1].member_of.size() == 12);
}

TEST_CASE("nearest_neighbour_hierarchy: order and threads change nothing", "[property]") {
  for (const HardMap& map : hard_maps(14, 800)) {
    INFO(map.name);
    const NnhOptions options{.area_m2 = 1e6, .min_points = 5.0, .simulations = 19};
    set_thread_count(1);
    const auto one = nearest_neighbour_hierarchy({.at = map.at}, options);
    set_thread_count(4);
    const auto order = shuffled_order(6, map.at.size());
    std::vector<Point> mixed;
    for (const std::uint32_t i : order) mixed.push_back(map.at[i]);
    const auto other = nearest_neighbour_hierarchy({.at = mixed}, options);
    set_thread_count(0);
    REQUIRE(one);
    REQUIRE(other);
    CHECK(one->chance.clusters == other->chance.clusters);
    CHECK(one->orders[0].centre == other->orders[0].centre);
    for (std::size_t i = 0; i < order.size(); ++i) {
      REQUIRE(other->clusters.cluster_id[i] == one->clusters.cluster_id[order[i]]);
    }
  }
}

// Under its null the p-value is uniform on 1/20 … 20/20, but for ties, which only raise it: of 60
// maps at most 3 + 3 * sqrt(60 * 0.05 * 0.95) = 8 may lie at 0.05.
TEST_CASE("nearest_neighbour_hierarchy: chance alone is seldom significant", "[statistical]") {
  int small = 0;
  for (std::uint32_t run = 0; run < 60; ++run) {
    Random random(100, Stream::test, run);
    std::vector<Point> at;
    for (int i = 0; i < 300; ++i)
      at.push_back({1000.0 * random.uniform(), 1000.0 * random.uniform()});
    const geometry::MultiPolygon window = {{{{0, 0}, {1000, 0}, {1000, 1000}, {0, 1000}}, {}}};
    const auto nnh = nearest_neighbour_hierarchy(
        {.at = at}, {.min_points = 4.0, .simulations = 19, .seed = run}, window);
    REQUIRE(nnh);
    small += nnh->chance.p_value <= 0.05 ? 1 : 0;
  }
  CHECK(small <= 8);
}

TEST_CASE("nearest_neighbour_hierarchy: planted groups are beyond chance", "[statistical]") {
  Random random(7, Stream::test);
  std::vector<Point> at;
  for (int i = 0; i < 300; ++i)
    at.push_back({1000.0 * random.uniform(), 1000.0 * random.uniform()});
  for (int i = 0; i < 100; ++i) {
    at.push_back({100.0 * (i % 10) + 5.0 * random.normal(), 500.0 + 5.0 * random.normal()});
  }
  const auto nnh = nearest_neighbour_hierarchy(
      {.at = at}, {.area_m2 = 1e6, .min_points = 8.0, .simulations = 99});
  REQUIRE(nnh);
  CHECK(nnh->clusters.count() >= 9);
  CHECK(nnh->chance.p_value == 0.01);
  CHECK(nnh->chance.mean < 1.0);
}

TEST_CASE("nearest_neighbour_hierarchy: one point, one place", "[edge]") {
  const std::vector<Point> one = {{1.0, 2.0}};
  const auto alone = nearest_neighbour_hierarchy({.at = one}, {.area_m2 = 1e6});
  REQUIRE(alone);
  CHECK(alone->clusters.noise == 1);
  CHECK(alone->orders.size() == 1);
  const std::vector<Point> stack(100000, Point{1.0, 2.0});
  const auto all = nearest_neighbour_hierarchy({.at = stack}, {.area_m2 = 1e6});
  REQUIRE(all);
  CHECK(all->clusters.sizes == std::vector<std::uint64_t>{100000});
}

TEST_CASE("nearest_neighbour_hierarchy: says why it cannot answer", "[error]") {
  const std::vector<Point> at = {{0.0, 0.0}, {1.0, 0.0}};
  const auto code = [&](const DensityInput& input, const NnhOptions& options) {
    const auto nnh = nearest_neighbour_hierarchy(input, options);
    REQUIRE_FALSE(nnh);
    return nnh.error().code;
  };
  CHECK(code({}, {.area_m2 = 1e6}) == ErrorCode::no_data);
  CHECK(code({.at = at}, {}) == ErrorCode::usage);
  CHECK(code({.at = at}, {.area_m2 = 1e6, .p = 0.0}) == ErrorCode::usage);
  CHECK(code({.at = at}, {.area_m2 = 1e6, .min_points = 1.0}) == ErrorCode::usage);
}

}  // namespace nearest_neighbour_hierarchy_test
}  // namespace hotward::cluster
