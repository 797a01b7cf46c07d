#include "engine/methods/rates/funnel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "engine/core/random.hpp"
#include "engine/stats/gamma_draw.hpp"
#include "engine/stats/intervals.hpp"
#include "engine/stats/poisson_draw.hpp"
#include "tests/support/close.hpp"
#include "tests/support/shared.hpp"

namespace hotward::rates {
namespace funnel_test {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
using Counts = std::vector<std::int64_t>;
using People = std::vector<double>;

// PHEindicatormethods' own classes of crude rates beside the rate of all together.
TEST_CASE("funnel: PHE's classes of 40 areas", "[oracle]") {
  HOTWARD_NEEDS_SHARED("oracle/rates/testdata_funnel_rate_dsr_inputs.csv");
  const auto rows = read_rows(shared_path("oracle/rates/testdata_funnel_rate_dsr_inputs.csv"));
  REQUIRE(rows.size() > 30);
  Counts counts;
  People people;
  std::vector<std::string> classes;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    counts.push_back(std::stoll(rows[i][0]));
    people.push_back(std::stod(rows[i][2]));
    classes.push_back(rows[i][9]);
  }
  const Funnel found = funnel(counts, people, FunnelSpread::poisson, 100000.0);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const std::string expected = found.side[i] == 2    ? "High (0.001)"
                                 : found.side[i] == 1  ? "High (0.025)"
                                 : found.side[i] == -1 ? "Low (0.025)"
                                 : found.side[i] == -2 ? "Low (0.001)"
                                                       : "Not significant";
    INFO(counts[i] << " of " << people[i]);
    CHECK(expected == classes[i]);
  }
}

// The same by hand: two of each twenty moved inwards, and the mean of the winsorised squares of
// normal numbers by 20,000 draws in another program.
TEST_CASE("funnel: phi of ten areas by hand", "[oracle]") {
  const Counts counts = {80, 90, 100, 110, 120, 95, 105, 100, 60, 140};
  const People people(10, 1000.0);
  const Funnel found = funnel(counts, people);
  // z: -2 -1 0 1 2 -0.5 0.5 0 -4 4; the ends become -2 and 2.
  const double squares = 4 + 1 + 0 + 1 + 4 + 0.25 + 0.25 + 0 + 4 + 4;
  CHECK(found.target == 100.0);
  CHECK(std::abs(found.phi_winsorised - squares / 10.0) < 1e-12);
  CHECK(std::abs(found.phi - squares / 9.0 / 0.7010) < 5e-3);
  CHECK(found.estimated);
  CHECK(std::abs(found.z[9] - 4.0 / std::sqrt(found.phi)) < 1e-12);
}

// Slow: each limit is where an area's own interval, widened by phi, would end at the rate of all;
// or it lies further off, where the other law of that variance has a longer tail.
TEST_CASE("funnel: limits are where the interval of a rate leaves the target", "[slow]") {
  const Counts counts = {8, 130, 95, 300, 260, 41, 77};
  const People people = {900, 10000, 12000, 25000, 18000, 6000, 5000};
  for (const FunnelSpread spread :
       {FunnelSpread::multiplicative, FunnelSpread::additive, FunnelSpread::poisson}) {
    const Funnel found = funnel(counts, people, spread);
    for (std::size_t i = 0; i < counts.size(); ++i) {
      const double phi = found.phi_at(people[i]);
      const auto ends_at = [&](double rate, double level, bool upper) {
        const double count = rate * people[i] / 1000.0 / phi;
        const auto interval = stats::poisson_exact(count, level);
        return (upper ? interval.upper : interval.lower) * phi * 1000.0 / people[i];
      };
      const FunnelLimits& limits = found.limits[i];
      const double above[] = {ends_at(limits.upper_95, 0.95, false) - found.target,
                              ends_at(limits.upper_998, 0.998, false) - found.target};
      double below = 0.0;
      if (limits.lower_998 > 0.0) below = ends_at(limits.lower_998, 0.998, true) - found.target;
      for (const double apart : above) CHECK(apart > -1e-6);
      CHECK(below < 1e-6);
      if (spread == FunnelSpread::poisson) {
        for (const double apart : above) CHECK(apart < 1e-6);
        CHECK(below > -1e-6);
      }
      CHECK(limits.lower_998 <= limits.lower_95);
      CHECK(limits.lower_95 < found.target);
      CHECK(limits.upper_95 < limits.upper_998);
    }
  }
}

// The equation of Paule and Mandel, written out: of six areas none is winsorised.
TEST_CASE("funnel: tau of areas whose true rates differ", "[slow]") {
  const Counts counts = {100, 300, 150, 500, 250, 80};
  const People people = {5000, 9000, 11000, 16000, 14000, 3000};
  const Funnel found = funnel(counts, people, FunnelSpread::additive);
  const double all = 1380.0 / 58000.0;
  double q = 0.0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double rate = static_cast<double>(counts[i]) / people[i];
    q += std::pow(rate - all, 2.0) / (all / people[i] + std::pow(found.tau / 1000.0, 2.0));
  }
  CHECK(found.tau > 0.0);
  CHECK(std::abs(q - 5.0) < 1e-9);
}

TEST_CASE("funnel: another order and larger people are the same", "[property]") {
  const Counts counts = {8, 130, 95, 300, 260, 41, 77};
  const People people = {900, 10000, 12000, 25000, 18000, 6000, 5000};
  const Funnel one = funnel(counts, people);
  Counts turned(counts.rbegin(), counts.rend());
  People people_turned(people.rbegin(), people.rend());
  const Funnel other = funnel(turned, people_turned);
  CHECK(std::abs(one.phi - other.phi) < 1e-12);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    CHECK(one.side[i] == other.side[counts.size() - 1 - i]);
  }
  People tenfold = people;
  for (double& n : tenfold) n *= 10.0;
  const Funnel wide = funnel(counts, tenfold);
  CHECK(std::abs(wide.phi - one.phi) < 1e-9);
  CHECK(wide.side == one.side);
}

// People of 57 authorities, evenly over the logarithm of what there is.
People authorities(std::size_t k) {
  People people;
  for (std::size_t i = 0; i < k; ++i) {
    const double share = static_cast<double>(i) / static_cast<double>(k - 1);
    people.push_back(40000.0 * std::pow(14.0, share));
  }
  return people;
}

struct Outside {
  double of_95 = 0.0;
  double of_998 = 0.0;
  double phi = 0.0;
  double tau = 0.0;
};

// How many of areas that are all alike lie outside. @param phi  times Poisson's variance; @param
// tau  the deviation of true rates, over their mean
Outside outside(std::size_t k, double phi, double tau, FunnelSpread spread, int rounds) {
  Random random(20, Stream::test);
  const People people = authorities(k);
  Outside found;
  for (int round = 0; round < rounds; ++round) {
    Counts counts;
    for (const double n : people) {
      double mean = 0.02 * n;
      if (tau > 0.0) mean *= tau * tau * stats::gamma_draw(random, 1.0 / (tau * tau));
      if (phi > 1.0) mean = (phi - 1.0) * stats::gamma_draw(random, mean / (phi - 1.0));
      counts.push_back(stats::PoissonDraw(mean)(random));
    }
    const Funnel one = funnel(counts, people, spread);
    for (const std::int64_t side : one.side) {
      found.of_95 += side != 0 ? 1.0 : 0.0;
      found.of_998 += std::abs(side) == 2 ? 1.0 : 0.0;
    }
    found.phi += one.phi;
    found.tau += one.tau;
  }
  const double areas = static_cast<double>(k) * rounds;
  return {found.of_95 / areas, found.of_998 / areas, found.phi / rounds, found.tau / rounds};
}

TEST_CASE("funnel: of areas that are alike as few lie outside as should", "[simulation]") {
  using enum FunnelSpread;
  const Outside chance = outside(57, 1.0, 0.0, multiplicative, 600);
  CHECK(chance.of_95 > 0.035);
  CHECK(chance.of_95 < 0.055);
  CHECK(chance.of_998 < 0.004);
  const Outside bunches = outside(57, 3.0, 0.0, multiplicative, 600);
  CHECK(bunches.of_95 > 0.045);
  CHECK(bunches.of_95 < 0.065);
  CHECK(bunches.of_998 < 0.006);
  CHECK(std::abs(bunches.phi - 3.0) < 0.15);
  const Outside few = outside(15, 3.0, 0.0, multiplicative, 2000);
  CHECK(few.of_95 > 0.03);
  CHECK(few.of_95 < 0.06);
  CHECK(few.of_998 < 0.006);
  const Outside unlike = outside(57, 1.0, 0.2, additive, 600);
  CHECK(unlike.of_95 > 0.03);
  CHECK(unlike.of_95 < 0.06);
  CHECK(unlike.of_998 < 0.006);
  INFO("tau 20%: " << 100.0 * unlike.of_95 << "%, " << 100.0 * unlike.of_998 << "%");
  CHECK(std::abs(unlike.tau - 4.0) < 0.2);
  // What the limits of chance alone would make of areas in bunches.
  CHECK(outside(57, 3.0, 0.0, poisson, 200).of_95 > 0.2);
}

TEST_CASE("funnel: three areas that are truly unusual are seen beside fifty-four", "[property]") {
  const People people = authorities(57);
  Counts counts;
  for (std::size_t i = 0; i < people.size(); ++i) {
    const double jitter = i % 2 == 0 ? 1.02 : 0.98;
    const double times = i == 10 || i == 30 ? 1.6 : i == 50 ? 0.5 : jitter;
    counts.push_back(static_cast<std::int64_t>(0.02 * people[i] * times));
  }
  const Funnel found = funnel(counts, people);
  CHECK(found.side[10] == 2);
  CHECK(found.side[30] == 2);
  CHECK(found.side[50] == -2);
  CHECK(std::ranges::count_if(found.side, [](auto side) { return std::abs(side) == 2; }) == 3);
}

TEST_CASE("funnel: edges", "[edge]") {
  // Without people an area is in no sum, and has no limits.
  const Funnel some = funnel(Counts{10, 50, 20, 7}, People{1000, nan, 2000, 0.0});
  CHECK(some.areas == 2);
  CHECK(some.target == 10.0);
  CHECK(std::isnan(some.z[1]));
  CHECK(some.side[3] == table::null_integer);
  CHECK_FALSE(some.estimated);  // of two
  CHECK(some.phi == 1.0);
  // Nothing was counted.
  const Funnel none = funnel(Counts{0, 0, 0, 0, 0, 0}, People(6, 100.0));
  CHECK_FALSE(none.estimated);
  CHECK(std::isnan(none.limits[0].upper_95));
  CHECK(none.side[0] == table::null_integer);
  CHECK(funnel(Counts{}, People{}).areas == 0);
  // All equal: no more than chance, and no less than 1.
  const Funnel equal = funnel(Counts(12, 40), People(12, 1000.0), FunnelSpread::additive);
  CHECK(equal.phi == 1.0);
  CHECK(equal.tau == 0.0);
  CHECK(equal.phi_winsorised == 0.0);
}

}  // namespace funnel_test
}  // namespace hotward::rates
