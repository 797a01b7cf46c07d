#include "engine/sample/apportion.hpp"

#include <cmath>
#include <numeric>

#include "engine/core/random.hpp"
#include "tests/support/catch.hpp"

namespace hotward::sample {
namespace apportion_test {

using Counts = std::vector<std::uint32_t>;

// The chart's months of 2019/20 add up to 6,060; 6,023 shared out by them. By hand: 450 x 6023/6060
// = 447.2525, 500: 496.9472, 580: 576.4587, 620: 616.2145, 650: 646.0314, 480: 477.0693, 350:
// 347.8630, 550: 546.6419. The floors add up to 6,018, and the five largest remainders are those of
// 500 (twice), 350, 550 and 580.
TEST_CASE("apportion: the assessment's months scaled to its year", "[oracle]") {
  const std::vector<double> chart = {450, 500, 580, 620, 650, 500, 480, 450, 350, 450, 480, 550};
  CHECK(apportion(6023, chart) ==
        Counts{447, 497, 577, 616, 646, 497, 477, 447, 348, 447, 477, 547});
}

TEST_CASE("apportion: adds up, and every number is its share rounded down or up", "[property]") {
  Random random(GENERATE(1U, 2U, 3U, 4U), Stream::test);
  for (int round = 0; round < 200; ++round) {
    std::vector<double> weights(1 + random.below(30));
    for (double& w : weights) w = random.below(4) == 0 ? 0.0 : random.uniform() * 1000.0;
    weights[0] += 0.5;
    const std::uint32_t total = random.below(40'000);
    const auto counts = apportion(total, weights);
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    REQUIRE(std::accumulate(counts.begin(), counts.end(), 0U) == total);
    for (std::size_t i = 0; i < weights.size(); ++i) {
      INFO("weight " << i << " of " << weights.size() << ", total " << total);
      // 1e-8: shares below 4e4 are known to a few times 4e4 x 2^-52.
      REQUIRE(std::abs(counts[i] - total * weights[i] / sum) < 1.0 + 1e-8);
      if (weights[i] <= 0.0) REQUIRE(counts[i] == 0);
    }
  }
}

TEST_CASE("apportion: equal remainders go to the lower index", "[edge]") {
  CHECK(apportion(2, std::vector<double>{1, 1, 1}) == Counts{1, 1, 0});
  CHECK(apportion(0, std::vector<double>{1, 1}) == Counts{0, 0});
  CHECK(apportion(7, std::vector<double>{0, 3}) == Counts{0, 7});
}

TEST_CASE("apportion: weights that are the counts come back as they are", "[property]") {
  const std::vector<double> weights = {13800, 3930, 3300, 2900, 2550, 2350, 1650,
                                       720,   700,  430,  394,  330,  280};
  const auto counts = apportion(33334, weights);
  for (std::size_t i = 0; i < weights.size(); ++i) CHECK(counts[i] == weights[i]);
}

}  // namespace apportion_test
}  // namespace hotward::sample
