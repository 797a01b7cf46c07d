#include "engine/methods/autocorrelation/space_time_gi.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <vector>

#include "engine/core/random.hpp"
#include "engine/methods/autocorrelation/gi_star.hpp"
#include "engine/stats/multiple_testing.hpp"
#include "engine/stats/poisson_draw.hpp"
#include "engine/table/column.hpp"
#include "engine/weights/grid_contiguity.hpp"
#include "tests/support/catch.hpp"

namespace hotward::autocorrelation {
namespace space_time_gi_test {

weights::SpatialWeights grid_of(std::int32_t rows, std::int32_t columns) {
  std::vector<weights::GridCell> cells;
  for (std::int32_t r = 0; r < rows; ++r) {
    for (std::int32_t c = 0; c < columns; ++c) cells.push_back({r, c});
  }
  return weights::grid_contiguity(cells, weights::GridKind::square_queen);
}

// One bin after the other, from the table of the header and all ways to choose as many bins.
struct PlainBin {
  double z;
  double p;
  double own_z;
};

struct PlainSum {
  double z;
  std::vector<double> chosen_from;
  double seen;
  int draws;
};

PlainSum plain_sum(const std::vector<double>& window, const std::vector<double>& around) {
  const auto n = static_cast<double>(window.size());
  const auto k = static_cast<double>(around.size());
  double mean = 0.0;
  for (const double x : window) mean += x / n;
  double variance = 0.0;
  for (const double x : window) variance += (x - mean) * (x - mean) / n;
  double sum = 0.0;
  for (const double x : around) sum += x;
  const double z = (sum - k * mean) / std::sqrt(variance * (n * k - k * k) / (n - 1.0));
  return {z, window, sum, static_cast<int>(around.size())};
}

double plain_p(const PlainSum& sum) {
  double all = 0.0;
  double above = 0.0;
  double below = 0.0;
  const std::size_t n = sum.chosen_from.size();
  for (std::uint32_t chosen = 0; chosen < (1U << n); ++chosen) {
    if (std::popcount(chosen) != sum.draws) continue;
    double s = 0.0;
    for (std::size_t j = 0; j < n; ++j) s += (chosen >> j & 1U) != 0 ? sum.chosen_from[j] : 0.0;
    all += 1.0;
    above += s >= sum.seen ? 1.0 : 0.0;
    below += s <= sum.seen ? 1.0 : 0.0;
  }
  return std::min(1.0, 2.0 * std::min(above, below) / all);
}

std::vector<double> plain_values(const Cube& cube, bool rates) {
  std::vector<double> values;
  for (std::size_t t = 0; t < cube.periods(); ++t) {
    for (std::size_t i = 0; i < cube.sites; ++i) {
      const auto count = static_cast<double>(cube.counts[cube.bin(t, i)]);
      values.push_back(rates ? std::round(10.0 * count / (cube.days[t] / 30.0)) : count);
    }
  }
  return values;
}

PlainBin plain_bin(const Cube& cube, const weights::SpatialWeights& neighbours, TimeWindow kind,
                   bool rates, std::size_t t, std::size_t i) {
  const std::vector<double> values = plain_values(cube, rates);
  const auto value = [&](std::size_t period, std::size_t site) {
    return values[cube.bin(period, site)];
  };
  const std::size_t first = kind == TimeWindow::cube                     ? 0
                            : kind == TimeWindow::neighbourhood && t > 0 ? t - 1
                                                                         : t;
  const std::size_t last = kind == TimeWindow::cube ? cube.periods() - 1 : t;
  std::vector<double> window, around, own;
  for (std::size_t s = first; s <= last; ++s) {
    for (std::size_t j = 0; j < cube.sites; ++j) {
      window.push_back(value(s, j));
      const bool near = j == i || neighbours.weight(i, static_cast<weights::Site>(j)) > 0.0;
      const bool now = s == t;
      const bool then = kind != TimeWindow::step && s + 1 == t;
      if (near && (now || then)) around.push_back(value(s, j));
      if (near && now) own.push_back(value(s, j));
    }
  }
  const PlainSum sum = plain_sum(window, around);
  return {sum.z, plain_p(sum), plain_sum(window, own).z};
}

Cube random_cube(std::size_t sites, std::size_t periods, bool same_days, double mean,
                 std::uint32_t seed) {
  Cube cube{sites, {}, {}};
  Random random(seed, Stream::test, 71);
  const stats::PoissonDraw draw(mean);
  for (std::size_t t = 0; t < periods; ++t) {
    cube.days.push_back(same_days ? 30.0 : 28.0 + static_cast<double>(t % 3));
    for (std::size_t i = 0; i < sites; ++i) cube.counts.push_back(draw(random));
  }
  return cube;
}

TEST_CASE("space_time_gi: every window, bin by bin", "[brute]") {
  const auto kind = GENERATE(TimeWindow::step, TimeWindow::neighbourhood, TimeWindow::cube);
  const bool same_days = GENERATE(true, false);
  const weights::SpatialWeights neighbours = grid_of(1, 5);
  for (std::uint32_t seed = 1; seed <= 12; ++seed) {
    const Cube cube = random_cube(5, 3, same_days, 2.0, seed);
    const auto found = space_time_gi(cube, neighbours, {.window = kind});
    REQUIRE(found);
    CHECK(found->evidence.exact);
    const bool rates = kind != TimeWindow::step && !same_days;
    CHECK(found->of_rates == rates);
    for (std::size_t t = 0; t < 3; ++t) {
      std::vector<double> p;
      for (std::size_t i = 0; i < 5; ++i) {
        const PlainBin plain = plain_bin(cube, neighbours, kind, rates, t, i);
        const std::size_t b = cube.bin(t, i);
        INFO("seed " << seed << " period " << t << " site " << i);
        REQUIRE(std::abs(found->z_score[b] - plain.z) < 1e-9);
        REQUIRE(std::abs(found->own_z[b] - plain.own_z) < 1e-9);
        p.push_back(plain.p);
      }
      const auto q = stats::benjamini_hochberg(p);
      for (std::size_t i = 0; i < 5; ++i) {
        const std::size_t b = cube.bin(t, i);
        REQUIRE(std::abs(found->q_value[b] - q[i]) < 1e-9);
        REQUIRE(found->bin[b] == gi_class(q[i], found->z_score[b] > 0.0));
      }
    }
  }
}

// A month recorded twice as fully everywhere: nothing for a step, all hot for the others.
TEST_CASE("space_time_gi: a step does not see what changes everywhere", "[property]") {
  const weights::SpatialWeights neighbours = grid_of(12, 12);
  Cube cube = random_cube(144, 12, true, 4.0, 5);
  Cube doubled = cube;
  for (std::size_t b = cube.bin(6, 0); b < cube.counts.size(); ++b) doubled.counts[b] *= 3;
  const auto spots = [&](const Cube& of, TimeWindow kind) {
    const auto found = space_time_gi(of, neighbours, {.window = kind});
    REQUIRE(found);
    return std::ranges::count_if(found->bin, [](std::int64_t bin) { return bin != 0; });
  };
  CHECK(spots(cube, TimeWindow::step) == spots(doubled, TimeWindow::step));
  CHECK(spots(doubled, TimeWindow::cube) > 144 * 6);
}

// In the window of all periods own_z rises with the whole-number sum around a cell: sums that are
// equal must not differ in the last bits, or a test for a trend takes them for rises and falls.
TEST_CASE("space_time_gi: equal sums of two periods are ties", "[property]") {
  constexpr std::size_t sites = 25;
  const weights::SpatialWeights neighbours = grid_of(5, 5);
  const Cube cube = random_cube(sites, 14, true, 1.3, 21);
  const auto found = space_time_gi(cube, neighbours, {.window = TimeWindow::cube});
  REQUIRE(found);
  int ties = 0;
  for (std::size_t i = 0; i < sites; ++i) {
    std::vector<std::int64_t> sums;
    for (std::size_t t = 0; t < cube.periods(); ++t) {
      std::int64_t sum = 0;
      for (std::size_t j = 0; j < sites; ++j) {
        const bool near = j == i || neighbours.weight(i, static_cast<weights::Site>(j)) > 0.0;
        sum += near ? cube.counts[cube.bin(t, j)] : 0;
      }
      sums.push_back(sum);
    }
    for (std::size_t t = 0; t < cube.periods(); ++t) {
      for (std::size_t u = 0; u < t; ++u) {
        const double z = found->own_z[cube.bin(t, i)];
        const double w = found->own_z[cube.bin(u, i)];
        CHECK((sums[t] < sums[u]) == (z < w));
        CHECK((sums[t] > sums[u]) == (z > w));
        ties += sums[t] == sums[u] ? 1 : 0;
      }
    }
  }
  CHECK(ties > 100);
}

TEST_CASE("space_time_gi: bins without a value are left out", "[edge]") {
  const weights::SpatialWeights neighbours = grid_of(1, 6);
  const auto kind = GENERATE(TimeWindow::step, TimeWindow::neighbourhood, TimeWindow::cube);
  Cube cube = random_cube(6, 3, true, 2.0, 9);
  cube.counts[cube.bin(1, 2)] = table::null_integer;
  const auto found = space_time_gi(cube, neighbours, {.window = kind});
  REQUIRE(found);
  const std::size_t hole = cube.bin(1, 2);
  CHECK(found->bin[hole] == table::null_integer);
  CHECK(std::isnan(found->z_score[hole]));
  CHECK(std::isnan(found->own_z[hole]));
  for (std::size_t b = 0; b < cube.counts.size(); ++b) {
    if (b != hole) CHECK(found->bin[b] != table::null_integer);
  }
}

TEST_CASE("space_time_gi: a period in which nothing happened has no spot", "[edge]") {
  const weights::SpatialWeights neighbours = grid_of(3, 3);
  Cube cube = random_cube(9, 3, true, 2.0, 4);
  for (std::size_t i = 0; i < 9; ++i) cube.counts[cube.bin(1, i)] = 0;
  const auto found = space_time_gi(cube, neighbours);
  REQUIRE(found);
  for (std::size_t i = 0; i < 9; ++i) {
    CHECK(found->bin[cube.bin(1, i)] == 0);
    CHECK(found->z_score[cube.bin(1, i)] == 0.0);
    CHECK(found->q_value[cube.bin(1, i)] == 1.0);
  }
  CHECK_FALSE(space_time_gi({2, {1, 2, 3, 4}, {30.0, 30.0}}, grid_of(1, 2)));
}

}  // namespace space_time_gi_test
}  // namespace hotward::autocorrelation
