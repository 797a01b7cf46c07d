#include "engine/methods/autocorrelation/pair_sums.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

#include "engine/core/parallel.hpp"
#include "engine/methods/autocorrelation/global_moran.hpp"
#include "tests/methods/autocorrelation/maps.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/threads.hpp"

namespace hotward::autocorrelation {
namespace pair_sums_test {

// Links of one way and of unequal weights, one of a site to itself.
const weights::SpatialWeights crooked = weights::weighted({{{1, 2.0}, {5, 0.25}},
                                                           {{3, 0.5}, {4, 1.0}},
                                                           {{0, 3.0}, {2, 0.75}},
                                                           {{4, 1.0}},
                                                           {{5, 0.1}, {0, 1.0}, {1, 1.0}},
                                                           {{2, 1.0}}});

/// Every different order's sum, and its share of all orders. Sums that differ by rounding are one.
std::map<long long, double> shares_of_sums(PairSum which, std::vector<double> values) {
  std::map<long long, double> shares;
  double orders = 0.0;
  std::ranges::sort(values);
  do {
    shares[std::llround(pair_sum(which, values, crooked) * 1e9)] += 1.0;
    orders += 1.0;
  } while (std::ranges::next_permutation(values).found);
  for (auto& [sum, share] : shares) share /= orders;
  return shares;
}

TEST_CASE("pair_sums_of_layouts: each order's sum as often as the orders that make it", "[brute]") {
  const auto which = GENERATE(PairSum::products, PairSum::squared_differences);
  // Few that differ from the commonest, 2; no two alike; half of them alike.
  const auto values =
      GENERATE(std::vector<double>{2, 2, 7.5, 2, 2, -1}, std::vector<double>{1, 2, 4, 8, 16, 32},
               std::vector<double>{0, 0, 0, 3, 1, 3});
  const auto shares = shares_of_sums(which, values);
  constexpr std::uint32_t count = 60'000;
  std::map<long long, double> seen;
  for (const double sum : pair_sums_of_layouts(which, values, crooked, {count, 3, 9})) {
    seen[std::llround(sum * 1e9)] += 1.0 / count;
  }
  for (const auto& [sum, share] : seen) {
    INFO("sum " << sum << "e-9");
    REQUIRE(shares.contains(sum));
  }
  for (const auto& [sum, share] : shares) {
    INFO("sum " << sum << "e-9, seen " << seen[sum] << ", expected " << share);
    // 5 standard deviations of a share of 60,000.
    CHECK(std::abs(seen[sum] - share) <= 5.0 * std::sqrt(share * (1.0 - share) / count));
  }
}

TEST_CASE("pair_sums_of_layouts: the same on 1, 2 and 4 threads", "[property]") {
  const auto values = poisson_values(400, 0.1, 21);
  const auto run = [&](unsigned threads) {
    set_thread_count(threads);
    auto sums = pair_sums_of_layouts(PairSum::products, values, grid(20), {99, 1, 5});
    set_thread_count(0);
    return sums;
  };
  CHECK(run(2) == run(1));
  CHECK(run(4) == run(1));
}

TEST_CASE("global_moran: a sparse map's permutations have the variance of the formula",
          "[statistical]") {
  const auto values = poisson_values(400, 0.1, 22);
  const auto links = grid(20);
  const auto moran = global_moran(values, links, {.permutations = 0});
  REQUIRE(moran);
  constexpr std::uint32_t count = 4000;
  // Moran's I is the sum of products of centred values, times n / (S0 sum z^2).
  double centre = 0.0;
  for (const double x : values) centre += x / 400.0;
  std::vector<double> z = values;
  double z2 = 0.0;
  for (double& x : z) {
    x -= centre;
    z2 += x * x;
  }
  const double scale = 400.0 / (static_cast<double>(links.link_count()) * z2);
  double mean = 0.0;
  double square = 0.0;
  for (const double sum : pair_sums_of_layouts(PairSum::products, z, links, {count, 5, 1})) {
    mean += scale * sum / count;
    square += scale * sum * scale * sum / count;
  }
  const double spread = std::sqrt(moran->variance);
  CHECK(std::abs(mean - moran->expected) <= 5.0 * spread / std::sqrt(1.0 * count));
  // The variance of a sample variance, the kurtosis of counts allowed for: 15 % is 6 deviations.
  CHECK(std::abs(square - mean * mean - moran->variance) <= 0.15 * moran->variance);
}

}  // namespace pair_sums_test
}  // namespace hotward::autocorrelation
