#include "engine/methods/autocorrelation/global_statistic.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include "engine/core/parallel.hpp"
#include "engine/methods/autocorrelation/eb_rates.hpp"
#include "engine/methods/autocorrelation/general_g.hpp"
#include "engine/methods/autocorrelation/global_geary.hpp"
#include "engine/methods/autocorrelation/global_moran.hpp"
#include "tests/methods/autocorrelation/maps.hpp"
#include "tests/support/threads.hpp"

namespace hotward::autocorrelation {
namespace global_statistic_test {

const GlobalOptions no_permutations = {.permutations = 0};
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

void check(double actual, double expected, double tolerance) {
  INFO(actual << ", expected " << expected);
  CHECK(std::abs(actual - expected) <= tolerance);
}

// METHODS of the six PySAL points, computed by spdep 1.2-7 and esda.
TEST_CASE("global_moran, global_geary, general_g: the six sites", "[oracle]") {
  const auto w = weights::row_standardized(six_links);
  const auto i = global_moran(six_values, w, no_permutations);
  const auto c = global_geary(six_values, w, no_permutations);
  const auto g = general_g(six_values, six_links, no_permutations);
  REQUIRE(i);
  REQUIRE(c);
  REQUIRE(g);
  // 11 printed decimals.
  check(i->statistic, 0.11898954704, 1e-11);
  check(i->variance, 0.08670442134, 1e-11);
  check(c->statistic, 0.88390437476, 1e-11);
  check(c->variance, 0.08597222397, 1e-11);
  check(g->statistic, 0.557097791798, 1e-12);
  check(g->variance, 0.009203550195, 1e-12);
  // spdep's one-sided p; ours is two-sided.
  check(g->p / 2, 0.172935658735914, 1e-9);
}

// spdep 1.2-7: moran.test, geary.test, globalG.test, on four maps, W and B.
TEST_CASE("global statistics: every row of spdep's table", "[oracle]") {
  HOTWARD_NEEDS_SHARED("oracle/programs/global_tests.csv");
  const Table table("oracle/programs/global_tests.csv");
  const auto dataset = table.texts("dataset");
  const auto style = table.texts("style");
  const auto test = table.texts("test");
  const auto stat = table.numbers("stat");
  const auto expect = table.numbers("expect");
  const auto var = table.numbers("var");
  for (std::size_t row = 0; row < test.size(); ++row) {
    INFO(dataset[row] << " " << style[row] << " " << test[row]);
    const std::string base = "oracle/programs/" + dataset[row];
    const auto values = Table(base + ".local.csv").numbers("x");
    auto w = weights_of_pairs(base + ".nb.csv", values.size());
    if (style[row] == "W") w = weights::row_standardized(w);
    const auto result = test[row] == "geary_rand" ? global_geary(values, w, no_permutations)
                        : test[row] == "globalG"  ? general_g(values, w, no_permutations)
                                                  : global_moran(values, w, no_permutations);
    REQUIRE(result);
    check(result->statistic, stat[row], 1e-9);
    check(result->expected, expect[row], 1e-9);
    check(test[row] == "moran_norm" ? result->variance_normal : result->variance, var[row], 1e-9);
  }
}

// pysal/esda's asserts, confirmed by spdep 1.2-7: EXPECTED.md of the reference data.
TEST_CASE("global statistics: esda on Columbus, SIDS and Baltimore", "[oracle]") {
  HOTWARD_NEEDS_SHARED("oracle/autocorrelation/EXPECTED.md");
  const auto map = [](const std::string& name) {
    const Table table("oracle/autocorrelation/" + name + "_local.csv");
    return std::pair(table.numbers("x"),
                     weights::row_standardized(weights_of_gal(
                         "oracle/autocorrelation/" + name + ".gal", table.texts("id"))));
  };
  const auto [crime, rook] = map("columbus_CRIME_rook");
  const auto c = global_geary(crime, rook, no_permutations);
  REQUIRE(c);
  check(c->statistic, 0.5154408058652411, 1e-12);
  check(c->variance, 0.010848882767131886, 1e-12);
  check(c->variance_normal, 0.011403109626468939, 1e-12);
  check(c->z, -4.652156651668989, 1e-9);
  check(c->p / 2, 1.6424069196305004e-06, 1e-12);
  const auto rook_i = global_moran(crime, rook, no_permutations);
  REQUIRE(rook_i);
  check(rook_i->statistic, 0.523670212750253, 1e-12);
  check(rook_i->z, 5.45788004590928, 1e-9);
  const auto [queen_crime, queen] = map("columbus_CRIME_queen");
  const auto i = global_moran(queen_crime, queen, no_permutations);
  REQUIRE(i);
  check(i->statistic, 0.500188557182861, 1e-12);
  check(i->z, 5.5893826750445, 1e-9);
  const auto [sids, sids_links] = map("sids2_SIDR74_gal");
  const auto s = global_moran(sids, sids_links, no_permutations);
  REQUIRE(s);
  check(s->statistic, 0.24772519320480135, 1e-9);
  const auto [sids79, sids79_links] = map("sids2_SIDR79_gal");
  const auto s79 = global_moran(sids79, sids79_links, no_permutations);
  REQUIRE(s79);
  check(s79->statistic, 0.166557450853747, 1e-9);
  const auto [price, near] = map("baltim_PRICE_knn4");
  const auto b = global_moran(price, near, no_permutations);
  REQUIRE(b);
  check(b->statistic, 0.510464811390122, 1e-12);
  check(b->z, 11.473925559055, 1e-9);
}

// esda's asserts for a 3 x 3 lattice, y = 1 … 9, rook, binary.
TEST_CASE("global_moran: both variances on a lattice", "[oracle]") {
  std::vector<double> y(9);
  std::iota(y.begin(), y.end(), 1.0);
  const auto i = global_moran(y, grid(3, weights::GridKind::square_rook), no_permutations);
  REQUIRE(i);
  check(i->variance, 0.0596875, 1e-12);
  check(i->variance_normal, 0.053125, 1e-12);
}

/// Mean and variance over all orders of the values.
std::pair<double, double> over_all_orders(
    std::vector<double> values,
    const std::function<double(const std::vector<double>&)>& statistic) {
  std::ranges::sort(values);
  double sum = 0.0;
  double square = 0.0;
  double count = 0.0;
  do {
    const double s = statistic(values);
    sum += s;
    square += s * s;
    count += 1.0;
  } while (std::ranges::next_permutation(values).found);
  return {sum / count, square / count - sum * sum / count / count};
}

TEST_CASE("global statistics: moments over every order of six values", "[brute]") {
  const auto w =
      GENERATE(true, false)
          ? weights::row_standardized(six_links)
          : weights::weighted(
                {{{1, 2.0}}, {{3, 0.5}, {4, 1.0}}, {{0, 3.0}}, {{4, 1.0}}, {{5, 0.1}}, {{2, 1.0}}});
  const auto i = global_moran(six_values, w, no_permutations);
  const auto c = global_geary(six_values, w, no_permutations);
  const auto g = general_g(six_values, w, no_permutations);
  REQUIRE(i);
  REQUIRE(c);
  REQUIRE(g);
  const auto [i_mean, i_variance] = over_all_orders(six_values, [&](const auto& order) {
    return global_moran(order, w, no_permutations)->statistic;
  });
  check(i->expected, i_mean, 1e-12);
  check(i->variance, i_variance, 1e-12);
  const auto [c_mean, c_variance] = over_all_orders(six_values, [&](const auto& order) {
    return global_geary(order, w, no_permutations)->statistic;
  });
  check(c->expected, c_mean, 1e-12);
  check(c->variance, c_variance, 1e-12);
  const auto [g_mean, g_variance] = over_all_orders(six_values, [&](const auto& order) {
    return general_g(order, w, no_permutations)->statistic;
  });
  check(g->expected, g_mean, 1e-12);
  check(g->variance, g_variance, 1e-12);
}

TEST_CASE("global_moran: permutations agree with the normal p where values are many",
          "[statistical]") {
  const auto values = real_values(400, 12);
  const auto i = global_moran(values, weights::row_standardized(grid(20)), {.permutations = 1999});
  REQUIRE(i);
  // 5 standard deviations of a share of 1,999.
  check(i->p_permutations, i->p, 5 * 2 * std::sqrt(0.25 / 1999));
  CHECK(i->p_upper + i->p_lower >= 1.0);
}

TEST_CASE("global statistics: the same bytes on 1, 2 and 4 threads", "[property]") {
  const auto values = real_values(100, 13);
  const auto run = [&](unsigned threads) {
    set_thread_count(threads);
    const auto i = global_moran(values, grid(10), {.permutations = 99});
    const auto c = global_geary(values, grid(10), {.permutations = 99});
    set_thread_count(0);
    REQUIRE(i);
    REQUIRE(c);
    return std::pair(i->p_permutations, c->p_permutations);
  };
  CHECK(run(2) == run(1));
  CHECK(run(4) == run(1));
}

// spdep 1.2-7, EBest and EBImoran.mc on SIDS 1974.
TEST_CASE("global_moran: rates of SIDS, standardised", "[oracle]") {
  HOTWARD_NEEDS_SHARED("oracle/autocorrelation/sids2_probmap_EB.csv");
  const std::string base = "oracle/autocorrelation/sids2_SIDR74_gal";
  const Table table("oracle/autocorrelation/sids2_probmap_EB.csv");
  const auto w = weights::row_standardized(
      weights_of_gal(base + ".gal", Table(base + "_local.csv").texts("id")));
  // The table holds the rate and the expected count b n of each county: count and births follow.
  const auto raw = table.numbers("raw");
  const auto expected = table.numbers("expCount");
  const auto estimate = table.numbers("estmm");
  std::vector<double> counts;
  std::vector<double> births;
  const double b = 667.0 / 329962.0;  // all SIDS deaths and births of 1974 in the data set
  for (std::size_t i = 0; i < raw.size(); ++i) {
    births.push_back(std::round(expected[i] / b));
    counts.push_back(std::round(raw[i] * births.back()));
  }
  const auto rates = eb_rates(counts, births);
  REQUIRE(rates);
  for (std::size_t i = 0; i < raw.size(); ++i) {
    INFO("county " << i);
    check(rates->smoothed[i], estimate[i], 1e-12);
  }
  const auto i = global_moran(rates->standardized, w, no_permutations);
  REQUIRE(i);
  check(i->statistic, 0.271402966962865, 1e-9);
}

TEST_CASE("global statistics: islands count, undefined sites do not", "[edge]") {
  const auto with_island = weights::binary({{1}, {0, 2}, {1, 3}, {2}, {}});
  const auto i = global_moran(std::vector<double>{1, 2, 3, 5, 9}, with_island, no_permutations);
  REQUIRE(i);
  CHECK(i->sites == 5);
  const auto gap = global_moran(std::vector<double>{1, 2, 3, 5, nan}, with_island, no_permutations);
  REQUIRE(gap);
  CHECK(gap->sites == 4);
  CHECK(gap->undefined == 1);
  const auto chain = weights::binary({{1}, {0, 2}, {1, 3}, {2}});
  const auto four = global_moran(std::vector<double>{1, 2, 3, 5}, chain, no_permutations);
  REQUIRE(four);
  CHECK(gap->statistic == four->statistic);
  CHECK(std::isnan(four->p_permutations));
}

TEST_CASE("global statistics: say why they cannot answer", "[error]") {
  const auto chain = weights::binary({{1}, {0, 2}, {1, 3}, {2}});
  const auto message = [](const Result<GlobalStatistic>& result) {
    return result ? "no error" : result.error().message;
  };
  CHECK(message(global_moran(std::vector<double>{4, 4, 4, 4}, chain)) ==
        "Moran's I: every value is 4");
  CHECK(message(global_geary(std::vector<double>{1, 2, 3}, weights::binary({{1}, {0}, {}}))) ==
        "Geary's C needs 4 areas or cells, got 3");
  CHECK(message(general_g(std::vector<double>{1, -2, 3, 4}, chain)) ==
        "the general G needs values of at least 0, got -2");
  CHECK(message(general_g(std::vector<double>{0, 0, 3, 0}, chain)) ==
        "the general G needs two areas or cells above 0, and there is one");
  CHECK(message(global_moran(std::vector<double>{1, 2, 3, 4},
                             weights::binary(std::vector<std::vector<weights::Site>>(4)))) ==
        "Moran's I: no area or cell has a neighbour");
  const std::vector<double> endless = {1, 2, std::numeric_limits<double>::infinity(), 4};
  CHECK(message(global_moran(endless, chain)) == "the value of site 2 is infinite");
}

}  // namespace global_statistic_test
}  // namespace hotward::autocorrelation
