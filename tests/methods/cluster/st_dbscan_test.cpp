#include "engine/methods/cluster/st_dbscan.hpp"

#include <cmath>

#include "engine/core/parallel.hpp"
#include "engine/index/kd_tree.hpp"
#include "engine/methods/cluster/dbscan.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hard_maps.hpp"
#include "tests/support/plain_dbscan.hpp"
#include "tests/support/threads.hpp"

namespace hotward::cluster {
namespace st_dbscan_test {

using geometry::Point;
using table::Minute;

std::vector<Minute> random_days(std::uint64_t seed, std::size_t n, std::uint32_t days) {
  Random random(seed, Stream::test, 5);
  std::vector<Minute> when;
  for (std::size_t i = 0; i < n; ++i) {
    when.push_back(26000000 + static_cast<Minute>(random.below(days)) * table::minutes_per_day);
  }
  return when;
}

TEST_CASE("st_dbscan: right on maps that hurt", "[brute]") {
  const auto seed = GENERATE(1U, 2U);
  for (const HardMap& map : hard_maps(seed, 300)) {
    const auto when = random_days(seed, map.at.size(), 60);
    for (const double eps_m : {20.0, 50.0, 300.0}) {
      for (const double days : {0.5, 1.0, 7.0, 400.0}) {
        for (const double min_points : {2.0, 5.0, 40.0}) {
          INFO(map.name << ", seed " << seed << ", eps " << eps_m << ", days " << days << ", min "
                        << min_points);
          const auto c = st_dbscan({.at = map.at, .when = when}, {eps_m, days, min_points});
          REQUIRE(c);
          const auto minutes = [&](std::size_t a, std::size_t b) {
            return std::abs(double(when[a]) - double(when[b]));
          };
          const PlainSettings s{.points = map.at.size(),
                                .near =
                                    [&](std::size_t a, std::size_t b) {
                                      return index::distance_sq(map.at[a], map.at[b]) <=
                                                 eps_m * eps_m &&
                                             minutes(a, b) <= days * table::minutes_per_day;
                                    },
                                .min_points = min_points};
          std::vector<bool> core;
          for (const Role r : c->role) core.push_back(r == Role::core);
          CHECK(dbscan_fault(s, c->cluster_id, core, [&](std::size_t a, std::size_t b) {
                  return index::distance_sq(map.at[a], map.at[b]);
                }) == "");
        }
      }
    }
  }
}

TEST_CASE("st_dbscan: with a window over all times it is dbscan", "[property]") {
  for (const HardMap& map : hard_maps(3, 500)) {
    INFO(map.name);
    const auto when = random_days(3, map.at.size(), 300);
    const auto c = st_dbscan({.at = map.at, .when = when}, {50.0, 300.0, 5.0});
    const auto d = dbscan({.at = map.at}, {50.0, 5.0});
    REQUIRE(c);
    REQUIRE(d);
    CHECK(c->role == d->role);
    CHECK(c->sizes == d->sizes);
  }
}

// The order in which an implementation meets points must not leave 0 in noise: it is no core point,
// and the core point that reaches it comes later.
TEST_CASE("st_dbscan: a point first taken for noise can become a border point", "[edge]") {
  const std::vector<Point> at = {{0, 0}, {9, 0}, {10, 0}, {11, 0}};
  const std::vector<Minute> when = {0, 1440, 1440, 2880};
  const auto c = st_dbscan({.at = at, .when = when}, {10.0, 1.0, 4.0});
  REQUIRE(c);
  CHECK(c->role == std::vector<Role>{Role::border, Role::core, Role::core, Role::border});
  CHECK(c->sizes == std::vector<std::uint64_t>{4});
}

TEST_CASE("st_dbscan: the window's edge belongs to it, and a chain outlasts it", "[edge]") {
  std::vector<Point> at;
  std::vector<Minute> when;
  for (int d = 0; d < 10; ++d) {
    at.push_back({0.0, 0.0});
    when.push_back(d * 14 * table::minutes_per_day);
  }
  const auto c = st_dbscan({.at = at, .when = when}, {1.0, 14.0, 3.0});
  REQUIRE(c);
  CHECK(c->sizes == std::vector<std::uint64_t>{10});
  const auto less = st_dbscan({.at = at, .when = when}, {1.0, 13.999, 2.0});
  REQUIRE(less);
  CHECK(less->noise == 10);
}

TEST_CASE("st_dbscan: order and threads change nothing", "[property]") {
  for (const HardMap& map : hard_maps(13, 1500)) {
    INFO(map.name);
    const auto when = random_days(13, map.at.size(), 40);
    set_thread_count(1);
    const auto one = st_dbscan({.at = map.at, .when = when}, {60.0, 7.0, 5.0});
    set_thread_count(4);
    const auto order = shuffled_order(5, map.at.size());
    std::vector<Point> mixed;
    std::vector<Minute> mixed_when;
    for (const std::uint32_t i : order) {
      mixed.push_back(map.at[i]);
      mixed_when.push_back(when[i]);
    }
    const auto other = st_dbscan({.at = mixed, .when = mixed_when}, {60.0, 7.0, 5.0});
    set_thread_count(0);
    REQUIRE(one);
    REQUIRE(other);
    for (std::size_t i = 0; i < order.size(); ++i) {
      REQUIRE(other->cluster_id[i] == one->cluster_id[order[i]]);
      REQUIRE(other->role[i] == one->role[order[i]]);
    }
  }
}

TEST_CASE("st_dbscan: says why it cannot answer", "[error]") {
  const std::vector<Point> at = {{0.0, 0.0}, {1.0, 0.0}};
  const auto undated = st_dbscan({.at = at}, {1.0, 7.0, 2.0});
  REQUIRE_FALSE(undated);
  CHECK(undated.error().code == ErrorCode::no_data);
  CHECK(undated.error().message == "clusters in space and time need dates, and there are none");
  const std::vector<Minute> holes = {0, table::no_time};
  const auto missing = st_dbscan({.at = at, .when = holes}, {1.0, 7.0, 2.0});
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == ErrorCode::bad_value);
  const std::vector<Minute> when = {0, 0};
  const auto window = st_dbscan({.at = at, .when = when}, {1.0, 0.0, 2.0});
  REQUIRE_FALSE(window);
  CHECK(window.error().message == "window must be above 0 days, got 0 days");
  CHECK_FALSE(st_dbscan({}, {1.0, 7.0, 2.0}));
}

}  // namespace st_dbscan_test
}  // namespace hotward::cluster
