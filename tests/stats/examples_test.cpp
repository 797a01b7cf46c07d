// The examples of the headers, line by line as they stand there (the test `examples` compares).
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

#include "engine/core/random.hpp"
#include "engine/stats/dispersion.hpp"
#include "engine/stats/distributions.hpp"
#include "engine/stats/finite_population_sum.hpp"
#include "engine/stats/gamma_draw.hpp"
#include "engine/stats/gamma_survival.hpp"
#include "engine/stats/intervals.hpp"
#include "engine/stats/moments.hpp"
#include "engine/stats/multinomial_draw.hpp"
#include "engine/stats/multiple_testing.hpp"
#include "engine/stats/permutation.hpp"
#include "engine/stats/poisson_difference.hpp"
#include "engine/stats/poisson_draw.hpp"
#include "engine/stats/poisson_limits.hpp"
#include "engine/stats/ranking_overlap.hpp"
#include "engine/stats/rate_ratio.hpp"
#include "engine/stats/robust.hpp"
#include "engine/stats/summation.hpp"
#include "tests/support/catch.hpp"

namespace hotward::stats {
namespace examples_test {

TEST_CASE("dispersion: the example", "[example]") {
  const std::vector<std::int64_t> counts = {9, 1, 8, 0, 7, 2, 9, 1, 8, 0, 9, 1,
                                            1, 9, 0, 8, 2, 7, 1, 9, 0, 8, 1, 9};
  const auto found = dispersion(counts, 12);  // areas × months
  const double times_poisson = found ? found->phi : 1.0;
  CHECK(times_poisson > 1.0);
}

TEST_CASE("distributions: the example", "[example]") {
  const double p = two_sided_p_value(1.96);         // 0.05
  const double seven_or_more = poisson_sf(6, 2.5);  // P(X > 6)
  CHECK(std::abs(p - 0.05) < 1e-4);
  CHECK(std::abs(seven_or_more - (1.0 - poisson_cdf(6, 2.5))) < 1e-15);
}

TEST_CASE("finite_population_sum: the example", "[example]") {
  const std::vector<std::int64_t> values = {1, 0, 2, 8, 9, 7};
  const FinitePopulationSum law(value_counts(values), 3);
  const double p = law.tails(3, 24).upper;  // of three values drawn from these, a sum of 24 or more
  CHECK(std::abs(p - 1.0 / 20.0) < 1e-15);
}

TEST_CASE("poisson_limits: the example", "[example]") {
  const Interval usual = poisson_limits(20.0, 0.95);  // 11.2 … 29.7
  CHECK(std::abs(usual.lower - 11.2) < 0.05);
  CHECK(std::abs(usual.upper - 29.7) < 0.05);
}

TEST_CASE("gamma_draw: the example", "[example]") {
  const std::uint64_t seed = 1;
  Random random(seed, Stream::test);
  const double rate = gamma_draw(random, 12.5) / 2000.0;  // after 12 incidents among 2,000 people
  CHECK(rate > 0.0);
}

TEST_CASE("gamma_survival: the example", "[example]") {
  const GammaSurvival survival(12.5);
  const double p = survival(std::log(10.0));  // P(X > 10), X gamma of shape 12.5
  CHECK(p > 0.7);
  CHECK(p < 0.8);
}

TEST_CASE("intervals: the example", "[example]") {
  const Interval limits = poisson_interval(4.0, 0.95);  // 1.09 … 10.24
  CHECK(std::abs(limits.lower - 1.0899) < 1e-4);
  CHECK(std::abs(limits.upper - 10.2416) < 1e-4);
}

TEST_CASE("moments: the example", "[example]") {
  const std::vector<double> values = {1, 2, 3, 4};
  const Moments m = moments(values);  // of 1, 2, 3, 4: mean 2.5, variance 1.25
  CHECK(m.mean == 2.5);
  CHECK(m.variance == 1.25);
}

TEST_CASE("multinomial_draw: the example", "[example]") {
  const std::vector<double> weights = {1.0, 0.0, 3.0};
  std::vector<std::int32_t> counts(3);
  Random random(1, Stream::test);
  const MultinomialDraw draw(weights);
  draw.draw(random, 100, counts);  // 100 trials over the cells
  CHECK(counts[0] + counts[2] == 100);
  CHECK(counts[1] == 0);
}

TEST_CASE("multiple_testing: the example", "[example]") {
  const std::vector<double> p_values = {0.01, 0.04, 0.03};
  const std::vector<double> q_values = benjamini_hochberg(p_values);
  CHECK(std::abs(q_values[2] - 0.04) < 1e-15);
}

TEST_CASE("permutation: the example", "[example]") {
  std::vector<std::uint32_t> drawn(5);
  DistinctDraws draws(100, 5);
  draws.draw({.seed = 1, .unit = 0, .replicate = 17}, drawn);  // five different numbers below 100
  for (const std::uint32_t d : drawn) CHECK(d < 100);
  CHECK(pseudo_p_value(0, 99) == 0.01);
}

TEST_CASE("poisson_draw: the example", "[example]") {
  Random random(1, Stream::test);
  const PoissonDraw draw(2.5);
  const std::int64_t incidents = draw(random);
  CHECK(incidents >= 0);
}

TEST_CASE("poisson_gini: the example", "[example]") {
  const double by_chance = poisson_gini(1.0);  // 0.52 at one incident a place
  CHECK(std::abs(by_chance - 0.5237776118026) < 1e-12);
}

TEST_CASE("ranking_overlap: the example", "[example]") {
  const std::vector<std::uint64_t> spring = {7, 3, 9};
  const std::vector<std::uint64_t> summer = {7, 9, 4};
  const double agreement = rank_biased_overlap(spring, summer, 0.9);  // 0.685
  CHECK(std::abs(agreement - 0.685) < 5e-4);
}

TEST_CASE("rate_ratio: the example", "[example]") {
  const RateRatio found = rate_ratio({30, 365.0}, {20, 365.0});
  const bool certain = found.p_value < 0.05;  // no: 1.5 times as many, but so few
  CHECK(found.ratio == 1.5);
  CHECK_FALSE(certain);
}

TEST_CASE("robust: the example", "[example]") {
  const std::vector<double> values = {1, 2, 3, 4, 1000};
  const double centre = median(values);  // of 1, 2, 3, 4, 1000: 3
  const double spread = mad(values);     // 1.4826
  CHECK(centre == 3.0);
  CHECK(std::abs(spread - 1.4826) < 1e-4);
}

TEST_CASE("summation: the example", "[example]") {
  const std::vector<double> values = {1.0, 1e100, 1.0, -1e100};
  Sum total;
  for (const double x : values) total.add(x);
  const double exact = total.value();
  CHECK(exact == 2.0);
  CHECK(sum(values) == 2.0);
}

}  // namespace examples_test
}  // namespace hotward::stats
