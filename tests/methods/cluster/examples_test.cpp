// The examples of the headers, line by line as they stand there (the test `examples` compares),
// and the names of the options, there and back.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

#include "engine/methods/cluster/cluster_shapes.hpp"
#include "engine/methods/cluster/dbscan.hpp"
#include "engine/methods/cluster/dbscan_chance.hpp"
#include "engine/methods/cluster/distinct_places.hpp"
#include "engine/methods/cluster/follow.hpp"
#include "engine/methods/cluster/hdbscan.hpp"
#include "engine/methods/cluster/k_distance.hpp"
#include "engine/methods/cluster/nearest_neighbour_hierarchy.hpp"
#include "engine/methods/cluster/st_dbscan.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/names.hpp"

namespace hotward::cluster {
namespace examples_test {

// Two squares of four points, 100 m wide, and one point by itself.
const std::vector<geometry::Point> points = {{0, 0},      {100, 0},    {0, 100},
                                             {100, 100},  {5000, 0},   {5100, 0},
                                             {5000, 100}, {5100, 100}, {2500, 9000}};

TEST_CASE("cluster_shapes: the example", "[example]") {
  const DensityInput input{.at = points};
  const std::vector<std::uint32_t> point_of = {0, 1, 2, 3, 4, 5, 6, 7, 8};  // of incident i
  const auto found = dbscan(input, {.eps_m = 150.0, .min_points = 3.0});
  const ClusterShapes shapes = cluster_shapes(input, found->cluster_id, {.point = point_of});
  const double hottest_km2 = shapes.dens_km2[0];  // incidents per km² in the hull of cluster 1
  CHECK(std::abs(hottest_km2 - 400.0) < 1e-9);
  CHECK(shapes.shape.size() == 2);
}

TEST_CASE("dbscan_chance: the example", "[example]") {
  const std::uint64_t seed = 1;
  const geometry::PointLayout even_in_a_square = [](Random& random, std::uint64_t n) {
    std::vector<geometry::Point> made;
    for (std::uint64_t i = 0; i < n; ++i) {
      const double x = 9000.0 * random.uniform();
      made.push_back({x, 9000.0 * random.uniform()});
    }
    return made;
  };
  const DbscanOptions options{.eps_m = 150.0, .min_points = 3.0};
  const auto found = dbscan({.at = points}, options);
  const auto chance = dbscan_chance(*found, options, even_in_a_square, 99, seed);
  const bool beyond_chance = chance->p_number <= 0.05;
  CHECK(beyond_chance);
  CHECK(chance->p_largest <= 0.05);
  CHECK(chance->clusters.size() == 99);
}

TEST_CASE("clusters: the example", "[example]") {
  const std::vector<std::uint32_t> group = {0, 0, 0, 2, 1, 1, 1, 1, 2};  // 2: in none
  const Clusters found = numbered({.at = points}, group, 2);
  const bool noise = found.cluster_id[8] == 0;  // the first point of cluster_id 1 is points[4]
  CHECK(noise);
  CHECK(found.cluster_id[4] == 1);
  CHECK(found.sizes == std::vector<std::uint64_t>{4, 3});
}

TEST_CASE("dbscan: the example", "[example]") {
  const auto found = dbscan({.at = points}, {.eps_m = 150.0, .min_points = 3.0});
  const std::size_t clusters = found->count();  // and found->noise incidents in none
  CHECK(clusters == 2);
  CHECK(found->noise == 1);
}

TEST_CASE("density_sites: the example", "[example]") {
  const std::vector<std::uint32_t> incidents(points.size(), 2);
  const DensityInput input{.at = points, .incidents = incidents};
  const bool usable = check_input(input).has_value();
  CHECK(usable);
}

TEST_CASE("distinct_places: the example", "[example]") {
  const std::vector<std::uint32_t> incidents(points.size(), 2);
  const DistinctPlaces places = distinct_places(points, incidents);
  const double at_first = places.incidents[places.place_of[0]];
  CHECK(at_first == 2.0);
  CHECK(places.size() == points.size());
}

TEST_CASE("hdbscan: the example", "[example]") {
  const auto found = hdbscan({.at = points}, {.min_cluster_size = 3});
  const std::size_t clusters = found->clusters.count();
  CHECK(clusters == 2);
}

TEST_CASE("k_distance: the example", "[example]") {
  const auto curve = k_distance({.at = points}, 3.0);
  const double eps_m = curve->knee_m;  // to be offered, not taken unseen
  CHECK(eps_m == 100.0);
}

TEST_CASE("nearest_neighbour_hierarchy: the example", "[example]") {
  const auto found =
      nearest_neighbour_hierarchy({.at = points}, {.area_m2 = 1e8, .min_points = 3.0});
  const double threshold_m = found->orders[0].threshold_m;  // nearer than chance would put them
  CHECK(found->clusters.count() == 2);
  CHECK(std::abs(threshold_m - 0.5 * std::sqrt(1e8 / 9.0)) < 1e-6);
}

TEST_CASE("st_dbscan: the example", "[example]") {
  std::vector<table::Minute> minutes(points.size(), 0);
  minutes[4] = 30 * table::minutes_per_day;  // three of the second square are near in time
  const auto found = st_dbscan({.at = points, .when = minutes},
                               {.eps_m = 150.0, .window_days = 7.0, .min_points = 3.0});
  const std::size_t clusters = found->count();
  CHECK(clusters == 2);
  CHECK(found->noise == 2);
}

TEST_CASE("follow: the example", "[example]") {
  const geometry::MultiPolygon square = {{{{0, 0}, {9, 0}, {9, 9}, {0, 9}}, {}}};
  const geometry::MultiPolygon elsewhere = {{{{50, 0}, {59, 0}, {59, 9}, {50, 9}}, {}}};
  const auto followed = follow({{7, square}}, {square, elsewhere});
  const bool is_same = followed.change[0] == Change::continued;  // and its track is 7
  CHECK(is_same);
  CHECK(followed.track == std::vector<std::int64_t>{7, 8});
}

TEST_CASE("names: every option by its name, and back", "[property]") {
  check_names(shape_names);
  check_names(selection_names);
  check_names(role_names);
}

}  // namespace examples_test
}  // namespace hotward::cluster
