#include "engine/methods/scan/poisson_scan.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/core/parallel.hpp"
#include "tests/methods/scan/scan_maps.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/threads.hpp"

namespace hotward::scan {
namespace poisson_scan_test {

/// New York leukaemia, coordinates taken as Cartesian: x the latitude, y the longitude, as
/// SaTScan's.
ScanMap new_york() {
  ScanMap map;
  for (const auto& [id, row] : blank_rows("oracle/scan_ny/satscan_ny_coords.txt")) {
    map.codes.push_back(id);
    map.at.push_back({row[0], row[1]});
  }
  map.population.assign(map.codes.size(), 0.0);
  map.cases.assign(map.codes.size(), 0);
  const auto index = [&](const std::string& id) {
    return static_cast<std::size_t>(std::ranges::find(map.codes, id) - map.codes.begin());
  };
  for (const auto& [id, row] : blank_rows("oracle/scan_ny/satscan_ny_pop.txt")) {
    map.population[index(id)] = row[1];
  }
  for (const auto& [id, row] : blank_rows("oracle/scan_ny/satscan_ny_cases.txt")) {
    map.cases[index(id)] += static_cast<std::int64_t>(row[0]);
  }
  return map;
}

std::vector<std::string> codes_of(const ScanMap& map, const Cluster& cluster) {
  std::vector<std::string> codes;
  for (const std::uint32_t i : cluster.members) codes.push_back(map.codes[i]);
  return codes;
}

struct Expected {
  std::vector<std::string> codes;  // nearest first
  std::int64_t observed;
  double expected, rr, llr;
};

// Decimals as printed: half of the last one is the tolerance.
void check_cluster(const ScanMap& map, const Cluster& cluster, const Expected& expected) {
  INFO("cluster " << cluster.rank);
  auto got = codes_of(map, cluster);
  auto want = expected.codes;
  std::ranges::sort(got);
  std::ranges::sort(want);
  CHECK(got == want);
  CHECK(cluster.observed == expected.observed);
  CHECK(std::abs(cluster.expected - expected.expected) <= 0.005);
  CHECK(std::abs(cluster.rr - expected.rr) <= 0.005);
  CHECK(std::abs(cluster.llr - expected.llr) <= 5e-7);
}

// SaTScan 9.6 (and 10.3.2) on the same files.
TEST_CASE("poisson_scan: New York, circles up to half the population", "[oracle]") {
  HOTWARD_NEEDS_SHARED("oracle/scan_ny/satscan_ny_cases.txt");
  const ScanMap map = new_york();
  const auto result = poisson_scan({map.sites(), map.cases, map.population}, {.gumbel = true});
  REQUIRE(result);
  const auto& c = result->clusters;
  REQUIRE(c.size() >= 6);
  const std::vector<std::string> first{"52", "50", "37", "49", "38", "48", "53", "39", "15", "47",
                                       "51", "1",  "40", "44", "16", "2",  "55", "36", "14", "43",
                                       "13", "45", "3",  "35", "17", "11", "12", "46"};
  check_cluster(map, c[0], {first, 100, 58.28, 1.87, 14.083511});
  CHECK(codes_of(map, c[0]) == first);
  CHECK(c[0].population == 111674.0);
  CHECK(std::abs(c[0].radius_m - 0.087) < 0.0005);
  check_cluster(map, c[1],
                {{"89", "88", "87", "84", "90", "86", "92", "85"}, 38, 17.79, 2.22, 9.019716});
  CHECK(c[2].members.size() == 33);
  CHECK(std::abs(c[2].llr - 6.114140) <= 5e-7);
  check_cluster(map, c[3], {{"62", "64", "67", "65"}, 25, 12.82, 1.99, 4.651839});
  check_cluster(map, c[4], {{"266", "281", "267", "265"}, 12, 5.14, 2.37, 3.363518});
  check_cluster(map, c[5], {{"166", "159", "167"}, 11, 4.61, 2.41, 3.209485});

  // SaTScan's p-values are Monte-Carlo themselves: 0.00015 (Gumbel), 0.016, 0.248, 0.645, 0.965,
  // 0.982. Both have a standard error of sqrt(p (1-p) / 999); 4 of the difference's are allowed.
  CHECK(c[0].p == 0.001);
  CHECK(c[0].p_gumbel > 0.00005);
  CHECK(c[0].p_gumbel < 0.0004);
  const std::vector<double> p{0.016, 0.248, 0.645, 0.965, 0.982};
  for (std::size_t k = 0; k < p.size(); ++k) {
    INFO("cluster " << k + 2 << ": " << c[k + 1].p);
    CHECK(std::abs(c[k + 1].p - p[k]) < 4.0 * std::sqrt(2.0 * p[k] * (1.0 - p[k]) / 999.0));
  }
}

TEST_CASE("poisson_scan: New York, circles up to a tenth of the population", "[oracle]") {
  HOTWARD_NEEDS_SHARED("oracle/scan_ny/satscan_ny_cases.txt");
  const ScanMap map = new_york();
  const auto result =
      poisson_scan({map.sites(), map.cases, map.population}, {.max_population = 0.1});
  REQUIRE(result);
  const auto& c = result->clusters;
  REQUIRE(c.size() >= 7);  // how many more have a p below 1 is up to chance
  check_cluster(map, c[0],
                {{"49", "48", "50", "47", "1",  "15", "51", "2",  "13", "14", "3",  "35", "16",
                  "52", "36", "37", "12", "11", "5",  "17", "10", "4",  "6",  "38", "18", "9"},
                 85,
                 49.71,
                 1.84,
                 11.577255});
  CHECK(c[0].population == 95249.0);
  CHECK(std::abs(c[0].radius_m - 0.070) < 0.0005);
  CHECK(std::abs(c[1].llr - 9.019716) <= 5e-7);
  CHECK(std::abs(c[4].llr - 4.169203) <= 5e-7);
  CHECK(std::abs(c[6].llr - 3.209485) <= 5e-7);
}

TEST_CASE("poisson_scan: New York, ellipses under the strong penalty", "[oracle]") {
  HOTWARD_NEEDS_SHARED("oracle/scan_ny/satscan_ny_cases.txt");
  const ScanMap map = new_york();
  const auto result =
      poisson_scan({map.sites(), map.cases, map.population},
                   {.max_population = 0.1, .shape = Shape::ellipse, .penalty = Penalty::strong});
  REQUIRE(result);
  const auto& c = result->clusters;
  REQUIRE(c.size() >= 7);
  check_cluster(map, c[0],
                {{"52", "50", "53", "38", "49", "15", "48", "39", "1",  "37", "16", "44", "14",
                  "47", "40", "2",  "13", "43", "51", "45", "17", "11", "12", "3",  "46"},
                 93,
                 52.03,
                 1.95,
                 14.772705});
  CHECK(std::abs(c[0].radius_m - 0.087) < 0.0005);
  const std::vector<double> statistics{14.181797, 9.019716, 7.388071, 4.651839,
                                       3.938613,  3.667327, 3.436309};
  const std::vector<double> shapes{1.5, 1, 2, 1, 4, 1.5, 4};
  const std::vector<double> angles{90,  0,  60, 0,
                                   120, 90, 135};  // SaTScan: -60 for 120, -45 for 135
  for (std::size_t k = 0; k < 7; ++k) {
    INFO("cluster " << k + 1);
    CHECK(std::abs(c[k].statistic - statistics[k]) <= 5e-7);
    CHECK(c[k].shape == shapes[k]);
    CHECK(std::abs(c[k].angle_deg - angles[k]) < 1e-9);
  }
}

// SaTScan 10 and smerc on lung cancer in Pennsylvania's counties.
TEST_CASE("poisson_scan: Pennsylvania", "[oracle]") {
  HOTWARD_NEEDS_SHARED("oracle/programs/pennLC.csv");
  ScanMap map;
  auto rows = read_rows(shared_path("oracle/programs/pennLC.csv"));
  rows.erase(rows.begin());
  for (const auto& row : rows) {
    map.codes.push_back(row[0]);
    map.at.push_back({std::stod(row[3]), std::stod(row[4])});
    map.cases.push_back(std::stoll(row[5]));
    map.population.push_back(std::stod(row[6]));
  }
  const auto result = poisson_scan({map.sites(), map.cases, map.population});
  REQUIRE(result);
  REQUIRE(result->clusters.size() >= 3);
  const auto& c = result->clusters;
  check_cluster(
      map, c[0],
      {{"washington", "greene", "allegheny", "beaver", "fayette", "westmoreland", "butler"},
       2359,
       2008.22,
       1.23,
       36.538616});
  CHECK(codes_of(map, c[1]) == std::vector<std::string>{"delaware", "philadelphia"});
  CHECK(std::abs(c[1].llr - 9.649491) <= 5e-7);
  CHECK(codes_of(map, c[2]) == std::vector<std::string>{"potter", "cameron"});
  CHECK(std::abs(c[2].llr - 2.102996) <= 5e-7);
}

bool same(const Cluster& a, const Cluster& b) {
  return a.rank == b.rank && a.llr == b.llr && a.p == b.p && a.expected == b.expected &&
         a.observed == b.observed && a.radius_m == b.radius_m && a.centre == b.centre &&
         a.angle_deg == b.angle_deg;
}

TEST_CASE("poisson_scan: any order of the areas, any number of threads", "[property]") {
  const ScanMap map = arranged_map(GENERATE(Arrangement::random, Arrangement::grid), 300, 5);
  ScanMap turned;
  std::vector<std::uint32_t> order(map.at.size());
  std::iota(order.begin(), order.end(), 0U);
  Random random(4, Stream::test);
  for (std::size_t i = order.size(); i > 1; --i) {
    std::swap(order[i - 1], order[random.below(static_cast<std::uint32_t>(i))]);
  }
  for (const std::uint32_t i : order) {
    turned.at.push_back(map.at[i]);
    turned.codes.push_back(map.codes[i]);
    turned.population.push_back(map.population[i]);
    turned.cases.push_back(map.cases[i]);
  }
  const ScanOptions options{.rates = Rates::both, .replications = 199, .gumbel = true};
  set_thread_count(1);
  const auto one = poisson_scan({map.sites(), map.cases, map.population}, options);
  set_thread_count(4);
  const auto four = poisson_scan({turned.sites(), turned.cases, turned.population}, options);
  set_thread_count(0);
  REQUIRE(one);
  REQUIRE(four);
  CHECK(one->null_maxima == four->null_maxima);
  REQUIRE(one->clusters.size() == four->clusters.size());
  for (std::size_t k = 0; k < one->clusters.size(); ++k) {
    CHECK(same(one->clusters[k], four->clusters[k]));
    CHECK(codes_of(map, one->clusters[k]) == codes_of(turned, four->clusters[k]));
  }
}

TEST_CASE("poisson_scan: clusters share no area, and their numbers add up", "[property]") {
  const ScanMap map = arranged_map(GENERATE(Arrangement::random, Arrangement::pairs), 80, 9);
  const auto result = poisson_scan({map.sites(), map.cases, map.population},
                                   {.rates = Rates::both, .replications = 99});
  REQUIRE(result);
  std::vector<int> taken(map.at.size(), 0);
  for (const Cluster& cluster : result->clusters) {
    std::int64_t observed = 0;
    double people = 0.0;
    for (const std::uint32_t i : cluster.members) {
      ++taken[i];
      observed += map.cases[i];
      people += map.population[i];
    }
    CHECK(cluster.observed == observed);
    CHECK(cluster.population == people);
    CHECK(cluster.high == (static_cast<double>(observed) > cluster.expected));
  }
  CHECK(std::ranges::all_of(taken, [](int n) { return n <= 1; }));
}

TEST_CASE("poisson_scan: expected counts in place of people", "[property]") {
  const ScanMap map = arranged_map(Arrangement::random, 50, 2);
  const double people = std::accumulate(map.population.begin(), map.population.end(), 0.0);
  const auto cases =
      static_cast<double>(std::accumulate(map.cases.begin(), map.cases.end(), std::int64_t{0}));
  std::vector<double> expected;
  for (const double p : map.population) expected.push_back(p * cases / people);
  const auto a = poisson_scan({map.sites(), map.cases, map.population}, {.replications = 99});
  const auto b = poisson_scan({map.sites(), map.cases, {}, expected}, {.replications = 99});
  REQUIRE(a);
  REQUIRE(b);
  CHECK(std::abs(a->clusters[0].llr - b->clusters[0].llr) < 1e-9);
  CHECK(std::isnan(b->clusters[0].population));
  expected[3] += 2e-6 * cases;
  const auto off = poisson_scan({map.sites(), map.cases, {}, expected});
  REQUIRE_FALSE(off);
  CHECK(off.error().code == ErrorCode::bad_value);
}

TEST_CASE("poisson_scan: centres of a grid", "[edge]") {
  const ScanMap map = arranged_map(Arrangement::random, 40, 8);
  std::vector<geometry::Point> centres{{900, 900}, {100, 100}, {500, 500}};
  auto sites = map.sites();
  sites.centres = centres;
  const auto a = poisson_scan({sites, map.cases, map.population}, {.replications = 9});
  std::ranges::reverse(centres);
  const auto b = poisson_scan({sites, map.cases, map.population}, {.replications = 9});
  REQUIRE(a);
  REQUIRE(b);
  REQUIRE_FALSE(a->clusters.empty());
  CHECK(same(a->clusters[0], b->clusters[0]));
  CHECK(std::ranges::count(centres, a->clusters[0].centre) == 1);
}

TEST_CASE("poisson_scan: all areas at one place, and no case anywhere but one area", "[edge]") {
  ScanMap map = arranged_map(Arrangement::all_equal, 20, 1);
  const auto one_place = poisson_scan({map.sites(), map.cases, map.population});
  REQUIRE_FALSE(one_place);  // the only zone is the whole map, and holds more than half
  CHECK(one_place.error().code == ErrorCode::no_data);

  map = arranged_map(Arrangement::random, 20, 1);
  std::ranges::fill(map.cases, 0);
  std::ranges::fill(map.population, 10.0);
  map.cases[4] = 7;
  const auto one_area = poisson_scan({map.sites(), map.cases, map.population});
  REQUIRE(one_area);
  CHECK(one_area->clusters[0].members == std::vector<std::uint32_t>{4});
  CHECK(one_area->clusters[0].radius_m == 0.0);
  CHECK(std::isnan(one_area->clusters[0].rr));
  CHECK(one_area->clusters[0].p == 0.001);
}

TEST_CASE("poisson_scan: says why it cannot answer", "[error]") {
  ScanMap map = arranged_map(Arrangement::random, 20, 1);
  std::ranges::fill(map.population, 10.0);
  const auto code = [&](const ScanOptions& options = {}) {
    const auto result = poisson_scan({map.sites(), map.cases, map.population}, options);
    REQUIRE_FALSE(result);
    UNSCOPED_INFO(result.error().message);
    return result.error();
  };
  CHECK(code({.max_population = 0.0}).code == ErrorCode::usage);
  CHECK(code({.max_population = 0.6}).message ==
        "a group may hold more than 0% and at most 50% of the whole, not 60%");
  CHECK(code({.min_cases = 0}).code == ErrorCode::usage);
  std::ranges::fill(map.population, 1.7e308);
  CHECK(code().message == "what is at risk in all areas together is too large to be reckoned with");
  std::ranges::fill(map.population, 1e-309);
  CHECK(code().message == "what is at risk in all areas together is too small to be reckoned with");
  std::ranges::fill(map.population, 10.0);
  CHECK(code({.max_population = 0.01}).code == ErrorCode::no_data);

  map.population[3] = 0.0;
  map.cases[3] = 2;
  CHECK(code().message == "E1003: 2 incidents where none can be expected (population 0)");
  map.population[3] = std::nan("");
  CHECK(code().message == "E1003: no population");
  map.population[3] = -4.0;
  CHECK(code().message == "E1003: population of -4");
  std::ranges::fill(map.population, 0.0);
  CHECK(code().message == "the population is 0 everywhere");
  map.cases[2] = -1;
  CHECK(code().message == "E1002: -1 incidents");
  std::ranges::fill(map.cases, 0);
  CHECK(code().code == ErrorCode::no_data);

  const std::vector<std::string> codes{"A"};
  const std::vector<geometry::Point> at{{0, 0}};
  const std::vector<std::int64_t> cases{5};
  const std::vector<double> people{5};
  const auto single = poisson_scan({{at, codes}, cases, people});
  REQUIRE_FALSE(single);
  CHECK(single.error().code == ErrorCode::too_few_sites);
}

TEST_CASE("columns: the contract's names, undefined as null", "[property]") {
  ScanResult result;
  result.clusters.push_back({.rank = 1, .llr = 3.5, .start = 0, .end = 1});
  const auto plain = columns(result);
  std::vector<std::string> names;
  for (const auto& column : plain) {
    names.push_back(column.name);
    CHECK(table::is_column_name(column.name));
    CHECK(column.size() == 1);
  }
  CHECK(names == std::vector<std::string>{"scan_id", "llr", "p", "rr", "observed", "expected",
                                          "radius_m", "start", "end"});
  CHECK(std::get<table::Column::Days>(plain[7].values)[0] == table::null_day);
  const std::vector<table::Period> months{*table::parse_period("2019-04"),
                                          *table::parse_period("2019-05")};
  const auto dated = columns(result, months);
  CHECK(std::get<table::Column::Days>(dated[7].values)[0] == months[0].first);
  CHECK(std::get<table::Column::Days>(dated[8].values)[0] == months[1].last);
}

}  // namespace poisson_scan_test
}  // namespace hotward::scan
