#include "engine/methods/cluster/dbscan.hpp"

#include <algorithm>
#include <cmath>

#include "engine/core/parallel.hpp"
#include "tests/methods/cluster/dbscan_judge.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hard_maps.hpp"
#include "tests/support/threads.hpp"

namespace hotward::cluster {
namespace dbscan_test {

using geometry::Point;

TEST_CASE("dbscan: right on maps that hurt", "[brute]") {
  const auto seed = GENERATE(1U, 2U, 3U);
  for (const HardMap& map : hard_maps(seed, 400)) {
    for (const double eps_m : {0.5, 20.0, 50.0, 70.710678, 100.0, 5000.0}) {
      for (const double min_points : {1.0, 2.0, 5.0, 30.0, 150.0, 400.0, 401.0}) {
        INFO(map.name << ", seed " << seed << ", eps " << eps_m << ", min " << min_points);
        const auto c = dbscan({.at = map.at}, {.eps_m = eps_m, .min_points = min_points});
        if (!c) {
          CHECK((map.name == "one far outlier" && c.error().code == ErrorCode::bad_value));
          continue;
        }
        CHECK(fault(*c, map.at, plain(map.at, eps_m, min_points)) == "");
        CHECK(std::ranges::is_sorted(c->sizes, std::greater{}));
      }
    }
  }
}

TEST_CASE("dbscan: weights count as repeated points do", "[property]") {
  const auto seed = GENERATE(4U, 5U);
  for (const HardMap& map : hard_maps(seed, 200)) {
    Random random(seed, Stream::test, 9);
    std::vector<std::uint32_t> incidents;
    std::vector<Point> repeated;
    for (const Point& p : map.at) {
      incidents.push_back(1 + random.below(5));
      repeated.insert(repeated.end(), incidents.back(), p);
    }
    for (const double min_points : {3.0, 12.0}) {
      INFO(map.name << ", min " << min_points);
      const DbscanOptions options{.eps_m = 50.0, .min_points = min_points};
      const auto one = dbscan({.at = map.at, .incidents = incidents}, options);
      const auto other = dbscan({.at = repeated}, options);
      REQUIRE(one);
      REQUIRE(other);
      CHECK(one->sizes == other->sizes);
      CHECK(one->noise == other->noise);
      std::size_t at = 0;
      for (std::size_t i = 0; i < incidents.size(); ++i) {
        CHECK(one->cluster_id[i] == other->cluster_id[at]);
        CHECK(one->role[i] == other->role[at]);
        at += incidents[i];
      }
    }
  }
}

TEST_CASE("dbscan: weights need not be whole, and add up exactly", "[property]") {
  // Ten times 0.1 is 1, in millionths if not in binary.
  const std::vector<Point> at(10, Point{5.0, 5.0});
  const std::vector<double> weight(10, 0.1);
  const auto c = dbscan({.at = at, .weight = weight}, {.eps_m = 1.0, .min_points = 1.0});
  REQUIRE(c);
  CHECK(c->sizes == std::vector<std::uint64_t>{10});
  const auto none = dbscan({.at = at, .weight = weight}, {.eps_m = 1.0, .min_points = 1.00001});
  REQUIRE(none);
  CHECK(none->count() == 0);
}

TEST_CASE("dbscan: order and threads change nothing", "[property]") {
  for (const HardMap& map : hard_maps(11, 2000)) {
    INFO(map.name);
    const DbscanOptions options{.eps_m = 50.0, .min_points = 6.0};
    set_thread_count(1);
    const auto one = dbscan({.at = map.at}, options);
    set_thread_count(4);
    const auto order = shuffled_order(3, map.at.size());
    std::vector<Point> mixed;
    for (const std::uint32_t i : order) mixed.push_back(map.at[i]);
    const auto other = dbscan({.at = mixed}, options);
    set_thread_count(0);
    REQUIRE(one);
    REQUIRE(other);
    CHECK(one->sizes == other->sizes);
    for (std::size_t i = 0; i < order.size(); ++i) {
      REQUIRE(other->cluster_id[i] == one->cluster_id[order[i]]);
      REQUIRE(other->role[i] == one->role[order[i]]);
    }
  }
}

TEST_CASE("dbscan: a million points at one place are one cluster", "[edge]") {
  const std::vector<Point> at(1000000, Point{575000.0, 168000.0});
  const auto c = dbscan({.at = at}, {.eps_m = 100.0, .min_points = 20.0});
  REQUIRE(c);
  CHECK(c->sizes == std::vector<std::uint64_t>{1000000});
  // Two stacks in reach of each other, both below min_points: no pair may be looked at.
  std::vector<Point> two = at;
  for (std::size_t i = 0; i < two.size(); i += 2) two[i].x += 90.0;
  const auto both = dbscan({.at = two}, {.eps_m = 100.0, .min_points = 1000000.0});
  REQUIRE(both);
  CHECK(both->sizes == std::vector<std::uint64_t>{1000000});
}

// Two rows of 50,000 points just out of each other's reach: over pairs this would be 2.5e9 tests.
TEST_CASE("dbscan: dense bands out of reach do not cost the square", "[edge]") {
  std::vector<Point> at;
  for (int i = 0; i < 50000; ++i) {
    at.push_back({0.0005 * i, 0.0});
    at.push_back({0.0005 * i, 100.001});
  }
  const auto c = dbscan({.at = at}, {.eps_m = 100.0, .min_points = 49999.0});
  REQUIRE(c);
  CHECK(c->sizes == std::vector<std::uint64_t>{50000, 50000});
}

TEST_CASE("dbscan: one point, and points of no weight", "[edge]") {
  const std::vector<Point> one = {{1.0, 2.0}};
  const auto alone = dbscan({.at = one}, {.eps_m = 1.0, .min_points = 1.0});
  REQUIRE(alone);
  CHECK(alone->sizes == std::vector<std::uint64_t>{1});
  CHECK(alone->role[0] == Role::core);
  const auto noise = dbscan({.at = one}, {.eps_m = 1.0, .min_points = 2.0});
  REQUIRE(noise);
  CHECK(noise->noise == 1);
  CHECK(noise->role[0] == Role::noise);

  const std::vector<Point> two = {{0.0, 0.0}, {1.0, 0.0}, {5.0, 0.0}};
  const std::vector<double> weight = {2.0, 0.0, 0.0};
  const auto c = dbscan({.at = two, .weight = weight}, {.eps_m = 1.0, .min_points = 2.0});
  REQUIRE(c);
  CHECK(c->role == std::vector<Role>{Role::core, Role::core, Role::noise});
}

TEST_CASE("dbscan: says why it cannot answer", "[error]") {
  const std::vector<Point> at = {{0.0, 0.0}, {1.0, 0.0}};
  const auto error = [&](const DensityInput& input, const DbscanOptions& options) {
    const auto c = dbscan(input, options);
    REQUIRE_FALSE(c);
    return c.error();
  };
  CHECK(error({}, {.eps_m = 1.0, .min_points = 2.0}).code == ErrorCode::no_data);
  CHECK(error({}, {.eps_m = 1.0, .min_points = 2.0}).message == "no points to cluster");
  CHECK(error({.at = at}, {.eps_m = 0.0, .min_points = 2.0}).message ==
        "eps must be above 0 m, got 0 m");
  CHECK(error({.at = at}, {.eps_m = -1.0, .min_points = 2.0}).code == ErrorCode::usage);
  CHECK(error({.at = at}, {.eps_m = std::nan(""), .min_points = 2.0}).code == ErrorCode::usage);
  CHECK(error({.at = at}, {.eps_m = 1.0, .min_points = 0.0}).message ==
        "min-points must be above 0, got 0");
  const std::vector<double> weight = {1.0, -1.0};
  CHECK(error({.at = at, .weight = weight}, {.eps_m = 1.0, .min_points = 2.0}).message ==
        "weights must be 0 or more, got -1");
  const std::vector<Point> infinite = {{0.0, 0.0}, {INFINITY, 0.0}};
  CHECK(error({.at = infinite}, {.eps_m = 1.0, .min_points = 2.0}).code == ErrorCode::bad_value);
  const std::vector<Point> wide = {{0.0, 0.0}, {1e6, 0.0}};
  CHECK(error({.at = wide}, {.eps_m = 1e-6, .min_points = 2.0}).code == ErrorCode::bad_value);
  // Larger than the map is no fault: everything is near everything.
  const auto all = dbscan({.at = wide}, {.eps_m = 1e9, .min_points = 2.0});
  REQUIRE(all);
  CHECK(all->count() == 1);
}

}  // namespace dbscan_test
}  // namespace hotward::cluster
