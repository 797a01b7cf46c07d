#include "engine/methods/cluster/k_distance.hpp"

#include <algorithm>
#include <cmath>

#include "engine/methods/cluster/dbscan.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hard_maps.hpp"
#include "tests/support/shared.hpp"

namespace hotward::cluster {
namespace k_distance_test {

using geometry::Point;

// R's dbscan: core_dist10 of hdbscan(x, minPts = 10), the distance to the ninth other point, in the
// order of the points; the curve holds the same numbers sorted, each place once.
TEST_CASE("k_distance: the core distances of 1,560 points as R has them", "[oracle]") {
  HOTWARD_NEEDS_SHARED("oracle/programs/dbscan_R.csv");
  const auto points = read_rows(shared_path("oracle/programs/pts1560.csv"));
  const auto labels = read_rows(shared_path("oracle/programs/dbscan_R.csv"));
  const auto column = std::ranges::find(labels[0], "core_dist10") - labels[0].begin();
  std::vector<Point> at;
  std::vector<double> theirs;
  for (std::size_t r = 1; r < points.size(); ++r) {
    at.push_back(
        {std::strtod(points[r][1].c_str(), nullptr), std::strtod(points[r][2].c_str(), nullptr)});
    theirs.push_back(std::strtod(labels[r][static_cast<std::size_t>(column)].c_str(), nullptr));
  }
  const auto curve = k_distance({.at = at}, 10.0);
  REQUIRE(curve);
  CHECK(curve->incidents.back() == at.size());
  std::ranges::sort(theirs, std::greater{});
  std::size_t from = 0;
  double worst = 0.0;
  for (std::size_t i = 0; i < curve->distance_m.size(); ++i) {
    for (; from < curve->incidents[i]; ++from) {
      worst = std::max(worst, std::abs(theirs[from] - curve->distance_m[i]));
    }
  }
  CHECK(worst <= 1e-9);  // printed to 15 digits of some hundred metres
  CHECK(curve->knee_m > 0.0);
}

TEST_CASE("k_distance: a place is core from its distance on, not below", "[property]") {
  for (const HardMap& map : hard_maps(6, 150)) {
    const auto curve = k_distance({.at = map.at}, 7.0);
    REQUIRE(curve);
    CHECK(std::ranges::is_sorted(curve->distance_m, std::greater{}));
    for (std::size_t i = 0; i < curve->distance_m.size(); i += 17) {
      const double d = curve->distance_m[i];
      if (d < 1e-3) continue;
      INFO(map.name << ", distance " << d);
      const auto core = [&](double eps_m) {
        const auto c = dbscan({.at = map.at}, {eps_m, 7.0});
        REQUIRE(c);
        return std::ranges::count(c->role, Role::core);
      };
      const auto below = std::ranges::count_if(curve->distance_m, [&](double x) { return x <= d; });
      CHECK(core(d * (1.0 + 1e-12)) >= below);
      CHECK(core(d * (1.0 - 1e-12)) < core(d * (1.0 + 1e-12)));
    }
  }
}

TEST_CASE("k_distance: the knee parts scattered points from clusters", "[property]") {
  std::vector<Point> at;
  for (int i = 0; i < 200; ++i) at.push_back({10.0 * (i % 20), 10.0 * (i / 20)});
  for (int i = 0; i < 20; ++i) at.push_back({5000.0 + 700.0 * i, 300.0 * (i % 7)});
  const auto curve = k_distance({.at = at}, 5.0);
  REQUIRE(curve);
  CHECK(curve->knee_m >= 10.0);
  CHECK(curve->knee_m <= 30.0);
}

TEST_CASE("k_distance: no knee where there is no curve", "[edge]") {
  const std::vector<Point> stack(50, Point{1.0, 1.0});
  const auto flat = k_distance({.at = stack}, 5.0);
  REQUIRE(flat);
  CHECK(flat->distance_m == std::vector<double>{0.0});
  CHECK(std::isnan(flat->knee_m));
  const auto few = k_distance({.at = stack}, 51.0);
  REQUIRE(few);
  CHECK(few->distance_m.empty());
  CHECK(std::isnan(few->knee_m));
}

TEST_CASE("k_distance: says why it cannot answer", "[error]") {
  CHECK_FALSE(k_distance({}, 5.0));
  const std::vector<Point> at = {{0.0, 0.0}};
  const auto zero = k_distance({.at = at}, 0.0);
  REQUIRE_FALSE(zero);
  CHECK(zero.error().code == ErrorCode::usage);
}

}  // namespace k_distance_test
}  // namespace hotward::cluster
