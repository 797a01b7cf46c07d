#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

#include "engine/core/random.hpp"
#include "engine/weights/bridges.hpp"
#include "engine/weights/connectivity.hpp"
#include "engine/weights/distance_band.hpp"
#include "engine/weights/k_nearest.hpp"
#include "tests/support/shared.hpp"

namespace hotward::weights {
namespace nearness_test {

using geometry::Point;

/// Maps that hurt: scattered, stacked, on a lattice, on a line, one far outlier.
std::vector<Point> points(unsigned map) {
  Random random(map, Stream::test, 43);
  std::vector<Point> result;
  for (std::uint32_t i = 0; i < 150; ++i) {
    const double x = random.uniform();
    const double y = random.uniform();
    if (map == 0) result.push_back({1000 * x, 1000 * y});
    if (map == 1) result.push_back({std::floor(4 * x), std::floor(4 * y)});
    if (map == 2) result.push_back({i % 12 + 0.0, std::floor(i / 12.0)});
    if (map == 3) result.push_back({std::floor(40 * x), 7.0});
    if (map == 4) result.push_back({i == 77 ? 1e7 : x, y});
  }
  return result;
}

double square_distance(const Point& a, const Point& b) {
  return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

TEST_CASE("k_nearest: every distance compared, ties by index", "[brute]") {
  const auto at = points(GENERATE(0U, 1U, 2U, 3U, 4U));
  for (const std::size_t k : {std::size_t{1}, std::size_t{8}, at.size() - 1}) {
    std::vector<std::vector<Site>> rows(at.size());
    for (std::size_t i = 0; i < at.size(); ++i) {
      std::vector<std::pair<double, Site>> others;
      for (std::size_t j = 0; j < at.size(); ++j) {
        if (j != i) others.emplace_back(square_distance(at[i], at[j]), static_cast<Site>(j));
      }
      std::ranges::sort(others);
      for (std::size_t j = 0; j < k; ++j) rows[i].push_back(others[j].second);
    }
    const auto near = k_nearest(at, k);
    REQUIRE(near);
    CHECK(near->rows().sites == binary(rows).rows().sites);
  }
}

TEST_CASE("distance_band: every distance compared, the edge included", "[brute]") {
  const unsigned map = GENERATE(0U, 1U, 2U, 3U, 4U);
  const auto at = points(map);
  for (const double radius_m : {0.0, 1.0, 2.0, 130.0}) {
    std::vector<std::vector<Site>> rows(at.size());
    for (std::size_t i = 0; i < at.size(); ++i) {
      for (std::size_t j = 0; j < at.size(); ++j) {
        const bool near = square_distance(at[i], at[j]) <= radius_m * radius_m;
        if (i != j && near) rows[i].push_back(static_cast<Site>(j));
      }
    }
    const auto band = distance_band(at, {.radius_m = radius_m});
    REQUIRE(band);
    CHECK(band->rows().sites == binary(rows).rows().sites);
    CHECK(band->rows().starts == binary(rows).rows().starts);
  }
}

TEST_CASE("distance_band: inverse distances, no nearer than a metre", "[edge]") {
  const std::vector<Point> at = {{0, 0}, {4, 0}, {4, 0.5}};
  const auto band = distance_band(at, {.radius_m = 4.0, .power = 2.0});
  REQUIRE(band);
  CHECK(band->link_count() == 4);
  CHECK(std::abs(band->weight(0, 1) - 1.0 / 16) <= 1e-15);
  CHECK(band->weight(1, 2) == 1.0);
}

TEST_CASE("kth_distance_m: the radius that leaves nobody alone", "[property]") {
  const auto at = points(0);
  const auto reach = kth_distance_m(at, 3);
  const double radius_m = *std::ranges::max_element(reach);
  // A square root and its square may differ by rounding.
  const auto band = distance_band(at, {.radius_m = radius_m * (1 + 1e-15)});
  REQUIRE(band);
  std::size_t least = at.size();
  for (std::size_t i = 0; i < at.size(); ++i) least = std::min(least, band->neighbours(i).size());
  CHECK(least == 3);
  CHECK(std::isinf(kth_distance_m(at, at.size())[0]));
}

// spdep 1.2-7 on the Columbus centroids: knearneigh(k = 4), dnearneigh(0, 1.6).
TEST_CASE("k_nearest, distance_band: Columbus as spdep sees it", "[oracle]") {
  HOTWARD_NEEDS_SHARED("oracle/programs/columbus.knn4.csv");
  std::vector<Point> at;
  const auto data = read_rows(shared_path("oracle/programs/columbus.data.csv"));
  for (std::size_t r = 1; r < data.size(); ++r) {
    at.push_back({std::stod(data[r][5]), std::stod(data[r][6])});
  }
  const auto near = k_nearest(at, 4);
  REQUIRE(near);
  const auto rows = read_rows(shared_path("oracle/programs/columbus.knn4.csv"));
  for (std::size_t i = 0; i < at.size(); ++i) {
    std::set<Site> expected;
    for (std::size_t c = 1; c <= 4; ++c) {
      expected.insert(static_cast<Site>(std::stoul(rows[i + 1][c]) - 1));
    }
    const auto found = near->neighbours(i);
    INFO("site " << i);
    CHECK(std::set<Site>(found.begin(), found.end()) == expected);
  }
  const auto band = distance_band(at, {.radius_m = 1.6});
  REQUIRE(band);
  const auto links = read_rows(shared_path("oracle/programs/columbus.dnear_0_1.6.csv"));
  CHECK(band->link_count() == links.size() - 1);
  for (std::size_t r = 1; r < links.size(); ++r) {
    CHECK(band->weight(std::stoul(links[r][0]) - 1,
                       static_cast<Site>(std::stoul(links[r][1]) - 1)) == 1.0);
  }
}

TEST_CASE("k_nearest, distance_band: say why they cannot answer", "[error]") {
  const std::vector<Point> two = {{0, 0}, {1, 0}};
  CHECK(k_nearest(two, 2).error().message ==
        "2 nearest neighbours among 2 areas or cells: k must be from 1 to 1");
  CHECK(k_nearest(two, 0).error().code == ErrorCode::bad_value);
  CHECK(distance_band(two, {.radius_m = -5}).error().message ==
        "a distance band of -5 m is no distance");
}

// Three groups on a line; the shortest tree between them is 0-2 to 10-12 to 30.
TEST_CASE("bridged: as few and as short as join all parts", "[property]") {
  const std::vector<Point> at = {{0, 0}, {2, 0}, {30, 0}, {10, 0}, {12, 0}};
  const auto parts = binary({{1}, {0}, {}, {4}, {3}});
  const auto joined = bridged(parts, std::span<const Point>(at));
  CHECK(joined.bridges == std::vector<Bridge>{{1, 3, 8.0}, {2, 4, 18.0}});
  CHECK(components(joined.weights).count == 1);
  CHECK(is_symmetric(joined.weights));
  CHECK(bridged(joined.weights, std::span<const Point>(at)).bridges.empty());
}

/// Length of the shortest tree by Kruskal's method over all pairs of sites.
double shortest_tree_m(const SpatialWeights& weights, const std::vector<Point>& at) {
  auto label = components(weights).label;
  std::vector<std::pair<double, std::pair<std::size_t, std::size_t>>> all;
  for (std::size_t i = 0; i < at.size(); ++i) {
    for (std::size_t j = i + 1; j < at.size(); ++j) {
      all.push_back({std::sqrt(square_distance(at[i], at[j])), {i, j}});
    }
  }
  std::ranges::sort(all);
  double sum = 0.0;
  for (const auto& [d, pair] : all) {
    const auto from = label[pair.first];
    const auto to = label[pair.second];
    if (from == to) continue;
    sum += d;
    std::ranges::replace(label, to, from);
  }
  return sum;
}

TEST_CASE("bridged: no shorter set of bridges joins the parts", "[brute]") {
  const auto at = points(GENERATE(0U, 1U, 2U, 3U, 4U));
  const auto band = distance_band(at, {.radius_m = GENERATE(0.0, 40.0)});
  REQUIRE(band);
  const auto joined = bridged(*band, std::span<const Point>(at));
  CHECK(joined.bridges.size() == components(*band).count - 1);
  CHECK(components(joined.weights).count == 1);
  double sum = 0.0;
  for (const auto& bridge : joined.bridges) sum += bridge.distance_m;
  CHECK(std::abs(sum - shortest_tree_m(*band, at)) <= 1e-9 * (1 + sum));
}

}  // namespace nearness_test
}  // namespace hotward::weights
