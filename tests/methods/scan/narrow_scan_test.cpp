#include "engine/methods/scan/narrow_scan.hpp"

#include <algorithm>

#include "engine/core/random.hpp"
#include "tests/support/catch.hpp"

namespace hotward::scan {
namespace narrow_scan_test {

constexpr std::size_t lanes = NarrowMaps::lanes;
constexpr std::uint32_t sites = 60;

// Counts of a block of maps above a base of 20 for each site.
std::vector<std::int8_t> random_block() {
  Random random(4, Stream::test);
  std::vector<std::int8_t> block;
  for (std::size_t k = 0; k < sites * lanes; ++k) {
    block.push_back(static_cast<std::int8_t>(static_cast<std::int32_t>(random.below(41)) - 20));
  }
  return block;
}

// Lists of sites in any order; each third step closes no zone.
std::vector<Steps> random_lists(const Thresholds& thresholds) {
  Random random(5, Stream::test);
  std::vector<Steps> lists(9);
  for (Steps& steps : lists) {
    for (std::uint32_t k = 0; k < sites / 2 + random.below(7); ++k) {
      steps.site.push_back(random.below(sites));
      steps.base.push_back(20 * static_cast<std::int32_t>(k + 1));
      steps.measure.push_back(20.0 * (k + 1));
      const bool closes = k % 3 != 2;
      steps.bin.push_back(closes ? thresholds.bin(steps.measure.back()) : thresholds.no_bin());
    }
  }
  return lists;
}

std::vector<double> plain_maxima(const std::vector<std::int8_t>& block,
                                 const std::vector<Steps>& lists, const Likelihood& likelihood,
                                 std::uint16_t no_bin) {
  std::vector<double> maxima(lanes, 0.0);
  for (const Steps& steps : lists) {
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      std::int32_t above = 0;
      for (std::size_t k = 0; k < steps.site.size(); ++k) {
        above += block[steps.site[k] * lanes + lane];
        if (steps.bin[k] == no_bin) continue;
        maxima[lane] = std::max(maxima[lane], likelihood(steps.base[k] + above, steps.measure[k]));
      }
    }
  }
  return maxima;
}

TEST_CASE("narrow_scan: with any instructions the same maxima as counted one by one", "[brute]") {
  const auto simd = std::min(GENERATE(Simd::scalar, Simd::avx2, Simd::avx512), best_simd());
  const auto rates = GENERATE(Rates::high, Rates::low, Rates::both);
  const double all = 20.0 * sites;
  const Likelihood likelihood({Model::poisson, rates, all, all, 2});
  const Thresholds thresholds(likelihood);
  const auto block = random_block();
  const auto lists = random_lists(thresholds);
  NarrowScan scan(likelihood, thresholds, simd);
  std::vector<double> maxima(lanes, 0.0);
  scan.scan(block.data(), lists, maxima);
  CHECK_FALSE(scan.is_beyond());
  CHECK(maxima == plain_maxima(block, lists, likelihood, thresholds.no_bin()));
}

TEST_CASE("narrow_scan: says so where a sum leaves 16 bits", "[edge]") {
  const auto simd = std::min(GENERATE(Simd::scalar, Simd::avx2, Simd::avx512), best_simd());
  const auto rates = GENERATE(Rates::high, Rates::low);
  const auto above = GENERATE(std::int8_t{127}, std::int8_t{-127});
  const Likelihood likelihood({Model::poisson, rates, 1e6, 1e6, 2});
  const Thresholds thresholds(likelihood);
  std::vector<std::int8_t> block(lanes, 0);
  block[lanes - 1] = above;
  std::vector<Steps> lists(1);
  for (std::int32_t k = 0; k < 270; ++k) {
    lists[0].site.push_back(0);
    lists[0].base.push_back(200 * (k + 1));
    lists[0].measure.push_back(200.0 * (k + 1));
    lists[0].bin.push_back(thresholds.bin(lists[0].measure.back()));
  }
  NarrowScan scan(likelihood, thresholds, simd);
  std::vector<double> maxima(lanes, 0.0);
  scan.scan(block.data(), lists, maxima);
  CHECK(scan.is_beyond());
}

}  // namespace narrow_scan_test
}  // namespace hotward::scan
