#include "engine/stats/moments.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include "engine/core/random.hpp"
#include "engine/stats/robust.hpp"
#include "engine/stats/summation.hpp"
#include "tests/support/close.hpp"

namespace hotward::stats {
namespace moments_test {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

TEST_CASE("Sum: what plain addition loses", "[oracle]") {
  // Exact: 2. Plain addition gives 0.
  CHECK(sum(std::vector<double>{1.0, 1e100, 1.0, -1e100}) == 2.0);
  // Ten tenths, each rounded upwards by 5.55e-18: the exact sum rounds to 1.
  CHECK(sum(std::vector<double>(10, 0.1)) == 1.0);
}

// Integers below 2^53 add exactly in any order; scaled by 0.1 they must agree to the last place.
TEST_CASE("Sum: a million tenths", "[property]") {
  Sum total;
  for (int i = 0; i < 1'000'000; ++i) total.add(0.1);
  CHECK(std::abs(total.value() - 100'000.0) <= 1e-10);
}

TEST_CASE("Sum: nothing, infinity, NaN", "[edge]") {
  CHECK(Sum().value() == 0.0);
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK(sum(std::vector<double>{1.0, infinity, 2.0}) == infinity);
  CHECK(std::isnan(sum(std::vector<double>{1.0, nan})));
}

TEST_CASE("moments: a small set by hand", "[oracle]") {
  // 2, 4, 4, 4, 5, 5, 7, 9: mean 40/8, squares 9+1+1+1+0+0+4+16 = 32, 32/8 = 4.
  const auto [mean, variance] = moments(std::vector<double>{2, 4, 4, 4, 5, 5, 7, 9});
  CHECK(mean == 5.0);
  CHECK(variance == 4.0);
}

// 1e9 + x holds x to 1.2e-7, so the shifted variance, near 8e4, agrees to about 1e-10 of itself.
TEST_CASE("moments: far from zero nothing is lost", "[property]") {
  Random random(GENERATE(1U, 2U, 3U), Stream::test);
  std::vector<double> near(1000);
  std::vector<double> far(1000);
  for (std::size_t i = 0; i < near.size(); ++i) {
    near[i] = static_cast<double>(random.below(1000));
    far[i] = near[i] + 1e9;
  }
  CHECK(std::abs(moments(far).variance / moments(near).variance - 1.0) < 1e-10);
  CHECK(std::abs(moments(far).mean - moments(near).mean - 1e9) < 1e-6);
}

// Where n c is rounded, the mean of n times c may be a neighbour of c; without the correction for
// that the variance of a constant would be an ulp squared, about 1e-33.
TEST_CASE("moments: a constant has no variance", "[edge]") {
  Random random(1, Stream::test);
  int rounded = 0;
  for (std::size_t n = 1; n <= 200; ++n) {
    const double c = random.uniform();
    const auto [mean, variance] = moments(std::vector<double>(n, c));
    INFO(n);
    CHECK(variance < 1e-45);
    rounded += mean == c ? 0 : 1;
  }
  CHECK(rounded > 0);
}

TEST_CASE("moments: empty and NaN", "[edge]") {
  CHECK(std::isnan(moments({}).mean));
  CHECK(std::isnan(moments({}).variance));
  CHECK(std::isnan(moments(std::vector<double>{1.0, nan}).mean));
  CHECK(std::isnan(moments(std::vector<double>{1.0, nan}).variance));
}

TEST_CASE("centred: sums to zero, keeps the order", "[property]") {
  check_close(centred(std::vector<double>{1, 2, 6}), {-2, -1, 3}, 0.0);
}

TEST_CASE("median: odd, even, and half of the values spoilt", "[oracle]") {
  CHECK(median(std::vector<double>{3, 1, 2}) == 2.0);
  CHECK(median(std::vector<double>{4, 1, 3, 2}) == 2.5);
  CHECK(median(std::vector<double>{1, 2, 3, 1e9, 1e9 + 1}) == 3.0);
}

// The example of R's help page for mad(): mad(c(1:9)) is 2.9652 (there with the factor 1.4826).
TEST_CASE("mad: one to nine", "[oracle]") {
  CHECK(std::abs(mad(std::vector<double>{1, 2, 3, 4, 5, 6, 7, 8, 9}) - 2.9652) < 1e-4);
  CHECK(mad(std::vector<double>{5, 5, 5, 9}) == 0.0);
}

TEST_CASE("median and mad: nothing and NaN", "[edge]") {
  CHECK(std::isnan(median({})));
  CHECK(std::isnan(mad({})));
  CHECK(std::isnan(median(std::vector<double>{1.0, nan, 2.0})));
  CHECK(std::isnan(mad(std::vector<double>{1.0, nan, 2.0})));
}

}  // namespace moments_test
}  // namespace hotward::stats
