#include "engine/methods/scan/inference.hpp"

#include <algorithm>
#include <cmath>

#include "engine/methods/scan/poisson_scan.hpp"
#include "tests/methods/scan/scan_maps.hpp"
#include "tests/support/catch.hpp"

namespace hotward::scan {
namespace inference_test {

TEST_CASE("poisson_scan: an early stop is told, and agrees with the whole run", "[property]") {
  ScanMap map = arranged_map(Arrangement::random, 40, 8);
  for (std::size_t i = 0; i < 40; ++i) {  // nearly as expected: chance does better before long
    map.cases[i] = static_cast<std::int64_t>(map.population[i] / 20.0) + (i == 7 ? 9 : 0);
  }
  const auto whole = poisson_scan({map.sites(), map.cases, map.population});
  const auto early = poisson_scan({map.sites(), map.cases, map.population}, {.stop_after = 10});
  REQUIRE(whole);
  REQUIRE(early);
  REQUIRE(early->stopped_early);
  CHECK_FALSE(whole->stopped_early);
  const auto made = early->null_maxima.size();
  CHECK(made < 999);
  CHECK(made > 20);  // else 10 / made and 11 / (made + 1) would hardly differ
  CHECK(early->clusters[0].p == 10.0 / static_cast<double>(made));
  CHECK(
      std::equal(early->null_maxima.begin(), early->null_maxima.end(), whole->null_maxima.begin()));
  CHECK(early->null_maxima.back() >= early->clusters[0].statistic * (1 - 1e-9));
  for (const Cluster& cluster : early->clusters) {
    const auto strong = std::ranges::count_if(
        early->null_maxima, [&](double m) { return m >= cluster.statistic * (1 - 1e-9); });
    CHECK(cluster.p == static_cast<double>(strong) / static_cast<double>(made));
  }
}

// Two areas of as many people with two incidents: one holds both, as on every other random map. All
// of those are ties.
TEST_CASE("poisson_scan: random maps as strong as the cluster count as extreme", "[property]") {
  const std::vector<geometry::Point> at{{0, 0}, {1000, 0}};
  const std::vector<std::string> codes{"A", "B"};
  const std::vector<std::int64_t> cases{2, 0};
  const std::vector<double> people{500, 500};
  const auto result = poisson_scan({{at, codes}, cases, people}, {.seed = GENERATE(1U, 2U, 3U)});
  REQUIRE(result);
  REQUIRE(result->clusters.size() == 1);
  const double statistic = result->clusters[0].statistic;
  CHECK(std::abs(statistic - 2.0 * std::log(2.0)) < 1e-12);
  const auto ties = std::ranges::count_if(
      result->null_maxima, [&](double m) { return std::abs(m - statistic) < 1e-12; });
  CHECK(std::abs(static_cast<double>(ties) - 499.5) < 80.0);  // five standard deviations of 15.8
  CHECK(result->clusters[0].p == static_cast<double>(ties + 1) / 1000.0);
}

TEST_CASE("poisson_scan: without random maps there is no p", "[edge]") {
  const ScanMap map = arranged_map(Arrangement::random, 20, 8);
  const auto result =
      poisson_scan({map.sites(), map.cases, map.population}, {.replications = 0, .gumbel = true});
  REQUIRE(result);
  CHECK(std::isnan(result->clusters[0].p));
  CHECK(result->null_maxima.empty());
}

}  // namespace inference_test
}  // namespace hotward::scan
