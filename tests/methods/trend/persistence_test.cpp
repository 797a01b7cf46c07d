#include "engine/methods/trend/persistence.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "engine/core/random.hpp"
#include "engine/stats/poisson_draw.hpp"
#include "engine/stats/ranking_overlap.hpp"
#include "tests/support/close.hpp"

namespace hotward::trend {
namespace persistence_test {

using Counts = std::vector<std::int64_t>;

WindowCounts windows_of(std::size_t cells, const Counts& counts, int months = 1) {
  WindowCounts windows{cells, counts, {}, months};
  for (std::size_t w = 0; w < counts.size() / cells; ++w) {
    windows.starts.push_back(static_cast<int>(w));
  }
  return windows;
}

TEST_CASE("hot_cells: those at the cut share what is left", "[oracle]") {
  check_close(hot_cells(Counts{9, 4, 4, 0}, 2.0), {1.0, 0.5, 0.5, 0.0}, 1e-15);
  check_close(hot_cells(Counts{9, 4, 4, 0}, 3.0), {1.0, 1.0, 1.0, 0.0}, 1e-15);
  check_close(hot_cells(Counts{9, 4, 4, 0}, 4.0), {1.0, 1.0, 1.0, 0.0}, 1e-15);
  check_close(hot_cells(Counts{9, 4, 4, 0}, 1.5), {1.0, 0.25, 0.25, 0.0}, 1e-15);
  check_close(hot_cells(Counts{1, 1, 1, 1}, 1.0), {0.25, 0.25, 0.25, 0.25}, 1e-15);
  check_close(hot_cells(Counts{0, 0}, 1.0), {0.0, 0.0}, 1e-15);
}

// Every order of the cells, the first K of each: how often is a cell among them?
TEST_CASE("hot_cells: the share of a tie is its chance", "[brute]") {
  Random random(6, Stream::test);
  for (int i = 0; i < 60; ++i) {
    Counts counts;
    for (int c = 0; c < 6; ++c) counts.push_back(1 + random.below(3));
    const std::size_t places = 1 + random.below(5);
    std::vector<std::size_t> order(counts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::vector<double> among(counts.size(), 0.0);
    double orders = 0.0;
    do {
      const bool falls = std::ranges::is_sorted(order, std::greater{},
                                                [&](std::size_t cell) { return counts[cell]; });
      if (!falls) continue;
      orders += 1.0;
      for (std::size_t k = 0; k < places; ++k) among[order[k]] += 1.0;
    } while (std::ranges::next_permutation(order).found);
    for (double& one : among) one /= orders;
    check_close(hot_cells(counts, static_cast<double>(places)), among, 1e-12);
  }
}

// Two of four cells, three windows of a month: by hand.
TEST_CASE("persistence: three windows by hand", "[oracle]") {
  const WindowCounts windows = windows_of(4, {6, 3, 1, 0,  //
                                              5, 0, 4, 1,  //
                                              2, 2, 2, 4});
  const Persistence found = persistence(windows, 0.5);
  CHECK(found.places == 2.0);
  CHECK(found.disjoint == 3);
  // The last window: 4, and the three with 2 share one place.
  check_close(found.hot_share,
              {(1 + 1 + 1.0 / 3) / 3, (1 + 1.0 / 3) / 3, (1 + 1.0 / 3) / 3, 1.0 / 3}, 1e-12);
  CHECK(std::abs(found.captured - (0.9 + 0.9 + 0.6) / 3) < 1e-12);
  CHECK(std::abs(found.predicted - (0.5 + 0.4) / 2) < 1e-12);
  CHECK(std::abs(found.chance - 0.5) < 1e-12);
  CHECK(found.interval[3].lower < 1.0 / 3);
  CHECK(found.interval[3].upper > 1.0 / 3);
}

TEST_CASE("persistence: windows that overlap predict the first behind them", "[edge]") {
  // Sums of two months of 1 2 3 4 in one cell, and 4 3 2 1 in the other.
  const WindowCounts windows = windows_of(2, {3, 7, 5, 5, 7, 3}, 2);
  const Persistence found = persistence(windows, 0.5);
  CHECK(found.disjoint == 2);
  CHECK(std::abs(found.predicted - 0.3) <
        1e-12);  // of the first alone: the second cell has 3 of 10
  CHECK(window_agreement(windows, 1).pairs == 1);
  WindowCounts gap = windows_of(2, {3, 1, 2, 2});
  gap.starts[1] = 7;  // months are missing between: nothing is predicted across them
  CHECK(std::isnan(persistence(gap, 0.5).predicted));
  CHECK(persistence(gap, 0.5).disjoint == 2);
  CHECK(window_agreement(gap, 1).pairs == 0);
  const Persistence one = persistence(windows_of(2, {3, 1}), 0.5);
  CHECK(std::isnan(one.predicted));
  CHECK(std::isnan(window_agreement(windows_of(2, {3, 1}), 1).rbo[2]));
}

TEST_CASE("persistence: at random, shares and predictions are those of chance", "[property]") {
  Random random(7, Stream::test);
  const stats::PoissonDraw draw(3.0);
  Counts counts;
  for (int i = 0; i < 400 * 60; ++i) counts.push_back(draw(random));
  const Persistence found = persistence(windows_of(400, counts), 0.05);
  CHECK(std::abs(found.chance - 0.05) < 1e-9);
  CHECK(std::abs(found.predicted - 0.05) < 0.005);
  CHECK(found.captured > 0.1);  // the hottest of each window are those with most
  const double mean = std::accumulate(found.hot_share.begin(), found.hot_share.end(), 0.0) / 400.0;
  CHECK(std::abs(mean - 0.05) < 1e-9);
}

TEST_CASE("ranked_cells: most first, equal ones by lot", "[property]") {
  const Counts counts = {1, 5, 1, 0, 1, 7};
  const auto one = ranked_cells(counts, 1, 0);
  REQUIRE(one.size() == 5);
  CHECK(one[0] == 5);
  CHECK(one[1] == 1);
  CHECK(ranked_cells(counts, 1, 0) == one);
  int other = 0;
  for (std::uint32_t draw = 1; draw < 20; ++draw) other += ranked_cells(counts, 1, draw) != one;
  CHECK(other > 5);
}

TEST_CASE("window_agreement: 1 where every window ranks alike", "[property]") {
  const WindowAgreement alike = window_agreement(windows_of(3, {5, 3, 1, 9, 7, 2, 4, 3, 2}), 1);
  CHECK(alike.pairs == 2);
  for (const double rbo : alike.rbo) CHECK(std::abs(rbo - 1.0) < 1e-12);
  for (const double f1 : alike.f1) CHECK(f1 == 1.0);
  // Ties are no agreement: one incident each, in an order of chance.
  Counts ones(100 * 40, 1);
  const WindowAgreement tied = window_agreement(windows_of(100, ones), 1);
  CHECK(tied.f1[0] < 0.2);
}

}  // namespace persistence_test
}  // namespace hotward::trend
