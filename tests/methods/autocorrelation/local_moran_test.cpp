#include "engine/methods/autocorrelation/local_moran.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "engine/core/parallel.hpp"
#include "engine/methods/autocorrelation/draw_table.hpp"
#include "engine/methods/autocorrelation/global_moran.hpp"
#include "engine/methods/autocorrelation/local_geary.hpp"
#include "tests/methods/autocorrelation/maps.hpp"
#include "tests/support/close.hpp"
#include "tests/support/threads.hpp"

namespace hotward::autocorrelation {
namespace local_moran_test {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
const weights::SpatialWeights six_rows = weights::row_standardized(six_links);
const NullOptions few = {.null = Null::conditional, .permutations = 19};

LocalMoranOptions total_moments() {
  return {.null = few, .moments = LocalMoranOptions::Moments::total};
}

// spdep 1.2-7, localmoran and localC on the six PySAL points.
TEST_CASE("local_moran, local_geary: the six sites", "[oracle]") {
  const auto m = local_moran(six_values, six_rows, {.null = few});
  REQUIRE(m);
  check_close(m->statistic,
              {.39512195, -.10662021, -1.03484321, -.02299652, -.10348432, 1.58675958}, 5e-9);
  const auto c = local_geary(six_values, six_rows, {.permutations = 19});
  REQUIRE(c);
  check_close(c->statistic, {.87108014, 1.74216028, 4.01393728, 1.27758420, 2.52787456, .17421603},
              5e-9);
}

std::string long_name(Quadrant quadrant) {
  switch (quadrant) {
    case Quadrant::high_high:
      return "High-High";
    case Quadrant::low_low:
      return "Low-Low";
    case Quadrant::high_low:
      return "High-Low";
    case Quadrant::low_high:
      return "Low-High";
    case Quadrant::none:
      break;
  }
  return "";
}

void check_map(const Table& table, const weights::SpatialWeights& links, bool from_programs) {
  const auto values = table.numbers("x");
  const auto w = weights::row_standardized(links);
  const auto m = local_moran(values, w, {.null = few});
  REQUIRE(m);
  check_close(m->statistic, table.numbers("Ii"), 1e-9);
  check_close(m->expected, table.numbers("E_cond"), 1e-9);
  check_close(m->variance, table.numbers("V_cond"), 1e-9);
  check_close(m->z_score, table.numbers("Z_cond"), 1e-9);
  const auto t = local_moran(values, w, total_moments());
  REQUIRE(t);
  check_close(t->expected, table.numbers(from_programs ? "E_rand" : "E_tot"), 1e-9);
  check_close(t->variance, table.numbers(from_programs ? "V_rand" : "V_tot"), 1e-9);
  check_close(t->z_score, table.numbers(from_programs ? "Z_rand" : "Z_tot"), 1e-9);
  const auto c = local_geary(values, w, {.permutations = 9});
  REQUIRE(c);
  check_close(c->statistic, table.numbers(from_programs ? "localC_W" : "localC"), 1e-9);
}

TEST_CASE("local_moran, local_geary: spdep on Columbus, grids, and the 22 wards", "[oracle]") {
  const std::string name = GENERATE("columbus", "grid20_queen", "grid20_rook", "wards22");
  INFO(name);
  const std::string base = "oracle/programs/" + name;
  HOTWARD_NEEDS_SHARED(base + ".local.csv");
  const Table table(base + ".local.csv");
  check_map(table, weights_of_pairs(base + ".nb.csv", table.numbers("x").size()), true);
}

TEST_CASE("local_moran, local_geary: spdep on Columbus, SIDS and Baltimore", "[oracle]") {
  const std::string name = GENERATE("columbus_CRIME_queen", "columbus_CRIME_rook", "esda_6pt_d15",
                                    "sids2_SIDR74_gal", "sids2_SIDR79_gal", "baltim_PRICE_knn4");
  INFO(name);
  const std::string base = "oracle/autocorrelation/" + name;
  HOTWARD_NEEDS_SHARED(base + "_local.csv");
  const Table table(base + "_local.csv");
  check_map(table, weights_of_gal(base + ".gal", table.texts("id")), false);
}

// spdep's default rule: the site and the lag of the raw values against their own means. Ours
// compares the lag with the mean of the values, so only sites far from both bounds must agree.
TEST_CASE("local_moran: quadrants as spdep names them", "[oracle]") {
  HOTWARD_NEEDS_SHARED("oracle/programs/columbus.local.csv");
  const Table table("oracle/programs/columbus.local.csv");
  const auto values = table.numbers("x");
  const auto w =
      weights::row_standardized(weights_of_pairs("oracle/programs/columbus.nb.csv", values.size()));
  const auto m = local_moran(values, w, {.null = few});
  REQUIRE(m);
  const auto named = table.texts("quadr");
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / 49.0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    double lag = 0.0;
    for (const auto [j, weight] : w.row(i)) lag += weight * values[j];
    INFO("site " << i);
    if (std::abs(lag - mean) > 2.0) CHECK(long_name(m->quadrant[i]) == named[i]);
  }
}

TEST_CASE("local_moran: its sum is S0 times Moran's I", "[property]") {
  const auto values = real_values(144, GENERATE(1U, 2U));
  const auto w = weights::row_standardized(grid(12));
  const auto local = local_moran(values, w, {.null = few});
  const auto global = global_moran(values, w, {.permutations = 0});
  REQUIRE(local);
  REQUIRE(global);
  const double sum = std::accumulate(local->statistic.begin(), local->statistic.end(), 0.0);
  CHECK(std::abs(sum - 144.0 * global->statistic) <= 1e-10);
}

TEST_CASE("local_moran: the geoda convention shrinks I and nothing else", "[property]") {
  const auto a = local_moran(six_values, six_rows, {.null = few});
  const auto b = local_moran(six_values, six_rows,
                             {.null = few, .convention = LocalMoranOptions::Convention::geoda});
  REQUIRE(a);
  REQUIRE(b);
  for (std::size_t i = 0; i < 6; ++i) {
    CHECK(std::abs(b->statistic[i] - a->statistic[i] * 5.0 / 6.0) <= 1e-15);
  }
  check_close(b->z_score, a->z_score, 0.0);
  check_close(b->p_value, a->p_value, 0.0);
  CHECK(b->quadrant == a->quadrant);
}

/// Mean and variance of I_0 with x_0 fixed, over every order of the others.
TEST_CASE("local_moran, local_geary: conditional moments over every order", "[brute]") {
  const auto m = local_moran(six_values, six_rows, {.null = few});
  const auto c = local_geary(six_values, six_rows, {.permutations = 9});
  REQUIRE(m);
  REQUIRE(c);
  std::vector<double> others(six_values.begin() + 1, six_values.end());
  std::ranges::sort(others);
  double count = 0.0;
  std::vector<double> sums(4, 0.0);
  do {
    std::vector<double> order = {six_values[0]};
    order.insert(order.end(), others.begin(), others.end());
    const double i0 = local_moran(order, six_rows, {.null = few})->statistic[0];
    const double c0 = local_geary(order, six_rows, {.permutations = 1})->statistic[0];
    sums[0] += i0;
    sums[1] += i0 * i0;
    sums[2] += c0;
    sums[3] += c0 * c0;
    count += 1.0;
  } while (std::ranges::next_permutation(others).found);
  for (double& sum : sums) sum /= count;
  CHECK(std::abs(m->expected[0] - sums[0]) <= 1e-12);
  CHECK(std::abs(m->variance[0] - (sums[1] - sums[0] * sums[0])) <= 1e-12);
  CHECK(std::abs(c->expected[0] - sums[2]) <= 1e-12);
  CHECK(std::abs(c->variance[0] - (sums[3] - sums[2] * sums[2])) <= 1e-11);
}

TEST_CASE("local_moran: exact p for counts, permutations for rates", "[property]") {
  const auto w = weights::row_standardized(grid(12));
  const auto counts = local_moran(poisson_values(144, 1.0, 14), w);
  REQUIRE(counts);
  CHECK(counts->evidence.exact);
  CHECK(counts->evidence.null == Null::conditional);
  const auto rates = local_moran(real_values(144, 14), w, {.null = few});
  REQUIRE(rates);
  CHECK_FALSE(rates->evidence.exact);
  CHECK(rates->evidence.permutations == 19);
}

TEST_CASE("local_moran: a planted cluster is HH, its quadrant shown where significant",
          "[property]") {
  auto values = poisson_values(400, 1.0, 15);
  for (const std::size_t hot : {84U, 85U, 86U, 104U, 105U, 106U, 124U, 125U, 126U}) {
    values[hot] += 9.0;
  }
  const auto m = local_moran(values, weights::row_standardized(grid(20)));
  REQUIRE(m);
  CHECK(m->quadrant[105] == Quadrant::high_high);
  const auto all = columns(*m);
  const auto& shown = std::get<table::Column::Texts>(all[4].values);
  CHECK(shown[105] == "HH");
  // A map that colours every site whatever its p-value would show no NS.
  for (std::size_t i = 0; i < values.size(); ++i) {
    CHECK((shown[i] == "NS") == (m->q_value[i] > 0.05));
  }
  CHECK(std::ranges::count(shown, "NS") > 300);
}

TEST_CASE("local_moran: the same bytes on 1, 2 and 4 threads", "[property]") {
  const auto values = real_values(400, 16);
  const auto w = weights::row_standardized(grid(20));
  const auto run = [&](unsigned threads) {
    set_thread_count(threads);
    const auto m =
        local_moran(values, w, {.null = {.null = Null::conditional, .permutations = 99}});
    const auto c = local_geary(values, w, {.permutations = 99});
    set_thread_count(0);
    REQUIRE(m);
    REQUIRE(c);
    return std::tuple(m->statistic, m->p_value, m->q_value, c->p_value);
  };
  const auto one = run(1);
  CHECK(run(2) == one);
  CHECK(run(4) == one);
}

TEST_CASE("local_moran: islands, gaps and a whole map as neighbours", "[edge]") {
  const auto links = weights::binary({{1, 2, 3}, {0, 2, 3}, {0, 1, 3}, {0, 1, 2}, {}, {0}});
  const std::vector<double> x = {1, 2, 4, 8, 3, nan};
  const auto m = local_moran(x, weights::row_standardized(links));
  REQUIRE(m);
  CHECK(m->statistic[4] == 0.0);
  CHECK(std::isnan(m->p_value[4]));
  CHECK(m->quadrant[4] == Quadrant::none);
  CHECK(std::isnan(m->statistic[5]));
  CHECK(m->cautions.back().kind == CautionKind::undefined_sites);

  const auto all = weights::binary({{1, 2, 3}, {0, 2, 3}, {0, 1, 3}, {0, 1, 2}});
  const auto a = local_moran(std::vector<double>{1, 2, 4, 8}, weights::row_standardized(all));
  REQUIRE(a);
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(std::isnan(a->z_score[i]));
    CHECK(std::isnan(a->p_value[i]));
  }
}

TEST_CASE("local_geary: alike is small, different is large", "[property]") {
  std::vector<double> values = real_values(100, 17);
  for (const std::size_t flat : {33U, 34U, 35U, 43U, 44U, 45U, 53U, 54U, 55U}) values[flat] = 1.5;
  const auto w = weights::row_standardized(grid(10));
  const auto c = local_geary(values, w, {.permutations = 999});
  REQUIRE(c);
  CHECK(c->statistic[44] <= 1e-20);
  CHECK(c->z_score[44] < 0.0);
  CHECK(c->p_value[44] <= 0.01);
}

TEST_CASE("local_geary: sites that share draws have the p-values of draws of their own",
          "[statistical]") {
  const auto counts = poisson_values(49, 0.7, 31);
  const auto w = weights::row_standardized(grid(7));
  constexpr std::uint32_t many = 20'000;
  const double most_drawn = GENERATE(1e9, 1.0);  // above: one table of draws for all sites
  const auto own = local_geary(counts, w, {.permutations = many});
  const auto shared = local_geary(
      counts, w, {.permutations = many, .draws = Draws::shared, .most_drawn = most_drawn});
  REQUIRE(own);
  REQUIRE(shared);
  for (std::size_t i = 0; i < 49; ++i) {
    INFO("site " << i << ": " << shared->p_value[i] << ", alone " << own->p_value[i]);
    // Twice a share of 20,000, and the difference of two: 5 standard deviations.
    const double p = std::clamp(own->p_value[i] / 2, 1.0 / many, 0.5);
    CHECK(std::abs(shared->p_value[i] - own->p_value[i]) <=
          5.0 * 2.0 * std::sqrt(2.0 * p * (1.0 - p) / many) + 2.0 / many);
  }
  // No two values alike: every site's draws are its own.
  const auto reals = real_values(49, 32);
  CHECK(local_geary(reals, w, {.permutations = 99, .draws = Draws::shared})->p_value ==
        local_geary(reals, w, {.permutations = 99})->p_value);
}

TEST_CASE("local_geary: one table of draws, counted by hand", "[brute]") {
  const auto values = GENERATE(poisson_values(49, 0.7, 31), real_values(49, 32));
  const auto w = weights::row_standardized(grid(7));
  constexpr std::uint32_t permutations = 999;
  const auto found = local_geary(
      values, w,
      {.permutations = permutations, .seed = 5, .draws = Draws::shared, .most_drawn = 1.0});
  REQUIRE(found);
  const DrawTable table(49, 9, permutations, 5);
  for (std::size_t i = 0; i < 49; ++i) {
    const auto near = w.neighbours(i);
    double seen = 0.0;
    for (const weights::Site j : near) seen += (values[i] - values[j]) * (values[i] - values[j]);
    std::uint32_t at_least = 0;
    std::uint32_t at_most = 0;
    for (std::uint32_t r = 0; r < permutations; ++r) {
      double drawn = 0.0;
      for (std::uint32_t k = 0; k < near.size(); ++k) {
        const bool is_self = table.at(r, k) == i;
        const auto other = table.at(r, is_self ? static_cast<std::uint32_t>(near.size()) : k);
        drawn += (values[i] - values[other]) * (values[i] - values[other]);
      }
      at_least += drawn >= seen - 1e-9 ? 1U : 0U;
      at_most += drawn <= seen + 1e-9 ? 1U : 0U;
    }
    const double p = 2.0 * (std::min(at_least, at_most) + 1.0) / (permutations + 1.0);
    CHECK(found->p_value[i] == Approx(std::min(1.0, p)));
  }
}

TEST_CASE("columns of local_geary: geary_c geary_z geary_p geary_q", "[property]") {
  const auto c = local_geary(six_values, six_rows, {.permutations = 9});
  REQUIRE(c);
  std::vector<std::string> names;
  for (const auto& column : columns(*c)) {
    CHECK(table::is_column_name(column.name));
    CHECK(column.size() == 6);
    names.push_back(column.name);
  }
  CHECK(names == std::vector<std::string>{"geary_c", "geary_z", "geary_p", "geary_q"});
}

TEST_CASE("local_moran, local_geary: say why they cannot answer", "[error]") {
  const auto three = weights::binary({{1}, {0, 2}, {1}});
  CHECK(local_moran(std::vector<double>{1, 2, 3}, three).error().message ==
        "local Moran needs 4 areas or cells, got 3");
  CHECK(local_geary(std::vector<double>{5, 5, 5, 5}, weights::binary({{1}, {0}, {3}, {2}}))
            .error()
            .message == "local Geary: every value is 5");
  CHECK(local_geary(six_values, six_rows, {.permutations = 0}).error().code ==
        ErrorCode::bad_value);
}

}  // namespace local_moran_test
}  // namespace hotward::autocorrelation
