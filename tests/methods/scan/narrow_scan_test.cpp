#include "engine/methods/scan/narrow_scan.hpp"

#include <algorithm>
#include <cstdlib>

#include "engine/core/random.hpp"
#include "tests/support/catch.hpp"

namespace hotward::scan {
namespace narrow_scan_test {

constexpr std::size_t lanes = NarrowMaps::lanes;
constexpr std::uint32_t sites = 60;

// Counts of a block of maps above a base of 20 for each site. What one site has more, the next one
// has fewer, so that long sums stay small.
std::vector<std::int8_t> random_block() {
  Random random(4, Stream::test);
  std::vector<std::int8_t> block(sites * lanes);
  for (std::size_t k = 0; k < block.size(); ++k) {
    const bool is_even = k / lanes % 2 == 0;
    const auto above = static_cast<std::int32_t>(random.below(41)) - 20;
    block[k] = static_cast<std::int8_t>(is_even ? above : -block[k - lanes]);
  }
  return block;
}

std::vector<std::uint8_t> reach_of(std::span<const std::int8_t> block) {
  std::vector<std::uint8_t> reach(sites, 0);
  for (std::size_t k = 0; k < block.size(); ++k) {
    reach[k / lanes] = std::max(reach[k / lanes], static_cast<std::uint8_t>(std::abs(block[k])));
  }
  return reach;
}

// Lists of sites in any order, of `least` to `least + 6` steps; some close no zone.
std::vector<Steps> random_lists(const Thresholds& thresholds, std::uint32_t least,
                                std::span<const std::uint8_t> reach) {
  Random random(5, Stream::test);
  std::vector<Steps> lists(9);
  for (Steps& steps : lists) {
    for (std::uint32_t k = 0; k < least + random.below(7); ++k) {
      steps.site.push_back(random.below(sites));
      steps.base.push_back(20 * static_cast<std::int32_t>(k + 1));
      steps.measure.push_back(20.0 * (k + 1));
      const bool closes = random.below(3) != 0;
      steps.bin.push_back(closes ? thresholds.bin(steps.measure.back()) : thresholds.no_bin());
    }
    add_groups(steps, reach, thresholds.no_bin());
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
  const auto least = GENERATE(sites / 2, 9000U);  // more than is gone through in one turn
  const double all = 40.0 * least;
  const Likelihood likelihood({Model::poisson, rates, all, all, 2});
  const Thresholds thresholds(likelihood);
  const auto block = random_block();
  const auto lists = random_lists(thresholds, least, reach_of(block));
  NarrowScan scan(likelihood, thresholds, simd);
  std::vector<double> maxima(lanes, 0.0);
  scan.scan(block.data(), lists, maxima);
  CHECK_FALSE(scan.is_beyond());
  CHECK(maxima == plain_maxima(block, lists, likelihood, thresholds.no_bin()));
}

TEST_CASE("narrow_scan: says so where a sum leaves 16 bits", "[edge]") {
  const auto simd = std::min(GENERATE(Simd::scalar, Simd::avx2, Simd::avx512), best_simd());
  const auto rates = GENERATE(Rates::high, Rates::low);
  // Steps of 127 are taken one by one, those of 31 four at a time.
  const auto reach = GENERATE(std::uint8_t{127}, std::uint8_t{31});
  const auto above = static_cast<std::int8_t>(GENERATE(1, -1) * reach);
  const Likelihood likelihood({Model::poisson, rates, 1e6, 1e6, 2});
  const Thresholds thresholds(likelihood);
  std::vector<std::int8_t> block(lanes, 0);
  block[lanes - 1] = above;
  std::vector<Steps> lists(1);
  for (std::int32_t k = 0; k < 270 * 127 / reach; ++k) {
    lists[0].site.push_back(0);
    lists[0].base.push_back(200 * (k + 1));
    lists[0].measure.push_back(200.0 * (k + 1));
    lists[0].bin.push_back(thresholds.bin(lists[0].measure.back()));
  }
  add_groups(lists[0], std::vector<std::uint8_t>{reach}, thresholds.no_bin());
  NarrowScan scan(likelihood, thresholds, simd);
  std::vector<double> maxima(lanes, 0.0);
  scan.scan(block.data(), lists, maxima);
  CHECK(scan.is_beyond());
}

}  // namespace narrow_scan_test
}  // namespace hotward::scan
