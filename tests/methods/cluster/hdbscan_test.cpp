#include "engine/methods/cluster/hdbscan.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "engine/core/parallel.hpp"
#include "engine/index/kd_tree.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hard_maps.hpp"
#include "tests/support/plain_dbscan.hpp"
#include "tests/support/plain_hdbscan.hpp"
#include "tests/support/shared.hpp"
#include "tests/support/threads.hpp"

namespace hotward::cluster {
namespace hdbscan_test {

using geometry::Point;

std::vector<Point> read_points(const std::string& relative) {
  const auto rows = read_rows(shared_path(relative));
  std::vector<Point> at;
  for (std::size_t r = 1; r < rows.size(); ++r) {
    at.push_back(
        {std::strtod(rows[r][0].c_str(), nullptr), std::strtod(rows[r][1].c_str(), nullptr)});
  }
  return at;
}

// R's dbscan 1.1-11, hdbscan(db_pts, minPts = 5): 8 noise, clusters of 35 and 37.
TEST_CASE("hdbscan: the sizes of db_pts", "[oracle]") {
  HOTWARD_NEEDS_SHARED("oracle/points/db_pts.csv");
  const auto at = read_points("oracle/points/db_pts.csv");
  const auto h = hdbscan({.at = at}, {.min_cluster_size = 5});
  REQUIRE(h);
  CHECK(h->clusters.noise == 8);
  CHECK(h->clusters.sizes == std::vector<std::uint64_t>{37, 35});
}

// R's dbscan 1.1-11, hdbscan(moons, minPts = 5): partition and core distances, printed to 15
// digits.
TEST_CASE("hdbscan: two moons as R has them", "[oracle]") {
  const std::string file = "oracle/cluster/expected_hdbscan_moons_m5.csv";
  HOTWARD_NEEDS_SHARED(file);
  const auto at = read_points(file);
  const auto rows = read_rows(shared_path(file));
  const auto h = hdbscan({.at = at}, {.min_cluster_size = 5});
  REQUIRE(h);
  CHECK(h->clusters.sizes == std::vector<std::uint64_t>{50, 25, 25});
  std::vector<std::int64_t> theirs;
  for (std::size_t r = 1; r < rows.size(); ++r) {
    theirs.push_back(std::stol(rows[r][2]));
    INFO("point " << r - 1);
    CHECK(std::abs(h->core_m[r - 1] - std::strtod(rows[r][5].c_str(), nullptr)) <= 1e-13);
  }
  CHECK(same_partition(h->clusters.cluster_id, theirs));
}

// The definition, level by level over all pairs: partition, strengths and stabilities.
TEST_CASE("hdbscan: right on maps that hurt", "[brute]") {
  const auto seed = GENERATE(1U, 2U, 3U, 4U);
  for (const HardMap& map : hard_maps(seed, 70)) {
    for (const std::uint32_t min_size : {2U, 4U, 9U}) {
      for (const std::uint32_t min_points : {1U, 3U, 8U}) {
        for (const bool leaf : {false, true}) {
          for (const double least_m : {0.0, 30.0}) {
            INFO(map.name << ", seed " << seed << ", size " << min_size << ", points " << min_points
                          << (leaf ? ", leaf" : "") << ", least " << least_m);
            const HdbscanOptions options{
                .min_cluster_size = min_size,
                .min_points = min_points,
                .selection = leaf ? HdbscanOptions::Selection::leaf
                                  : HdbscanOptions::Selection::excess_of_mass,
                .least_m = least_m};
            const auto h = hdbscan({.at = map.at}, options);
            REQUIRE(h);
            const PlainHdbscan expected = plain_hdbscan(
                map.at,
                {.min_size = min_size, .min_points = min_points, .leaf = leaf, .least_m = least_m});
            CHECK(same_partition(h->clusters.cluster_id, expected.label));
            double worst = 0.0;
            for (std::size_t i = 0; i < map.at.size(); ++i) {
              worst = std::max(worst, std::abs(h->strength[i] - expected.strength[i]));
            }
            CHECK(worst <= 1e-12);  // a root and a division each
          }
        }
      }
    }
  }
}

TEST_CASE("hdbscan: incidents at a place count as repeated points do", "[property]") {
  for (const HardMap& map : hard_maps(5, 300)) {
    Random random(5, Stream::test, 9);
    std::vector<std::uint32_t> incidents;
    std::vector<Point> repeated;
    for (const Point& p : map.at) {
      incidents.push_back(1 + random.below(4));
      repeated.insert(repeated.end(), incidents.back(), p);
    }
    INFO(map.name);
    const HdbscanOptions options{.min_cluster_size = 8, .min_points = 5, .least_m = 1.0};
    const auto one = hdbscan({.at = map.at, .incidents = incidents}, options);
    const auto other = hdbscan({.at = repeated}, options);
    REQUIRE(one);
    REQUIRE(other);
    CHECK(one->clusters.sizes == other->clusters.sizes);
    CHECK(one->stability == other->stability);
    std::size_t at = 0;
    for (std::size_t i = 0; i < incidents.size(); ++i) {
      CHECK(one->clusters.cluster_id[i] == other->clusters.cluster_id[at]);
      CHECK(one->strength[i] == other->strength[at]);
      at += incidents[i];
    }
  }
}

TEST_CASE("hdbscan: order and threads change nothing", "[property]") {
  for (const HardMap& map : hard_maps(12, 1500)) {
    INFO(map.name);
    const HdbscanOptions options{.min_cluster_size = 10};
    set_thread_count(1);
    const auto one = hdbscan({.at = map.at}, options);
    set_thread_count(4);
    const auto order = shuffled_order(4, map.at.size());
    std::vector<Point> mixed;
    for (const std::uint32_t i : order) mixed.push_back(map.at[i]);
    const auto other = hdbscan({.at = mixed}, options);
    set_thread_count(0);
    REQUIRE(one);
    REQUIRE(other);
    CHECK(one->clusters.sizes == other->clusters.sizes);
    CHECK(one->stability == other->stability);
    for (std::size_t i = 0; i < order.size(); ++i) {
      REQUIRE(other->clusters.cluster_id[i] == one->clusters.cluster_id[order[i]]);
      REQUIRE(other->strength[i] == one->strength[order[i]]);
    }
  }
}

TEST_CASE("hdbscan: leaves lie inside the clusters of greatest mass", "[property]") {
  for (const HardMap& map : hard_maps(21, 800)) {
    INFO(map.name);
    const auto mass = hdbscan({.at = map.at}, {.min_cluster_size = 6, .least_m = 0.1});
    const auto leaf = hdbscan(
        {.at = map.at},
        {.min_cluster_size = 6, .selection = HdbscanOptions::Selection::leaf, .least_m = 0.1});
    REQUIRE(mass);
    REQUIRE(leaf);
    CHECK(leaf->clusters.count() >= mass->clusters.count());
    std::map<std::int64_t, std::set<std::int64_t>> around;
    for (std::size_t i = 0; i < map.at.size(); ++i) {
      around[leaf->clusters.cluster_id[i]].insert(mass->clusters.cluster_id[i]);
    }
    for (const auto& [id, clusters] : around) {
      if (id != 0) CHECK(clusters.size() == 1);
    }
  }
}

TEST_CASE("hdbscan: one point, all at one place, too few", "[edge]") {
  const std::vector<Point> one = {{1.0, 2.0}};
  const auto alone = hdbscan({.at = one}, {.min_cluster_size = 2});
  REQUIRE(alone);
  CHECK(alone->clusters.noise == 1);
  CHECK(std::isinf(alone->core_m[0]));

  const std::vector<Point> stack(1000000, Point{575000.0, 168000.0});
  const auto all = hdbscan({.at = stack}, {.min_cluster_size = 5});
  REQUIRE(all);
  CHECK(all->clusters.count() == 0);
  const auto single = hdbscan({.at = stack}, {.min_cluster_size = 5, .allow_single = true});
  REQUIRE(single);
  CHECK(single->clusters.sizes == std::vector<std::uint64_t>{1000000});
  CHECK(single->strength[0] == 1.0);
}

TEST_CASE("hdbscan: says why it cannot answer", "[error]") {
  const std::vector<Point> at = {{0.0, 0.0}, {1.0, 0.0}};
  const auto none = hdbscan({}, {.min_cluster_size = 5});
  REQUIRE_FALSE(none);
  CHECK(none.error().code == ErrorCode::no_data);
  const auto small = hdbscan({.at = at}, {.min_cluster_size = 1});
  REQUIRE_FALSE(small);
  CHECK(small.error().message == "min-cluster-size must be 2 or more, got 1");
  const auto negative = hdbscan({.at = at}, {.min_cluster_size = 2, .least_m = -1.0});
  REQUIRE_FALSE(negative);
  CHECK(negative.error().code == ErrorCode::usage);
}

}  // namespace hdbscan_test
}  // namespace hotward::cluster
