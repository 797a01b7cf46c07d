// Do rank intervals, P(top 5) and the share of the top five hold what they say, where counts vary
// as real ones do? 22 areas with populations and rates like Medway's wards, the counts
// gamma-Poisson with phi times their mean as variance, phi known.
//
// The seeds are fixed, so this passes always or never. A range is due to hold 93% of the time, and
// 90% where the program says "nine times in ten"; bounds lie 2.33 standard errors of 400 sets
// below, so that of a hundred seeds one would fail by chance.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "engine/methods/ranking/rank_interval.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/overdispersed.hpp"

namespace hotward::ranking {
namespace rank_calibration_test {

constexpr int top = 5;

struct Asked {
  double incidents;
  double phi;
  double spread;  ///< of the logarithm of the rates; 0: equal areas
  int sets;
  bool as_poisson = false;
  std::size_t areas = 22;
  bool far_out = false;  ///< one area in twenty has three times the others' rate
};

struct Truth {
  std::vector<std::string> codes;
  std::vector<double> people;
  std::vector<double> expected;
};

Truth truth_of(Random& random, const Asked& asked) {
  Truth truth;
  for (std::size_t i = 0; i < asked.areas; ++i) {
    truth.codes.push_back("E" + std::to_string(5002249 + i));
    truth.people.push_back(asked.spread > 0.0 ? 5000.0 + random.below(14000) : 10000.0);
    const double times = asked.far_out && 20 * i < asked.areas ? 3.0 : 1.0;
    truth.expected.push_back(truth.people.back() * std::exp(asked.spread * random.normal()) *
                             times);
  }
  const double all = std::accumulate(truth.expected.begin(), truth.expected.end(), 0.0);
  for (double& e : truth.expected) e *= asked.incidents / all;
  return truth;
}

double share_of(const std::vector<double>& of, const std::vector<double>& ordered_by,
                const std::vector<double>& people) {
  std::vector<std::size_t> order(of.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::ranges::greater{},
                           [&](std::size_t i) { return ordered_by[i] / people[i]; });
  double sum = 0.0;
  for (int k = 0; k < top; ++k) sum += of[order[static_cast<std::size_t>(k)]];
  return sum / std::accumulate(of.begin(), of.end(), 0.0);
}

struct Held {
  double ranks = 0.0;     ///< share of true ranks in their interval
  double share = 0.0;     ///< of true shares in theirs
  double bias = 0.0;      ///< of the corrected share
  double width = 0.0;     ///< of its range
  bool few = false;       ///< the program says that it holds nine times in ten
  double likely = 0.0;    ///< P(top 5) said, of those above 0.8, less how often it was so
  double unlikely = 0.0;  ///< of those between 0.05 and 0.3
};

Held held_by(const Asked& asked) {
  Held held;
  const double phi = asked.phi;
  const int sets = asked.sets;
  const std::size_t areas = asked.areas;
  double said[2] = {}, was[2] = {}, number[2] = {};
  for (int set = 0; set < sets; ++set) {
    Random random(1, Stream::test, 83, static_cast<std::uint32_t>(set));
    const Truth truth = truth_of(random, asked);
    std::vector<std::int64_t> counts;
    for (const double e : truth.expected) counts.push_back(overdispersed_count(random, e, phi));
    const auto r =
        rank_interval({truth.codes, counts, truth.people}, {.draws = 200,
                                                            .top = top,
                                                            .phi = asked.as_poisson ? 1.0 : phi,
                                                            .shrink = !asked.as_poisson});
    REQUIRE(r);
    const std::vector<double> seen(counts.begin(), counts.end());
    const double share = share_of(truth.expected, seen, truth.people);
    const auto& limits = r->top_share.interval;
    held.share += (limits.lower <= share && share <= limits.upper) / static_cast<double>(sets);
    held.bias += (r->top_share.corrected - share) / sets;
    held.width += (limits.upper - limits.lower) / sets;
    held.few = r->few();
    for (std::size_t i = 0; i < areas; ++i) {
      const double rate = truth.expected[i] / truth.people[i];
      int rank = 1;
      for (std::size_t j = 0; j < areas; ++j) rank += truth.expected[j] / truth.people[j] > rate;
      held.ranks +=
          (r->lower[i] <= rank && rank <= r->upper[i]) / (sets * static_cast<double>(areas));
      const double p = r->p_top[i];
      const int bin = p > 0.8 ? 0 : p > 0.05 && p < 0.3 ? 1 : -1;
      if (bin < 0) continue;
      said[bin] += p;
      was[bin] += rank <= top;
      ++number[bin];
    }
  }
  held.likely = number[0] > 0 ? (said[0] - was[0]) / number[0] : 0.0;
  held.unlikely = number[1] > 0 ? (said[1] - was[1]) / number[1] : 0.0;
  return held;
}

double least_held(const Held& held, int sets) {
  const double due = held.few ? 0.90 : 0.93;
  return due - 2.33 * std::sqrt(due * (1.0 - due) / sets);
}

TEST_CASE("rank_interval: holds its levels on counts that vary more than Poisson's",
          "[statistical]") {
  const double incidents = GENERATE(300.0, 1900.0, 5600.0);
  const double phi = GENERATE(1.0, 3.0);
  constexpr int sets = 400;
  const Held held = held_by({incidents, phi, 0.5, sets});
  INFO("incidents " << incidents << ", phi " << phi << ": ranks " << held.ranks << ", share "
                    << held.share << ", bias " << held.bias << ", width " << held.width
                    << ", P above 0.8 " << held.likely << ", P of 0.05 to 0.3 " << held.unlikely);
  // Ranks are whole numbers: an interval holds more than it says, never less.
  CHECK(held.ranks > 0.94);
  CHECK(held.few == (incidents < 1000.0));
  CHECK(held.share > least_held(held, sets));
  // A range that is off by 0.42 of a standard error (its width over 3.92) holds 93%, by 0.72 90%.
  CHECK(std::abs(held.bias) < (held.few ? 0.72 : 0.42) * held.width / 3.92 + 0.002);
  CHECK(std::abs(held.likely) < 0.05);
  CHECK(std::abs(held.unlikely) < 0.05);
}

TEST_CASE("rank_interval: of equal areas the five picked hold no more than theirs",
          "[statistical]") {
  const double incidents = GENERATE(300.0, 5600.0);
  const double phi = GENERATE(1.0, 3.0);
  constexpr int sets = 400;
  const Held held = held_by({incidents, phi, 0.0, sets});
  INFO("incidents " << incidents << ", phi " << phi << ": share " << held.share << ", bias "
                    << held.bias << ", width " << held.width);
  // The lowest share there can be: what is uncertain lies all above it, and the mean with it, but
  // never further than the range reaches.
  CHECK(held.bias < held.width / 2.0);
  CHECK(held.share > least_held(held, sets));
}

// Rates with a longer tail than the gamma law's: lognormal ones, and a few areas far above the
// others. With a gamma law alone the range holds 87% and 32%.
TEST_CASE("rank_interval: areas that stand far out are not drawn too far", "[statistical]") {
  const bool far_out = GENERATE(false, true);
  const Asked asked{.incidents = 5600.0,
                    .phi = 3.0,
                    .spread = far_out ? 0.3 : 0.5,
                    .sets = 200,
                    .areas = 160,
                    .far_out = far_out};
  const Held held = held_by(asked);
  INFO("share " << held.share << ", bias " << held.bias << ", width " << held.width << ", ranks "
                << held.ranks);
  CHECK(held.few);
  // Of areas far out it holds about 88% (a standard error of 2.3), which docs/calibration.md tells.
  CHECK(held.share > (far_out ? 0.80 : least_held(held, asked.sets)));
  CHECK(held.ranks > 0.93);
}

// What stands without: the fault that the above is the cure of.
TEST_CASE("rank_interval: Poisson's limits do not hold such counts", "[statistical]") {
  const Held held = held_by({1900.0, 3.0, 0.5, 60, true});
  INFO("ranks " << held.ranks << ", share " << held.share << ", P above 0.8 " << held.likely);
  CHECK(held.ranks < 0.92);
  CHECK(held.share < 0.85);
}

}  // namespace rank_calibration_test
}  // namespace hotward::ranking
