#include "engine/methods/ranking/rate_spread.hpp"

#include <cmath>
#include <vector>

#include "engine/stats/summation.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/overdispersed.hpp"

namespace hotward::ranking {
namespace rate_spread_test {

using Values = std::vector<double>;

struct Map {
  Values counts;
  Values exposures;
};

/// Areas of a gamma law of rates with this coefficient of variation, 100 incidents each on average.
Map map_of(std::size_t areas, double variation, double phi, std::uint32_t seed) {
  Random random(seed, Stream::test, 81);
  Map map;
  for (std::size_t i = 0; i < areas; ++i) {
    const double exposure = 50.0 + random.below(100);
    const double shape = 1.0 / (variation * variation);
    const double rate = stats::gamma_draw(random, shape) / shape;
    map.exposures.push_back(exposure);
    map.counts.push_back(static_cast<double>(overdispersed_count(random, rate * exposure, phi)));
  }
  return map;
}

// Given a count, under the part in the middle.
RatePosterior one_part(const RateSpread& spread, double u, double count, double exposure) {
  const RatePrior& prior = spread.at(u);
  return spread.posterior(prior, prior.parts() / 2, count, exposure);
}

// 800 areas: a coefficient of variation is known to 3%, the mean rate to about its 28th part of it.
TEST_CASE("rate_spread: finds how much areas differ", "[statistical]") {
  const double variation = GENERATE(0.2, 0.5, 1.0);
  const double phi = GENERATE(1.0, 3.0);
  INFO("variation " << variation << ", phi " << phi);
  const Map map = map_of(800, variation, phi, 3);
  const RateSpread spread(map.counts, map.exposures, phi);
  REQUIRE(spread.is_known());
  CHECK(std::abs(spread.variation() / variation - 1.0) < 0.12);
  CHECK(std::abs(spread.mean() - 1.0) < 4 * variation / std::sqrt(800.0) + 0.01);
}

TEST_CASE("rate_spread: equal areas are said to be nearly equal", "[statistical]") {
  const double phi = GENERATE(1.0, 3.0);
  Map map;
  Random random(4, Stream::test, 82);
  for (int i = 0; i < 200; ++i) {
    map.exposures.push_back(100.0);
    map.counts.push_back(static_cast<double>(overdispersed_count(random, 100.0, phi)));
  }
  const RateSpread spread(map.counts, map.exposures, phi);
  CHECK(spread.variation() < 0.06);
}

double share_that_may_be_alike(std::size_t areas, double mean, double spread, double phi) {
  const int maps = 400;
  int alike = 0;
  for (std::uint32_t seed = 0; seed < maps; ++seed) {
    Map map;
    Random random(seed, Stream::test, 85);
    for (std::size_t i = 0; i < areas; ++i) {
      const double rate = i % 2 == 0 ? 1.0 + spread : 1.0 - spread;
      map.exposures.push_back(50.0 + random.below(100));
      const double expected = map.exposures.back() / 100.0 * mean * rate;
      map.counts.push_back(static_cast<double>(overdispersed_count(random, expected, phi)));
    }
    if (!(stats::sum(map.counts) > 0.0)) continue;
    alike += RateSpread(map.counts, map.exposures, phi).may_be_alike() ? 1 : 0;
  }
  return static_cast<double>(alike) / maps;
}

// Of 400 maps 95% have a standard error of 1.1 points. Few areas, each of few incidents, leave the
// test of a likelihood a little more than its 95%.
TEST_CASE("rate_spread: of equal areas one map of twenty is said to differ", "[statistical]") {
  const double phi = GENERATE(1.0, 3.0);
  const double mean = GENERATE(4.0, 100.0);
  INFO("phi " << phi << ", " << mean << " an area");
  for (const std::size_t areas : {22U, 163U}) {
    const double share = share_that_may_be_alike(areas, mean, 0.0, phi);
    CHECK(share > 0.92);
    CHECK(share < 0.99);
  }
}

// A variation of 0.5 over 22 areas with a standard error of 0.1, and of 0.17: never missed.
TEST_CASE("rate_spread: areas that differ are not said to be alike", "[statistical]") {
  CHECK(share_that_may_be_alike(22, 100.0, 0.5, 1.0) == 0.0);
  CHECK(share_that_may_be_alike(22, 100.0, 0.5, 3.0) < 0.01);
  CHECK(share_that_may_be_alike(163, 4.0, 0.5, 1.0) < 0.01);
}

// Counts of phi times as many, that vary phi times as much, say the same.
TEST_CASE("rate_spread: phi makes incidents worth less, and does nothing else", "[property]") {
  const Map map = map_of(30, 0.5, 1.0, 5);
  Map twice = map;
  for (double& c : twice.counts) c *= 2.0;
  for (double& e : twice.exposures) e *= 2.0;
  const RateSpread one(map.counts, map.exposures, 1.0);
  const RateSpread two(twice.counts, twice.exposures, 2.0);
  for (const double u : {0.01, 0.3, 0.5, 0.99}) {
    CHECK(std::abs(one.at(u).shape / two.at(u).shape - 1.0) < 1e-9);
    const RatePosterior a = one_part(one, u, 7.0, 3.0);
    const RatePosterior b = one_part(two, u, 14.0, 6.0);
    CHECK(std::abs(a.shape / b.shape - 1.0) < 1e-9);
    CHECK(std::abs(a.exposure / b.exposure - 1.0) < 1e-9);
  }
}

// What stands under each prior in 1,000 draws, the slow way: parts weighed by the negative binomial
// law written out, and a gamma law each.
TEST_CASE("rate_spread: one gamma law has the mean and variance of all", "[slow]") {
  const double phi = GENERATE(1.0, 3.0);
  const Map map = map_of(30, 0.5, phi, 6);
  const RateSpread spread(map.counts, map.exposures, phi);
  for (const std::size_t i : {0U, 7U, 29U}) {
    const double y = map.counts[i] / phi;
    const double e = map.exposures[i] / phi;
    double first = 0.0, second = 0.0;
    for (int k = 0; k < 8; ++k) {
      const RatePrior& prior = spread.at((k + 0.5) / 8);
      double all = 0.0, mean = 0.0, square = 0.0;
      for (std::size_t j = 0; j < prior.parts(); ++j) {
        const double p = prior.shape / (prior.shape + e * prior.means[j]);
        const double likely =
            std::exp(prior.log_weights[j] + prior.shape * std::log(p) + y * std::log1p(-p));
        const double rate = (y + prior.shape) / (e + prior.shape / prior.means[j]);
        all += likely;
        mean += likely * rate;
        square += likely * rate * (rate + 1.0 / (e + prior.shape / prior.means[j]));
      }
      first += mean / all / 8;
      second += square / all / 8;
    }
    const RatePosterior law = spread.matched(map.counts[i], map.exposures[i]);
    CHECK(std::abs(law.shape / law.exposure / first - 1.0) < 1e-9);
    CHECK(std::abs(law.shape / law.exposure / law.exposure / (second - first * first) - 1.0) <
          1e-6);
  }
}

TEST_CASE("rate_spread: a rate lies between its own and the mean of all", "[property]") {
  const Map map = map_of(30, 0.5, 3.0, 6);
  const RateSpread spread(map.counts, map.exposures, 3.0);
  const RatePrior& prior = spread.at(1e-12);
  REQUIRE(prior.parts() == 1);  // a gamma law: of a long-tailed one it is the middle, not the mean
  for (std::size_t i = 0; i < map.counts.size(); ++i) {
    const RatePosterior law = spread.posterior(prior, 0, map.counts[i], map.exposures[i]);
    const double own = map.counts[i] / map.exposures[i];
    const double drawn = law.shape / law.exposure;
    CHECK(drawn >= std::min(own, prior.mean) - 1e-12);
    CHECK(drawn <= std::max(own, prior.mean) + 1e-12);
  }
}

TEST_CASE("rate_spread: areas that stand far out call for the long-tailed law", "[property]") {
  Map map;
  Random random(7, Stream::test, 84);
  for (int i = 0; i < 160; ++i) {
    map.exposures.push_back(100.0);
    const double rate = i < 8 ? 4.0 : 1.0;
    map.counts.push_back(static_cast<double>(overdispersed_count(random, 100.0 * rate, 1.0)));
  }
  const RateSpread spread(map.counts, map.exposures, 1.0);
  CHECK(spread.at(0.05).parts() > 1);
  // Drawn to the others, the first lose less than a standard error of their counts.
  const RatePosterior law = spread.matched(400.0, 100.0);
  CHECK(law.shape / law.exposure > 4.0 - 0.2);
}

TEST_CASE("rate_spread: nothing counted, one area", "[edge]") {
  CHECK_FALSE(RateSpread(Values{0, 0}, Values{1, 1}, 1.0).is_known());
  CHECK_FALSE(RateSpread({}, {}, 1.0).is_known());
  const RateSpread one(Values{5}, Values{2}, 1.0);
  REQUIRE(one.is_known());
  CHECK(std::isfinite(one.matched(5.0, 2.0).shape));
  CHECK(std::abs(one.mean() - 2.5) < 1e-12);
}

}  // namespace rate_spread_test
}  // namespace hotward::ranking
