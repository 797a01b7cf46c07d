#include "engine/stats/multinomial_draw.hpp"

#include <cmath>
#include <numeric>
#include <vector>

#include "tests/support/catch.hpp"

namespace hotward::stats {
namespace multinomial_draw_test {

TEST_CASE("multinomial_draw: all trials land, none in an empty cell", "[property]") {
  const std::vector<double> weights{0.0, 1e-9, 3.0, 0.0, 0.1, 1e6, 0.0};
  const MultinomialDraw draw(weights);
  std::vector<std::int32_t> counts(weights.size(), 99);
  for (std::uint32_t r = 0; r < 200; ++r) {
    Random random(1, Stream::test, 0, r);
    draw.draw(random, 1000, counts);
    CHECK(std::accumulate(counts.begin(), counts.end(), 0) == 1000);
    CHECK(counts[0] + counts[3] + counts[6] == 0);
  }
}

TEST_CASE("multinomial_draw: means and covariances of the law", "[statistical]") {
  const std::vector<double> weights{5.0, 1.0, 2.0, 0.5, 1.5};
  const MultinomialDraw draw(weights);
  constexpr int trials = 20;
  constexpr int draws = 20000;
  const bool cell_by_cell = GENERATE(false, true);
  const MultinomialDraw::ByCells by_cells(draw, weights, trials);
  std::vector<double> mean(5, 0.0);
  std::vector<double> product(25, 0.0);
  std::vector<std::int32_t> counts(5);
  for (std::uint32_t r = 0; r < draws; ++r) {
    Random random(2, Stream::test, 0, r);
    if (cell_by_cell) {
      by_cells.draw(random, counts);
    } else {
      draw.draw(random, trials, counts);
    }
    for (std::size_t i = 0; i < 5; ++i) {
      mean[i] += counts[i] / static_cast<double>(draws);
      for (std::size_t j = 0; j < 5; ++j) {
        product[5 * i + j] += static_cast<double>(counts[i]) * counts[j] / draws;
      }
    }
  }
  for (std::size_t i = 0; i < 5; ++i) {
    const double p = weights[i] / 10.0;
    INFO("cell " << i);
    // 5 standard errors of a mean of 20,000 binomials.
    CHECK(std::abs(mean[i] - trials * p) < 5.0 * std::sqrt(trials * p * (1 - p) / draws));
    for (std::size_t j = 0; j < 5; ++j) {
      const double q = weights[j] / 10.0;
      const double covariance = product[5 * i + j] - mean[i] * mean[j];
      const double exact = trials * (i == j ? p * (1 - p) : -p * q);
      // The standard error of a covariance is near sqrt((var var + cov^2) / draws) <= 5
      // sqrt(2/draws).
      CHECK(std::abs(covariance - exact) < 5.0 * 5.0 * std::sqrt(2.0 / draws));
    }
  }
}

// 20 trials leave few to Poisson's laws; here nearly all are theirs. Each cell's count is binomial:
// its mean and variance, and the sum of all.
TEST_CASE("multinomial_draw: by cells, many trials", "[statistical]") {
  const std::vector<double> weights{5.0, 0.0, 1.0, 2.0, 0.001, 1.5};
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  constexpr int trials = 100'000;
  constexpr int draws = 20'000;
  const MultinomialDraw table(weights);
  const MultinomialDraw::ByCells by_cells(table, weights, trials);
  std::vector<double> mean(weights.size(), 0.0);
  std::vector<double> square(weights.size(), 0.0);
  std::vector<std::int32_t> counts(weights.size());
  for (std::uint32_t r = 0; r < draws; ++r) {
    Random random(3, Stream::test, 0, r);
    by_cells.draw(random, counts);
    REQUIRE(std::accumulate(counts.begin(), counts.end(), 0) == trials);
    for (std::size_t i = 0; i < counts.size(); ++i) {
      const double off = counts[i] - trials * weights[i] / total;
      mean[i] += off / draws;
      square[i] += off * off / draws;
    }
  }
  CHECK(square[1] == 0.0);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double p = weights[i] / total;
    const double variance = trials * p * (1 - p);
    INFO("cell " << i << ": mean off by " << mean[i] << ", variance " << square[i] << " of "
                 << variance);
    CHECK(std::abs(mean[i]) <= 5.0 * std::sqrt(variance / draws));
    // The standard error of a variance is its size times sqrt((2 + excess) / draws).
    const double excess = variance > 0.0 ? 1.0 / variance : 0.0;
    CHECK(std::abs(square[i] - variance) <= 5.0 * variance * std::sqrt((2.0 + excess) / draws));
  }
}

TEST_CASE("multinomial_draw: one cell, no trial", "[edge]") {
  const MultinomialDraw one(std::vector<double>{7.0});
  Random random(1, Stream::test);
  std::vector<std::int32_t> counts{5};
  one.draw(random, 0, counts);
  CHECK(counts[0] == 0);
  one.draw(random, 11, counts);
  CHECK(counts[0] == 11);
}

TEST_CASE("multinomial_draw: a function of the key alone", "[property]") {
  const MultinomialDraw draw(std::vector<double>{1, 2, 3});
  std::vector<std::int32_t> a(3);
  std::vector<std::int32_t> b(3);
  Random first(9, Stream::test, 4, 5);
  Random second(9, Stream::test, 4, 5);
  draw.draw(first, 1000, a);
  draw.draw(second, 1000, b);
  CHECK(a == b);
}

}  // namespace multinomial_draw_test
}  // namespace hotward::stats
