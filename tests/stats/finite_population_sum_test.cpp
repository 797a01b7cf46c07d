#include "engine/stats/finite_population_sum.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <map>
#include <vector>

#include "engine/core/random.hpp"
#include "tests/support/catch.hpp"

namespace hotward::stats {
namespace finite_population_sum_test {

/// Every choice of `draws` of the values, counted: the plain definition.
struct Enumerated {
  std::map<std::int64_t, double> ways;
  double all = 0.0;
};

Enumerated enumerate(const std::vector<std::int64_t>& values, std::size_t draws) {
  Enumerated result;
  for (std::uint32_t chosen = 0; chosen < (1U << values.size()); ++chosen) {
    if (static_cast<std::size_t>(std::popcount(chosen)) != draws) continue;
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) sum += (chosen >> i & 1U) != 0 ? values[i] : 0;
    result.ways[sum] += 1.0;
    result.all += 1.0;
  }
  return result;
}

Tails tails(const Enumerated& law, std::int64_t sum) {
  Tails result;
  for (const auto& [s, ways] : law.ways) {
    if (s >= sum) result.upper += ways / law.all;
    if (s <= sum) result.lower += ways / law.all;
    if (s == sum) result.exactly += ways / law.all;
  }
  return result;
}

void check_same(const Tails& actual, const Tails& expected) {
  CHECK(std::abs(actual.upper - expected.upper) <= 1e-12);
  CHECK(std::abs(actual.lower - expected.lower) <= 1e-12);
  CHECK(std::abs(actual.exactly - expected.exactly) <= 1e-12);
}

void check_all_sums(const FinitePopulationSum& law, const std::vector<std::int64_t>& values,
                    std::size_t max_draws) {
  for (std::size_t draws = 0; draws <= std::min(max_draws, values.size()); ++draws) {
    const auto plain = enumerate(values, draws);
    for (std::int64_t sum = -40; sum <= 140; ++sum) {
      INFO("draws " << draws << " sum " << sum);
      check_same(law.tails(draws, sum), tails(plain, sum));
    }
  }
}

std::vector<std::int64_t> random_values(std::uint32_t seed, std::size_t n) {
  Random random(seed, Stream::test, 41);
  std::vector<std::int64_t> values(n);
  // Small and repeated, some below 0, one far out.
  for (auto& v : values) v = static_cast<std::int64_t>(random.below(5)) - 1;
  values[random.below(static_cast<std::uint32_t>(n))] = 37;
  return values;
}

TEST_CASE("FinitePopulationSum: every choice of up to 11 values, counted", "[brute]") {
  const auto seed = GENERATE(range(1U, 9U));
  INFO("seed " << seed);
  const auto values = random_values(seed, 3 + seed);
  const FinitePopulationSum law(value_counts(values), values.size());
  check_all_sums(law, values, values.size());
}

TEST_CASE("leave_one_out: the law of the others, counted", "[brute]") {
  const auto seed = GENERATE(range(1U, 7U));
  INFO("seed " << seed);
  const auto values = random_values(seed, 9);
  const auto population = value_counts(values);
  std::vector<int> visits(population.size(), 0);
  leave_one_out(population, 5, [&](std::size_t v, const FinitePopulationSum& law) {
    ++visits[v];
    auto others = values;
    others.erase(std::ranges::find(others, population[v].value));
    check_all_sums(law, others, 5);
  });
  CHECK(visits == std::vector<int>(population.size(), 1));
}

// Drawing k of N items of which c are marked: the number of marked ones is hypergeometric, and
// P(none of 9) = prod (N - c - t) / (N - t).
TEST_CASE("FinitePopulationSum: 250,000 items neither overflow nor underflow", "[property]") {
  const std::int64_t n = 250000;
  const std::int64_t c = 5000;
  const std::vector<ValueCount> population = {{0, n - c}, {1, c}};
  const FinitePopulationSum law(population, 60);
  for (const std::size_t draws : {std::size_t{9}, std::size_t{60}}) {
    double none = 1.0;
    double all = 1.0;
    for (std::size_t t = 0; t < draws; ++t) {
      none *= static_cast<double>(n - c) - static_cast<double>(t);
      none /= static_cast<double>(n) - static_cast<double>(t);
      all *= (static_cast<double>(c) - static_cast<double>(t)) /
             (static_cast<double>(n) - static_cast<double>(t));
    }
    const auto at_none = law.tails(draws, 0);
    const auto at_all = law.tails(draws, static_cast<std::int64_t>(draws));
    // 60 steps of a few roundings each.
    CHECK(std::abs(at_none.exactly - none) <= 1e-13 * none);
    CHECK(at_all.upper > 0.0);
    CHECK(std::abs(at_all.upper - all) <= 1e-12 * all);
    CHECK(std::abs(at_none.upper - 1.0) <= 1e-13);
  }
}

TEST_CASE("FinitePopulationSum: mean and variance are those of sampling without replacement",
          "[property]") {
  const auto values = random_values(GENERATE(1U, 2U, 3U), 200);
  double mean = 0.0;
  for (const auto v : values) mean += static_cast<double>(v) / 200.0;
  double variance = 0.0;
  for (const auto v : values) variance += std::pow(static_cast<double>(v) - mean, 2) / 200.0;
  const FinitePopulationSum law(value_counts(values), 12);
  double sum_mean = 0.0;
  double sum_square = 0.0;
  for (std::int64_t s = -20; s <= 100; ++s) {
    const double p = law.tails(12, s).exactly;
    sum_mean += p * static_cast<double>(s);
    sum_square += p * static_cast<double>(s * s);
  }
  CHECK(std::abs(sum_mean - 12 * mean) <= 1e-11);
  const double expected = 12 * variance * (200.0 - 12.0) / 199.0;
  CHECK(std::abs(sum_square - sum_mean * sum_mean - expected) <= 1e-9);
}

TEST_CASE("Tails: two-sided p-values", "[edge]") {
  CHECK(std::abs(Tails{0.02, 0.99, 0.01}.two_sided() - 0.04) <= 1e-15);
  CHECK(std::abs(Tails{0.02, 0.99, 0.01}.two_sided_mid() - 0.03) <= 1e-15);
  CHECK(Tails{0.7, 0.6, 0.3}.two_sided() == 1.0);
  CHECK(Tails{1.0, 1.0, 1.0}.two_sided_mid() == 1.0);
}

TEST_CASE("value_counts: distinct values, ascending", "[edge]") {
  CHECK(value_counts(std::vector<std::int64_t>{3, -1, 3, 0}) ==
        std::vector<ValueCount>{{-1, 1}, {0, 1}, {3, 2}});
  CHECK(value_counts({}).empty());
}

}  // namespace finite_population_sum_test
}  // namespace hotward::stats
