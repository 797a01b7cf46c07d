#include "engine/methods/autocorrelation/gi_star.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "engine/core/parallel.hpp"
#include "engine/stats/moments.hpp"
#include "tests/methods/autocorrelation/maps.hpp"
#include "tests/support/close.hpp"
#include "tests/support/threads.hpp"

namespace hotward::autocorrelation {
namespace gi_star_test {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
const weights::SpatialWeights star = weights::with_self(six_links);

bool warns(const GiStar& g, CautionKind kind) {
  return std::ranges::count(g.cautions, kind, &Caution::kind) == 1;
}

TEST_CASE("gi_star_z: the same z-scores, without a test", "[property]") {
  const auto g = gi_star(six_values, star);
  const auto z = gi_star_z(six_values, star);
  REQUIRE(g);
  REQUIRE(z);
  CHECK(*z == g->z_score);
  const std::vector<double> alike(6, 2.0);
  CHECK(gi_star_z(alike, star).error().code == ErrorCode::constant_values);
}

// esda's docstring prints 8 decimals.
TEST_CASE("gi_star: the six sites of esda, binary weights", "[oracle]") {
  const auto g = gi_star(six_values, star);
  REQUIRE(g);
  check_close(g->z_score,
              {-1.39727626, -0.28917762, 0.65064964, -0.28917762, 1.23452088, 2.02424331}, 5e-9);
}

TEST_CASE("gi: the six sites of esda, binary and row-standardised weights", "[oracle]") {
  const std::vector<double> expected = {-1.01367290, -0.04361589, 1.31558703,
                                        -0.31412676, 1.15373986,  1.77833941};
  const auto g = gi(six_values, six_links);
  REQUIRE(g);
  check_close(*g, expected, 5e-9);
  const auto h = gi(six_values, weights::row_standardized(six_links));
  REQUIRE(h);
  check_close(*h, *g, 1e-12);
}

// W_i and the square root of S_i both scale with row i, so G* cannot move. (esda's row-standardised
// z-scores do, to -0.62488 for the first site: its variance holds for 0/1 weights only.)
TEST_CASE("gi_star: scaling a row of weights changes nothing", "[property]") {
  const auto g = gi_star(six_values, star);
  const auto h = gi_star(six_values, weights::row_standardized(star));
  REQUIRE(g);
  REQUIRE(h);
  check_close(h->z_score, g->z_score, 1e-12);
  const auto ours_scaled = weights::weighted({{{0, 0.3}, {1, 0.3}, {3, 0.3}},
                                              {{0, 7}, {1, 7}, {3, 7}, {4, 7}},
                                              {{2, 1}, {4, 1}},
                                              {{0, 2}, {1, 2}, {3, 2}, {4, 2}},
                                              {{1, 1}, {2, 1}, {3, 1}, {4, 1}, {5, 1}},
                                              {{4, 5}, {5, 5}}});
  const auto s = gi_star(six_values, ours_scaled);
  REQUIRE(s);
  check_close(s->z_score, g->z_score, 1e-12);
}

TEST_CASE("gi_star: a change of unit changes nothing", "[property]") {
  const auto metres = real_values(6, GENERATE(1U, 2U, 3U));
  std::vector<double> shifted_km = metres;
  for (double& x : shifted_km) x = 0.001 * x + 40.0;
  const auto g = gi_star(metres, star);
  const auto h = gi_star(shifted_km, star);
  REQUIRE(g);
  REQUIRE(h);
  check_close(h->z_score, g->z_score, 1e-9);
  check_close(h->p_value, g->p_value, 0.0);
}

struct OracleMap {
  std::string local;
  std::string links;
  std::string binary_column;
  std::string plain_column;
};

// spdep 1.2-7, localG with binary weights and with row-standardised ones.
TEST_CASE("gi_star, gi: spdep on Columbus, a grid, and the 22 wards", "[oracle]") {
  const std::string name = GENERATE("columbus", "grid20_queen", "grid20_rook", "wards22");
  INFO(name);
  const std::string base = "oracle/programs/" + name;
  HOTWARD_NEEDS_SHARED(base + ".local.csv");
  const Table table(base + ".local.csv");
  const auto values = table.numbers("x");
  const auto links = weights_of_pairs(base + ".nb.csv", values.size());
  const auto g = gi_star(values, weights::with_self(links), {.null = {.permutations = 9}});
  REQUIRE(g);
  check_close(g->z_score, table.numbers("Gistar_z_B"), 1e-9);
  check_close(g->z_score, table.numbers("Gistar_z_W"), 1e-9);
  const auto h = gi(values, links);
  REQUIRE(h);
  check_close(*h, table.numbers("Gi_z_B"), 1e-9);
}

TEST_CASE("gi_star: spdep on Columbus, SIDS and Baltimore, from GAL files", "[oracle]") {
  const std::string name = GENERATE("columbus_CRIME_queen", "columbus_CRIME_rook", "esda_6pt_d15",
                                    "sids2_SIDR74_gal", "sids2_SIDR79_gal", "baltim_PRICE_knn4");
  INFO(name);
  const std::string base = "oracle/autocorrelation/" + name;
  HOTWARD_NEEDS_SHARED(base + "_local.csv");
  const Table table(base + "_local.csv");
  const auto values = table.numbers("x");
  const auto links = weights_of_gal(base + ".gal", table.texts("id"));
  const auto g = gi_star(values, weights::with_self(links), {.null = {.permutations = 9}});
  REQUIRE(g);
  check_close(g->z_score, table.numbers("Gistar_B"), 1e-9);
  const auto h = gi(values, links);
  REQUIRE(h);
  check_close(*h, table.numbers("Gi_B"), 1e-9);
}

// Each site in its turn with only itself and its nearest: z is (x_i + x_j - 2 m) over the variance
// of two draws without replacement, 2 s^2 (n - 2) / (n - 1).
TEST_CASE("gi_star: a pair's z-score is that of two draws", "[property]") {
  const std::vector<double> x = {4, 1, 7, 7, 0, 2, 11};
  const auto pairs = weights::with_self(weights::binary({{1}, {0}, {3}, {2}, {5}, {4}, {0}}));
  const auto g = gi_star(x, pairs);
  REQUIRE(g);
  const auto [mean, variance] = stats::moments(x);
  const double expected = (x[0] + x[1] - 2 * mean) / std::sqrt(2 * variance * 5.0 / 6.0);
  CHECK(std::abs(g->z_score[0] - expected) <= 1e-12);
}

TEST_CASE("gi_star: bins follow the corrected p-values, signs the smaller tail", "[property]") {
  auto values = poisson_values(900, 1.0, 3);
  for (const std::size_t hot : {100U, 101U, 130U, 131U}) values[hot] += 8.0;
  const auto g = gi_star(values, weights::with_self(grid(30)));
  REQUIRE(g);
  CHECK(g->evidence.exact);
  check_close(g->q_value, adjusted(g->p_value, Adjustment::benjamini_hochberg), 0.0);
  CHECK(g->bin[100] == 3);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double q = g->q_value[i];
    const std::int64_t size = q <= 0.01 ? 3 : q <= 0.05 ? 2 : q <= 0.10 ? 1 : 0;
    INFO("site " << i);
    CHECK(std::abs(g->bin[i]) == size);
    if (size > 0) CHECK((g->bin[i] > 0) == (g->z_score[i] > 0));
  }
}

// spdep's hotspot labels a site by its own value. A zero amid high counts lies in a hot spot.
TEST_CASE("gi_star: a cold site amid hot ones is hot", "[property]") {
  auto values = poisson_values(900, 1.0, 4);
  for (const std::size_t hot : {433U, 434U, 435U, 463U, 465U, 493U, 494U, 495U}) values[hot] = 9.0;
  values[464] = 0.0;
  const auto g = gi_star(values, weights::with_self(grid(30)));
  REQUIRE(g);
  CHECK(g->values[464] < stats::moments(values).mean);
  CHECK(g->bin[464] == 3);
}

// spdep's p.adjustSP corrects over neighbours only and leaves 1.0 where BH over the map says 0.51.
TEST_CASE("adjusted: corrects over the whole map, not over each neighbourhood", "[oracle]") {
  HOTWARD_NEEDS_SHARED("oracle/programs/columbus.padjust.csv");
  const Table table("oracle/programs/columbus.padjust.csv");
  const auto p = table.numbers("p");
  check_close(adjusted(p, Adjustment::benjamini_hochberg), table.numbers("p_fdr"), 1e-12);
  check_close(adjusted(p, Adjustment::bonferroni), table.numbers("p_bonf"), 1e-12);
}

// A rule that stops at the first failure (libgeoda's) rejects none of these; the step-up rejects 4.
TEST_CASE("adjusted: Benjamini-Hochberg steps up", "[oracle]") {
  const std::vector<double> p = {0.010, 0.011, 0.012, 0.013, 0.2, 0.6, 0.7, 0.9};
  const auto q = adjusted(p, Adjustment::benjamini_hochberg);
  CHECK(std::ranges::count_if(q, [](double x) { return x <= 0.05; }) == 4);
  check_close(adjusted(p, Adjustment::none), p, 0.0);
  const auto by = adjusted(p, Adjustment::benjamini_yekutieli);
  CHECK(by[0] > q[0]);
}

TEST_CASE("gi_star: mid-p is corrected where asked for", "[property]") {
  const auto values = poisson_values(400, 0.5, 5);
  const auto weights = weights::with_self(grid(20));
  const auto exact = gi_star(values, weights);
  const auto mid = gi_star(values, weights, {.mid_p = true});
  REQUIRE(exact);
  REQUIRE(mid);
  check_close(mid->p_value, exact->p_value, 0.0);
  check_close(mid->q_value, adjusted(exact->mid_p, Adjustment::benjamini_hochberg), 0.0);
  for (std::size_t i = 0; i < values.size(); ++i) CHECK(exact->mid_p[i] <= exact->p_value[i]);
}

TEST_CASE("gi_star: the same bytes on 1, 2 and 4 threads", "[property]") {
  const auto values = GENERATE(true, false) ? real_values(900, 6) : poisson_values(900, 0.7, 6);
  const auto weights = weights::with_self(grid(30));
  const auto run = [&](unsigned threads) {
    set_thread_count(threads);
    auto g = gi_star(values, weights, {.null = {.null = Null::conditional, .permutations = 99}});
    set_thread_count(0);
    REQUIRE(g);
    return *g;
  };
  const auto one = run(1);
  for (const unsigned threads : {2U, 4U}) {
    const auto more = run(threads);
    CHECK(more.z_score == one.z_score);
    CHECK(more.p_value == one.p_value);
    CHECK(more.q_value == one.q_value);
    CHECK(more.bin == one.bin);
  }
}

TEST_CASE("gi_star: undefined where the neighbourhood is the whole map", "[edge]") {
  const auto g =
      gi_star(std::vector<double>{1, 2, 4}, weights::binary({{0, 1, 2}, {0, 1, 2}, {0, 1, 2}}));
  REQUIRE(g);
  check_close(g->z_score, {nan, nan, nan}, 0.0);
  check_close(g->p_value, {nan, nan, nan}, 0.0);
  CHECK(g->bin == std::vector<std::int64_t>(3, table::null_integer));
}

TEST_CASE("gi_star: an island is tested by its own value, or not at all", "[edge]") {
  const std::vector<double> x = {9, 1, 2, 3, 4};
  const auto weights = weights::with_self(weights::binary({{}, {2}, {1, 3}, {2, 4}, {3}}));
  const auto total = gi_star(x, weights);
  REQUIRE(total);
  const auto [mean, variance] = stats::moments(x);
  CHECK(std::abs(total->z_score[0] - (9 - mean) / std::sqrt(variance)) <= 1e-12);
  CHECK(std::abs(total->p_upper[0] - 0.2) <= 1e-15);
  CHECK(warns(*total, CautionKind::islands));
  const auto conditional = gi_star(x, weights, {.null = {.null = Null::conditional}});
  REQUIRE(conditional);
  CHECK(std::isnan(conditional->p_value[0]));
}

TEST_CASE("gi_star: a site without a value is left out, and said", "[edge]") {
  const std::vector<double> with_gap = {2, 3, 3.2, nan, 5, 8, 7};
  const auto links =
      weights::binary({{1, 3, 4}, {0, 4, 5}, {5}, {0, 6}, {0, 1, 5}, {1, 2, 4, 6}, {3, 5}});
  const auto g = gi_star(with_gap, weights::with_self(links));
  const auto without = gi_star(six_values, star);
  REQUIRE(g);
  REQUIRE(without);
  auto z = g->z_score;
  CHECK(std::isnan(z[3]));
  CHECK(g->bin[3] == table::null_integer);
  z.erase(z.begin() + 3);
  check_close(z, without->z_score, 1e-12);
  CHECK(warns(*g, CautionKind::undefined_sites));
  CHECK(g->cautions.back().text == "1 site without a value left out");
}

TEST_CASE("gi_star: says why it cannot answer", "[error]") {
  const auto two = gi_star(std::vector<double>{1, 2}, weights::binary({{0, 1}, {0, 1}}));
  REQUIRE_FALSE(two);
  CHECK(two.error().code == ErrorCode::too_few_sites);
  CHECK(two.error().message == "G* needs 3 areas or cells, got 2");
  CHECK(gi_star(std::vector<double>{1}, weights::binary({{0}})).error().message ==
        "G* needs 3 areas or cells, got 1");

  const auto flat = gi_star(std::vector<double>(6, 7.0), star);
  REQUIRE_FALSE(flat);
  CHECK(flat.error().code == ErrorCode::constant_values);
  CHECK(gi_star(std::vector<double>(6, 0.0), star).error().message == "G*: every value is 0");

  const std::vector<double> endless = {1, 2, 3, 4, std::numeric_limits<double>::infinity(), 6};
  CHECK(gi_star(endless, star).error().message == "the value of site 4 is infinite");
  CHECK(gi_star(six_values, star, {.null = {.counting = Counting::exact}}).error().message ==
        "no exact p-values: values are not whole numbers");
  CHECK(gi_star(six_values, star, {.null = {.permutations = 0}}).error().code ==
        ErrorCode::bad_value);
}

TEST_CASE("columns: count gi_z gi_p gi_q gi_bin, both tails, mid-p", "[property]") {
  const auto g = gi_star(six_values, star);
  REQUIRE(g);
  std::vector<std::string> names;
  const auto all = columns(*g);
  for (const auto& column : all) {
    CHECK(table::is_column_name(column.name));
    CHECK(column.size() == 6);
    names.push_back(column.name);
  }
  CHECK(names == std::vector<std::string>{"count", "gi_z", "gi_p", "gi_q", "gi_bin", "gi_p_upper",
                                          "gi_p_lower", "gi_mid_p"});
  CHECK(std::holds_alternative<table::Column::Reals>(columns(*g)[0].values));
  const auto counts = gi_star(std::vector<double>{1, nan, 4, 2, 2, 0}, star);
  REQUIRE(counts);
  CHECK(std::get<table::Column::Integers>(columns(*counts)[0].values) ==
        table::Column::Integers{1, table::null_integer, 4, 2, 2, 0});
}

}  // namespace gi_star_test
}  // namespace hotward::autocorrelation
