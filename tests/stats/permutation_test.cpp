#include "engine/stats/permutation.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "tests/support/catch.hpp"

namespace hotward::stats {
namespace permutation_test {

std::vector<std::uint32_t> one_draw(std::uint32_t n, std::uint32_t k, const DrawKey& key) {
  DistinctDraws draws(n, k);
  std::vector<std::uint32_t> drawn(k);
  draws.draw(key, drawn);
  return drawn;
}

TEST_CASE("DistinctDraws: distinct and in range, whether few or many are drawn", "[property]") {
  const std::vector<std::pair<std::uint32_t, std::uint32_t>> sizes = {
      {1, 1}, {5, 5}, {7, 2}, {64, 8}, {65, 8}, {1000, 32}, {1000, 33}, {250000, 8}, {3, 0}};
  for (const auto& [n, k] : sizes) {
    INFO("n " << n << " k " << k);
    DistinctDraws draws(n, k);
    std::vector<std::uint32_t> drawn(k);
    for (std::uint32_t r = 0; r < 300; ++r) {
      draws.draw({7, 3, r}, drawn);
      const std::set<std::uint32_t> distinct(drawn.begin(), drawn.end());
      CHECK(distinct.size() == k);
      CHECK(std::ranges::all_of(drawn, [n = n](std::uint32_t d) { return d < n; }));
    }
  }
}

TEST_CASE("DistinctDraws: a draw depends on its key alone", "[property]") {
  for (const std::uint32_t k : {4U, 40U}) {
    DistinctDraws used(500, k);
    std::vector<std::uint32_t> drawn(k);
    for (std::uint32_t r = 0; r < 20; ++r) used.draw({1, 2, r}, drawn);
    used.draw({9, 5, 77}, drawn);
    CHECK(drawn == one_draw(500, k, {9, 5, 77}));
    CHECK(drawn != one_draw(500, k, {9, 5, 78}));
    CHECK(drawn != one_draw(500, k, {9, 6, 77}));
    CHECK(drawn != one_draw(500, k, {10, 5, 77}));
  }
}

// Chi-square of the pairs drawn against equal frequencies: with f cells its mean is f - 1 and its
// standard deviation sqrt(2 (f - 1)); 5 deviations are passed once in millions of seeds.
void check_uniform(std::uint32_t n) {
  DistinctDraws draws(n, 2);
  std::vector<std::uint32_t> drawn(2);
  std::map<std::pair<std::uint32_t, std::uint32_t>, double> seen;
  const std::uint32_t trials = 200000;
  for (std::uint32_t r = 0; r < trials; ++r) {
    draws.draw({11, 4, r}, drawn);
    seen[{drawn[0], drawn[1]}] += 1.0;
  }
  const double cells = static_cast<double>(n) * (n - 1);
  CHECK(static_cast<double>(seen.size()) == cells);
  const double expected = trials / cells;
  double chi_square = 0.0;
  for (const auto& [pair, count] : seen) chi_square += std::pow(count - expected, 2) / expected;
  CHECK(std::abs(chi_square - (cells - 1)) <= 5 * std::sqrt(2 * (cells - 1)));
}

TEST_CASE("DistinctDraws: every ordered pair is equally likely", "[statistical]") {
  check_uniform(6);   // by exchanging
  check_uniform(17);  // by drawing anew
}

TEST_CASE("shuffle: keeps the values, and every order is equally likely", "[statistical]") {
  std::map<std::vector<double>, double> seen;
  const std::uint32_t trials = 48000;
  for (std::uint32_t r = 0; r < trials; ++r) {
    std::vector<double> values = {1, 2, 3, 4};
    shuffle({5, 6, r}, values);
    seen[values] += 1.0;
  }
  CHECK(seen.size() == 24);
  double chi_square = 0.0;
  for (const auto& [order, count] : seen) chi_square += std::pow(count - 2000.0, 2) / 2000.0;
  // 23 degrees of freedom: mean 23, deviation 6.8.
  CHECK(chi_square < 23 + 5 * 6.8);
}

TEST_CASE("pseudo_p_value: never 0, and 1 where all are as extreme", "[edge]") {
  CHECK(pseudo_p_value(0, 999) == 1.0 / 1000.0);
  CHECK(pseudo_p_value(999, 999) == 1.0);
}

}  // namespace permutation_test
}  // namespace hotward::stats
