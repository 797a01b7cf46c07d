#include "engine/methods/evaluation/pattern_test.hpp"

#include <algorithm>
#include <cmath>

#include "engine/core/random.hpp"
#include "tests/support/catch.hpp"

namespace hotward::evaluation {
namespace pattern_test_test {

using Counts = std::vector<std::int64_t>;

// Draws the earlier incidents anew many times, as the test was first described.
double s_by_drawing(const Counts& earlier, const Counts& later, int draws) {
  Counts where;
  for (std::size_t i = 0; i < earlier.size(); ++i) {
    where.insert(where.end(), static_cast<std::size_t>(earlier[i]), static_cast<std::int64_t>(i));
  }
  std::vector<Counts> drawn(earlier.size());
  for (int d = 0; d < draws; ++d) {
    Random random(7, Stream::test, 0, static_cast<std::uint32_t>(d));
    Counts one(earlier.size(), 0);
    for (std::size_t i = 0; i < where.size(); ++i) {
      ++one[static_cast<std::size_t>(
          where[random.below(static_cast<std::uint32_t>(where.size()))])];
    }
    for (std::size_t i = 0; i < one.size(); ++i) drawn[i].push_back(one[i]);
  }
  std::int64_t all_later = 0;
  for (const std::int64_t n : later) all_later += n;
  double same = 0.0;
  for (std::size_t i = 0; i < earlier.size(); ++i) {
    std::ranges::sort(drawn[i]);
    const auto at = [&](double share) {
      return static_cast<double>(drawn[i][static_cast<std::size_t>(std::ceil(share * draws)) - 1]);
    };
    const double share = static_cast<double>(later[i]) * static_cast<double>(where.size()) /
                         static_cast<double>(all_later);
    same += share >= at(0.025) - 1e-9 && share <= at(0.975) + 1e-9 ? 1.0 : 0.0;
  }
  return same / static_cast<double>(earlier.size());
}

TEST_CASE("pattern_test: S is what drawing the earlier incidents anew finds", "[oracle]") {
  for (std::uint32_t seed = 0; seed < 6; ++seed) {
    Random random(3, Stream::test, seed);
    Counts earlier;
    Counts later;
    for (int i = 0; i < 25; ++i) {
      earlier.push_back(random.below(40));
      later.push_back(std::max<std::int64_t>(
          0, earlier.back() + static_cast<std::int64_t>(random.below(21)) - 10));
    }
    // A share on the very end of its range may fall to either side of a drawing's.
    CHECK(pattern_test(earlier, later).s ==
          Approx(s_by_drawing(earlier, later, 20000)).margin(0.041));
  }
}

TEST_CASE("pattern_test: Fisher's test as other programs print it", "[oracle]") {
  CHECK(fisher_exact(3, 4, 1, 4) == Approx(0.4857142857));      // the lady tasting tea, R
  CHECK(fisher_exact(1, 12, 9, 12) == Approx(0.002759456185));  // R
  CHECK(fisher_exact(0, 10, 0, 20) == 1.0);
  CHECK(fisher_exact(5, 10, 10, 20) == Approx(1.0));
  CHECK(fisher_exact(7, 50, 30, 60) == Approx(fisher_exact(30, 60, 7, 50)));
}

TEST_CASE("pattern_test: the same map agrees everywhere") {
  const Counts counts = {50, 30, 20, 0, 0};
  const PatternTest found = pattern_test(counts, counts);
  CHECK(found.active == 3);
  CHECK(found.s == 1.0);
  CHECK(found.s_active == 1.0);
  CHECK(found.s_tested == 1.0);
  CHECK(std::isnan(found.q_value[3]));
}

TEST_CASE("pattern_test: a map turned round differs, and empty sites do not hide it") {
  Counts earlier = {100, 1, 1};
  Counts later = {1, 1, 100};
  earlier.resize(100, 0);
  later.resize(100, 0);
  const PatternTest found = pattern_test(earlier, later);
  CHECK(found.s == Approx(0.98));
  CHECK(found.s_active == Approx(1.0 / 3.0));
  CHECK(found.s_tested == Approx(1.0 / 3.0));
}

TEST_CASE("pattern_test: of maps of one risk few sites differ after the correction",
          "[calibration]") {
  double differ = 0.0;
  constexpr int maps = 40;
  for (std::uint32_t map = 0; map < maps; ++map) {
    Random random(11, Stream::test, map);
    Counts earlier(60, 0);
    Counts later(60, 0);
    for (int i = 0; i < 900; ++i) {
      ++earlier[random.below(60)];
      ++later[random.below(60)];
    }
    differ += pattern_test(earlier, later).s_tested < 1.0 ? 1.0 : 0.0;
  }
  CHECK(differ / maps <= 0.10);
}

TEST_CASE("pattern_test: a period without incidents has no pattern") {
  const PatternTest found = pattern_test(Counts{1, 2}, Counts{0, 0});
  CHECK(std::isnan(found.s));
  CHECK(std::isnan(found.s_tested));
}

}  // namespace pattern_test_test
}  // namespace hotward::evaluation
