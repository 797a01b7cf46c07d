#include "engine/methods/autocorrelation/neighbour_sum.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "engine/core/parallel.hpp"
#include "engine/stats/permutation.hpp"
#include "tests/methods/autocorrelation/maps.hpp"
#include "tests/support/threads.hpp"

namespace hotward::autocorrelation {
namespace neighbour_sum {

using weights::Site;

void check_close(const stats::Tails& actual, const stats::Tails& expected, double tolerance) {
  CHECK(std::abs(actual.upper - expected.upper) <= tolerance);
  CHECK(std::abs(actual.lower - expected.lower) <= tolerance);
  CHECK(std::abs(actual.exactly - expected.exactly) <= tolerance);
}

/// Every way to choose the values of site i's row, counted.
stats::Tails enumerate(const std::vector<double>& values, const weights::SpatialWeights& weights,
                       std::size_t i, bool conditional) {
  double seen = 0.0;
  int draws = 0;
  for (const Site j : weights.neighbours(i)) {
    if (conditional && j == i) continue;
    seen += values[j];
    ++draws;
  }
  double all = 0.0;
  stats::Tails count;
  for (std::uint32_t chosen = 0; chosen < (1U << values.size()); ++chosen) {
    if (std::popcount(chosen) != draws || (conditional && (chosen >> i & 1U) != 0)) continue;
    double sum = 0.0;
    for (std::size_t j = 0; j < values.size(); ++j) {
      if ((chosen >> j & 1U) != 0) sum += values[j];
    }
    all += 1.0;
    count.upper += sum >= seen ? 1.0 : 0.0;
    count.lower += sum <= seen ? 1.0 : 0.0;
    count.exactly += sum == seen ? 1.0 : 0.0;
  }
  return {count.upper / all, count.lower / all, count.exactly / all};
}

struct SmallMap {
  std::vector<double> values;
  weights::SpatialWeights weights;
};

/// Up to 12 sites, linked at random, few distinct counts.
SmallMap small_map(std::uint32_t seed, bool self) {
  Random random(seed, Stream::test, 47);
  const std::size_t n = 4 + seed % 9;
  SmallMap map;
  std::vector<std::vector<Site>> rows(n);
  for (std::size_t i = 0; i < n; ++i) {
    map.values.push_back(std::floor(7.0 * random.uniform() * random.uniform()));
    for (std::size_t j = 0; j < n; ++j) {
      if (j != i && random.below(3) == 0) rows[i].push_back(static_cast<Site>(j));
    }
  }
  map.weights = self ? weights::with_self(weights::binary(rows)) : weights::binary(rows);
  return map;
}

TEST_CASE("neighbour_sum_test: every layout of up to 12 sites, counted", "[brute]") {
  const auto seed = GENERATE(range(1U, 19U));
  const auto null = GENERATE(Null::total, Null::conditional);
  const bool self = GENERATE(true, false);
  const SmallMap map = small_map(seed, self);
  const auto test =
      neighbour_sum_test(map.values, map.weights, {.null = null, .counting = Counting::exact});
  REQUIRE(test);
  const bool conditional = null == Null::conditional;
  for (std::size_t i = 0; i < map.values.size(); ++i) {
    INFO("seed " << seed << " site " << i);
    const std::size_t links = map.weights.neighbours(i).size();
    const std::size_t draws = links - (conditional && self ? 1 : 0);
    if (draws == 0 || draws == map.values.size() - (conditional ? 1 : 0)) {
      CHECK(std::isnan(test->tails[i].upper));
    } else {
      check_close(test->tails[i], enumerate(map.values, map.weights, i, conditional), 1e-12);
    }
  }
}

// Of 400 comparisons of a binomial share with its mean, none lies 5 standard deviations off in
// millions of seeds; one permutation more for the (M + 1) / (R + 1).
TEST_CASE("neighbour_sum_test: exact p agrees with 99,999 honest permutations", "[statistical]") {
  const auto null = GENERATE(Null::total, Null::conditional);
  const auto draws = GENERATE(Draws::independent, Draws::shared);
  const auto values = poisson_values(64, 0.8, 8);
  const auto weights = weights::with_self(grid(8));
  const std::uint32_t permutations = 99999;
  const auto exact = neighbour_sum_test(values, weights, {.null = null});
  const auto drawn = neighbour_sum_test(values, weights,
                                        {.null = null,
                                         .counting = Counting::permutations,
                                         .draws = draws,
                                         .permutations = permutations});
  REQUIRE(exact);
  REQUIRE(drawn);
  CHECK(exact->evidence.exact);
  CHECK_FALSE(drawn->evidence.exact);
  const auto error = [&](double p) {
    return 5.0 * std::sqrt(p * (1.0 - p) / permutations) + 1.0 / permutations;
  };
  for (std::size_t i = 0; i < values.size(); ++i) {
    INFO("site " << i);
    const auto& e = exact->tails[i];
    const auto& d = drawn->tails[i];
    CHECK(std::abs(d.upper - e.upper) <= error(e.upper));
    CHECK(std::abs(d.lower - e.lower) <= error(e.lower));
    CHECK(std::abs(d.exactly - e.exactly) <= error(e.exactly));
  }
}

/// Every shared draw, with the site itself replaced by the next drawn, summed and compared.
stats::Tails one_by_one(const std::vector<double>& values, const weights::SpatialWeights& weights,
                        std::size_t i, std::uint32_t permutations) {
  std::uint32_t most = 0;
  for (std::size_t s = 0; s < values.size(); ++s) {
    most = std::max(most, static_cast<std::uint32_t>(weights.neighbours(s).size()));
  }
  const auto k = weights.neighbours(i).size();
  double seen = 0.0;
  for (const Site j : weights.neighbours(i)) seen += values[j];
  stats::DistinctDraws draws(static_cast<std::uint32_t>(values.size()), most + 1);
  std::vector<std::uint32_t> drawn(most + 1);
  std::uint32_t at_least = 0;
  std::uint32_t at_most = 0;
  for (std::uint32_t r = 0; r < permutations; ++r) {
    draws.draw({1, std::numeric_limits<std::uint32_t>::max(), r}, drawn);
    double sum = 0.0;
    for (std::size_t j = 0; j < k; ++j) sum += values[drawn[j] == i ? drawn[k] : drawn[j]];
    at_least += sum >= seen - 1e-9 ? 1U : 0U;
    at_most += sum <= seen + 1e-9 ? 1U : 0U;
  }
  const std::uint32_t ties = at_least + at_most - permutations;
  return {stats::pseudo_p_value(at_least, permutations),
          stats::pseudo_p_value(at_most, permutations), stats::pseudo_p_value(ties, permutations)};
}

TEST_CASE("neighbour_sum_test: shared draws ranked, and summed one by one", "[brute]") {
  const bool counts = GENERATE(true, false);
  const auto side = GENERATE(4, 12);
  const auto n = static_cast<std::size_t>(side * side);
  const auto values = counts ? poisson_values(n, 0.9, 9) : real_values(n, 9);
  const auto weights = grid(side);
  const std::uint32_t permutations = 499;
  const auto test = neighbour_sum_test(values, weights,
                                       {.null = Null::conditional,
                                        .counting = Counting::permutations,
                                        .draws = Draws::shared,
                                        .permutations = permutations});
  REQUIRE(test);
  CHECK(test->evidence.draws == Draws::shared);
  for (std::size_t i = 0; i < n; ++i) {
    INFO("site " << i);
    check_close(test->tails[i], one_by_one(values, weights, i, permutations), 0.0);
  }
}

TEST_CASE("neighbour_sum_test: row scaling changes no p-value", "[property]") {
  const auto values = real_values(100, 10);
  const auto weights = grid(10);
  const auto draws = GENERATE(Draws::independent, Draws::shared);
  const NullOptions options = {.null = Null::conditional, .draws = draws, .permutations = 199};
  const auto a = neighbour_sum_test(values, weights, options);
  const auto b = neighbour_sum_test(values, weights::row_standardized(weights), options);
  REQUIRE(a);
  REQUIRE(b);
  for (std::size_t i = 0; i < values.size(); ++i) check_close(a->tails[i], b->tails[i], 0.0);
}

// With weights 1 and 2 over two neighbours of three others, the six ordered draws are equally
// likely.
TEST_CASE("neighbour_sum_test: unequal weights draw in order", "[statistical]") {
  const std::vector<double> values = {0, 1, 2, 5};
  const auto weights = weights::weighted({{{1, 1.0}, {2, 2.0}}, {{0, 1.0}}, {{0, 1.0}}, {}});
  const std::uint32_t permutations = 60000;
  const auto test = neighbour_sum_test(
      values, weights,
      {.null = Null::conditional, .draws = Draws::shared, .permutations = permutations});
  REQUIRE(test);
  CHECK(test->evidence.draws == Draws::independent);
  // Seen 1 + 2 * 2 = 5; the six sums are 5, 11, 4, 12, 7, 9.
  CHECK(std::abs(test->tails[0].upper - 5.0 / 6) <= 5 * std::sqrt(5.0 / 36 / permutations));
  CHECK(std::abs(test->tails[0].lower - 2.0 / 6) <= 5 * std::sqrt(8.0 / 36 / permutations));
  CHECK(std::isnan(test->tails[3].upper));
}

// Drawing neighbours with replacement would let the one high value stand twice beside a site.
TEST_CASE("neighbour_sum_test: no site is drawn twice", "[property]") {
  const std::vector<double> values = {0, 0.5, 100.5, 0, 0, 0};
  const auto weights = weights::binary({{1, 2}, {2, 0}, {1, 0}, {4, 5}, {3, 5}, {3, 4}});
  const auto test =
      neighbour_sum_test(values, weights, {.null = Null::conditional, .permutations = 20000});
  REQUIRE(test);
  // Without replacement 0.5 + 100.5 is the largest sum and one of 10 pairs.
  CHECK(std::abs(test->tails[0].upper - 0.1) <= 5 * std::sqrt(0.09 / 20000));
}

TEST_CASE("neighbour_sum_test: the same bytes on 1, 2 and 4 threads", "[property]") {
  const auto values = real_values(400, 11);
  const auto weights = grid(20);
  const auto draws = GENERATE(Draws::independent, Draws::shared);
  const auto run = [&](unsigned threads) {
    set_thread_count(threads);
    auto test = neighbour_sum_test(values, weights,
                                   {.null = Null::conditional, .draws = draws, .permutations = 99});
    set_thread_count(0);
    REQUIRE(test);
    return *test;
  };
  const auto one = run(1);
  for (const unsigned threads : {2U, 4U}) {
    const auto more = run(threads);
    for (std::size_t i = 0; i < values.size(); ++i) check_close(more.tails[i], one.tails[i], 0.0);
  }
}

TEST_CASE("neighbour_sum_test: falls back to permutations where the law is too dear", "[edge]") {
  const std::vector<double> values = {0, 1, 2, 5, 900, 3};
  const auto weights = weights::binary({{1, 2}, {0}, {0}, {4}, {3}, {0}});
  const auto test = neighbour_sum_test(values, weights, {.permutations = 99, .exact_budget = 10});
  REQUIRE(test);
  CHECK_FALSE(test->evidence.exact);
  CHECK(describe(test->evidence) == "99 total permutations, seed 1");
  const auto exact = neighbour_sum_test(values, weights, {});
  REQUIRE(exact);
  CHECK(describe(exact->evidence) == "exact, total randomisation");
}

TEST_CASE("neighbour_sum_test: says why it cannot be exact", "[error]") {
  const std::vector<double> values = {0, 1, 2, 5};
  const auto unequal = weights::weighted({{{1, 1.0}, {2, 2.0}}, {{0, 1.0}}, {{0, 1.0}}, {}});
  const auto equal = weights::binary(unequal);
  const auto message = [](const Result<NeighbourSumTest>& result) {
    return result ? "no error" : result.error().message;
  };
  CHECK(message(neighbour_sum_test(values, unequal, {.counting = Counting::exact})) ==
        "no exact p-values: weights differ within a row");
  CHECK(message(neighbour_sum_test(std::vector<double>{0, 1, 2.5, 5}, equal,
                                   {.counting = Counting::exact})) ==
        "no exact p-values: values are not whole numbers");
  CHECK(message(neighbour_sum_test(
            values, equal, {.counting = Counting::exact, .exact_budget = 2})) != "no error");
  CHECK(message(neighbour_sum_test(values, equal,
                                   {.counting = Counting::permutations, .permutations = 0})) ==
        "p-values by permutations need at least 1 permutation");
}

}  // namespace neighbour_sum
}  // namespace hotward::autocorrelation
