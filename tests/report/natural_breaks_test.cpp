#include "engine/report/natural_breaks.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "engine/core/random.hpp"
#include "tests/support/catch.hpp"

namespace hotward::report {
namespace natural_breaks_test {

/// Squared deviations within the classes that end at the given greatest values.
double within(const std::vector<double>& values, const std::vector<double>& breaks) {
  double sum = 0.0;
  double from = -std::numeric_limits<double>::infinity();
  for (const double to : breaks) {
    std::vector<double> members;
    for (const double x : values) {
      if (x > from && x <= to) members.push_back(x);
    }
    double mean = 0.0;
    for (const double x : members) mean += x / static_cast<double>(members.size());
    for (const double x : members) sum += (x - mean) * (x - mean);
    from = to;
  }
  return sum;
}

/// Every way to cut the distinct values into k runs, tried one by one.
double least_within(const std::vector<double>& values, std::size_t k) {
  std::vector<double> distinct = values;
  std::ranges::sort(distinct);
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  const std::size_t n = distinct.size();
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t cuts = 0; cuts < (std::size_t{1} << (n - 1)); ++cuts) {
    std::vector<double> breaks;
    for (std::size_t i = 0; i + 1 < n; ++i) {
      if ((cuts >> i & 1U) != 0) breaks.push_back(distinct[i]);
    }
    breaks.push_back(distinct.back());
    if (breaks.size() == k) least = std::min(least, within(values, breaks));
  }
  return least;
}

TEST_CASE("natural_breaks: no other cut into as many classes is better", "[brute]") {
  const auto seed = GENERATE(range(1U, 41U));
  INFO("seed " << seed);
  Random random(seed, Stream::test);
  std::vector<double> values;
  for (int i = 0; i < 12; ++i) {
    // Squares gather at the low end as counts do; a third of them repeat.
    const double x = std::floor(30.0 * random.uniform());
    values.push_back(i % 3 == 2 ? values.back() : x * x);
  }
  std::vector<double> distinct = values;
  std::ranges::sort(distinct);
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  for (std::size_t k = 1; k <= std::min<std::size_t>(5, distinct.size()); ++k) {
    INFO(k << " classes");
    const auto breaks = natural_breaks(values, k);
    REQUIRE(breaks.size() == k);
    CHECK(std::ranges::is_sorted(breaks));
    CHECK(breaks.back() == distinct.back());
    // Sums of 12 squares below 1e6: an error of 1e-9 of them is a thousand roundings.
    CHECK(within(values, breaks) <= least_within(values, k) + 1e-6);
  }
}

TEST_CASE("natural_breaks: three clumps are three classes", "[property]") {
  const std::vector<double> values = {101, 3, 52, 1, 50, 2, 100, 51, 102};
  CHECK(natural_breaks(values, 3) == std::vector<double>{3, 52, 102});
}

// Were the sums not taken about a centre, squares of 1e12 would leave no digit for differences
// of 1.
TEST_CASE("natural_breaks: adding a constant moves the classes with it", "[property]") {
  const std::vector<double> values = {1, 2, 3, 50, 51, 52, 100, 101, 102, 180};
  std::vector<double> shifted;
  for (const double x : values) shifted.push_back(x + 1e12);
  const auto here = natural_breaks(values, 4);
  const auto there = natural_breaks(shifted, 4);
  REQUIRE(here.size() == there.size());
  for (std::size_t i = 0; i < here.size(); ++i) CHECK(there[i] == here[i] + 1e12);
}

TEST_CASE("natural_breaks: ties, few values, none", "[edge]") {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  constexpr double infinity = std::numeric_limits<double>::infinity();
  CHECK(natural_breaks(std::vector<double>{}, 5).empty());
  CHECK(natural_breaks(std::vector<double>{nan, infinity}, 5).empty());
  CHECK(natural_breaks(std::vector<double>{7, 7, 7}, 5) == std::vector<double>{7});
  CHECK(natural_breaks(std::vector<double>{0, 0, nan, 4, 0}, 5) == std::vector<double>{0, 4});
  CHECK(natural_breaks(std::vector<double>{3, 1, 2}, 3) == std::vector<double>{1, 2, 3});
}

}  // namespace natural_breaks_test
}  // namespace hotward::report
