// The Bernoulli and the two space-time scans, end to end; and all of them under their null.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/core/parallel.hpp"
#include "engine/methods/scan/bernoulli_scan.hpp"
#include "engine/methods/scan/inference.hpp"
#include "engine/methods/scan/poisson_scan.hpp"
#include "engine/methods/scan/space_time_scan.hpp"
#include "engine/stats/multinomial_draw.hpp"
#include "tests/methods/scan/scan_maps.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/threads.hpp"

namespace hotward::scan {
namespace model_scan_test {

/// A 6 by 6 grid over 8 periods, with an excess planted in four sites from period 5 to 6.
struct SpaceTimeMap {
  ScanMap map;
  std::vector<std::int64_t> cases;
  static constexpr std::size_t periods = 8;

  explicit SpaceTimeMap(std::uint64_t seed, bool planted = true) {
    map = arranged_map(Arrangement::grid, 36, seed);
    std::ranges::fill(map.population, 100.0);
    Random random(seed, Stream::test, 3);
    for (std::size_t i = 0; i < 36; ++i) {
      for (std::size_t t = 0; t < periods; ++t) {
        const bool inside = (i == 14 || i == 15 || i == 20 || i == 21) && (t == 5 || t == 6);
        cases.push_back(random.below(4) + (planted && inside ? 9 : 0));
      }
    }
  }
  [[nodiscard]] SpaceTimeInput input() const {
    return {map.sites(), cases, periods, map.population, {}, {}, {}};
  }
};

TEST_CASE("bernoulli_scan: a planted share is found, with its numbers", "[property]") {
  ScanMap map = arranged_map(Arrangement::grid, 36, 1);
  std::vector<std::int64_t> controls(36, 20);
  std::ranges::fill(map.cases, 10);
  for (const std::size_t i : {7U, 8U, 13U, 14U}) map.cases[i] = 30;
  const std::vector<geometry::Point> centres{{0.15, 0.15}, {0.35, 0.35}};
  auto sites = map.sites();
  sites.centres = centres;  // the first in the middle of the four
  const auto result = bernoulli_scan({sites, map.cases, controls});
  REQUIRE(result);
  const Cluster& c = result->clusters[0];
  CHECK(c.p == 0.001);
  CHECK(c.members == std::vector<std::uint32_t>{7, 8, 13, 14});
  double individuals = 0.0;
  for (const std::uint32_t i : c.members) {
    individuals += static_cast<double>(map.cases[i] + controls[i]);
  }
  const double cases = 32.0 * 10 + 4 * 30;
  CHECK(c.population == individuals);
  CHECK(std::abs(c.expected - cases * individuals / (cases + 36 * 20)) < 1e-9);
}

TEST_CASE("bernoulli_scan: rare cases are as good as Poisson", "[property]") {
  // With N = 10,000 C the two ratios differ by terms of order C / N.
  ScanMap map = arranged_map(Arrangement::random, 40, 3);
  std::ranges::fill(map.population, 0.0);
  std::vector<std::int64_t> controls;
  for (std::size_t i = 0; i < 40; ++i) {
    controls.push_back(50000 - map.cases[i]);
    map.population[i] = 50000.0;
  }
  const auto a = bernoulli_scan({map.sites(), map.cases, controls}, {.replications = 0});
  const auto b = poisson_scan({map.sites(), map.cases, map.population}, {.replications = 0});
  REQUIRE(a);
  REQUIRE(b);
  CHECK(a->clusters[0].members == b->clusters[0].members);
  CHECK(std::abs(a->clusters[0].llr / b->clusters[0].llr - 1.0) < 1e-3);
}

TEST_CASE("space_time_poisson_scan: finds where and since when", "[property]") {
  const SpaceTimeMap m(2);
  const auto result = space_time_poisson_scan(m.input(), {.scan = {.replications = 199}});
  REQUIRE(result);
  const Cluster& c = result->clusters[0];
  CHECK(c.p == 1.0 / 200.0);
  CHECK(c.start == 5);
  CHECK(c.end == 6);
  CHECK(std::ranges::count_if(c.members, [](std::uint32_t i) {
          return i == 14 || i == 15 || i == 20 || i == 21;
        }) >= 3);
  CHECK(c.population == 100.0 * static_cast<double>(c.members.size()));
  // Equal people and periods: E = C x share of sites x share of time.
  const auto total = static_cast<double>(result->cases);
  CHECK(std::abs(c.expected - total * static_cast<double>(c.members.size()) / 36.0 * 2.0 / 8.0) <
        1e-9);
}

TEST_CASE("space_time_poisson_scan: longer periods expect more", "[property]") {
  const SpaceTimeMap m(2);
  auto input = m.input();
  const std::vector<double> days{31, 28, 31, 30, 31, 30, 31, 31};
  input.period_length = days;
  const auto result = space_time_poisson_scan(input, {.scan = {.replications = 0}});
  REQUIRE(result);
  const Cluster& c = result->clusters[0];
  double share = 0.0;
  for (auto t = static_cast<std::size_t>(c.start); t <= static_cast<std::size_t>(c.end); ++t) {
    share += days[t] / 243.0;
  }
  CHECK(std::abs(c.expected - static_cast<double>(result->cases) *
                                  static_cast<double>(c.members.size()) / 36.0 * share) < 1e-9);
}

TEST_CASE("space_time_permutation_scan: margins stand in for people", "[property]") {
  const SpaceTimeMap m(3);
  const auto result = space_time_permutation_scan({m.map.sites(), m.cases, SpaceTimeMap::periods},
                                                  {.scan = {.replications = 199}});
  REQUIRE(result);
  const Cluster& c = result->clusters[0];
  CHECK(c.p == 1.0 / 200.0);
  CHECK(c.start == 5);
  CHECK(c.end == 6);
  double in_zone = 0.0;
  double in_window = 0.0;
  for (std::size_t k = 0; k < m.cases.size(); ++k) {
    const auto n = static_cast<double>(m.cases[k]);
    const auto t = static_cast<std::int32_t>(k % SpaceTimeMap::periods);
    const auto site = static_cast<std::uint32_t>(k / SpaceTimeMap::periods);
    if (std::ranges::count(c.members, site) > 0) in_zone += n;
    if (t >= c.start && t <= c.end) in_window += n;
  }
  CHECK(std::abs(c.expected - in_zone * in_window / static_cast<double>(result->cases)) < 1e-9);
  CHECK(std::isnan(c.population));
}

TEST_CASE("space-time scans: no window reaches across a break", "[property]") {
  const SpaceTimeMap m(3);
  const std::vector<std::uint32_t> breaks{2, 6};
  SpaceTimeInput input = m.input();
  input.breaks = breaks;
  for (const bool permutation : {false, true}) {
    const SpaceTimeOptions options{.scan = {.replications = 99}};
    const auto result = permutation ? space_time_permutation_scan(input, options)
                                    : space_time_poisson_scan(input, options);
    REQUIRE(result);
    REQUIRE_FALSE(result->clusters.empty());
    for (const Cluster& c : result->clusters) {
      for (const std::uint32_t gap : breaks) {
        const auto before = static_cast<std::int32_t>(gap);
        CHECK((c.end < before || c.start >= before));
      }
    }
    // The excess of periods 5 and 6 is found on either side of the gap alone.
    CHECK(result->clusters[0].start == result->clusters[0].end);
  }
}

TEST_CASE("space_time_permutation_scan: a place busy throughout is no cluster", "[property]") {
  SpaceTimeMap m(4, false);
  for (std::size_t t = 0; t < SpaceTimeMap::periods; ++t)
    m.cases[14 * SpaceTimeMap::periods + t] += 40;
  const auto permutation = space_time_permutation_scan(
      {m.map.sites(), m.cases, SpaceTimeMap::periods}, {.scan = {.replications = 99}});
  const auto poisson = space_time_poisson_scan(m.input(), {.scan = {.replications = 99}});
  REQUIRE(permutation);
  REQUIRE(poisson);
  CHECK(permutation->clusters[0].p > 0.05);
  CHECK(poisson->clusters[0].p == 0.01);
}

TEST_CASE("space-time scans: prospective clusters are alive, and windows are bounded",
          "[property]") {
  const SpaceTimeMap m(5);
  const auto alive = space_time_poisson_scan(
      m.input(), {.scan = {.replications = 19}, .max_window = 3, .prospective = true});
  REQUIRE(alive);
  for (const Cluster& c : alive->clusters) {
    CHECK(c.end == 7);
    CHECK(c.end - c.start < 3);
  }
  const auto brief =
      space_time_poisson_scan(m.input(), {.scan = {.replications = 19}, .max_window = 1});
  REQUIRE(brief);
  for (const Cluster& c : brief->clusters) CHECK(c.start == c.end);
}

TEST_CASE("space-time scans: the same for a shuffled map on any number of threads", "[property]") {
  const SpaceTimeMap m(6);
  SpaceTimeMap turned = m;
  std::ranges::reverse(turned.map.at);
  std::ranges::reverse(turned.map.codes);
  for (std::size_t i = 0; i < 36; ++i) {
    std::copy_n(m.cases.begin() + static_cast<std::ptrdiff_t>(8 * i), 8,
                turned.cases.begin() + static_cast<std::ptrdiff_t>(8 * (35 - i)));
  }
  const auto scan = GENERATE(true, false) ? space_time_poisson_scan : space_time_permutation_scan;
  set_thread_count(1);
  const auto one = scan(m.input(), {.scan = {.replications = 99}});
  set_thread_count(4);
  const auto four = scan(turned.input(), {.scan = {.replications = 99}});
  set_thread_count(0);
  REQUIRE(one);
  REQUIRE(four);
  CHECK(one->null_maxima == four->null_maxima);
  REQUIRE(one->clusters.size() == four->clusters.size());
  for (std::size_t k = 0; k < one->clusters.size(); ++k) {
    CHECK(one->clusters[k].llr == four->clusters[k].llr);
    CHECK(one->clusters[k].expected == four->clusters[k].expected);
    CHECK(one->clusters[k].start == four->clusters[k].start);
  }
}

TEST_CASE("the scans say why they cannot answer", "[error]") {
  const SpaceTimeMap m(1);
  auto input = m.input();
  const auto too_long = space_time_poisson_scan(input, {.max_window = 5});
  REQUIRE_FALSE(too_long);
  CHECK(too_long.error().code == ErrorCode::usage);
  CHECK(too_long.error().message == "a window of 5 periods is more than half of the 8 there are");

  const std::vector<std::int64_t> undated(36, 3);
  input.cases = undated;
  input.periods = 1;
  for (const auto& scan : {space_time_poisson_scan, space_time_permutation_scan}) {
    const auto result = scan(input, {});
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::no_data);
    CHECK(result.error().message ==
          "a space-time scan needs incidents with dates in at least 2 periods, got 1");
  }
  const std::vector<std::int64_t> none(36, 0);
  const auto no_controls = bernoulli_scan({m.map.sites(), undated, none});
  REQUIRE_FALSE(no_controls);
  CHECK(no_controls.error().message == "too few controls: a group has at least 1, and there are 0");
  const auto no_cases = bernoulli_scan({m.map.sites(), none, undated});
  REQUIRE_FALSE(no_cases);
  CHECK(no_cases.error().code == ErrorCode::no_data);
}

TEST_CASE("gumbel_of: mean and spread of the maxima", "[oracle]") {
  // A Gumbel law with mu 5 and beta 2 has mean 5 + 0.5772157 x 2 and variance (2 pi)^2 / 6: its
  // quantiles at (k - 1/2) / n have them in the limit; at n = 100,000 to about 1 in 1,000.
  std::vector<double> quantiles;
  for (int k = 0; k < 100000; ++k) {
    quantiles.push_back(5.0 - 2.0 * std::log(-std::log((k + 0.5) / 100000.0)));
  }
  const Gumbel gumbel = gumbel_of(quantiles);
  CHECK(std::abs(gumbel.mu - 5.0) < 0.01);
  CHECK(std::abs(gumbel.beta - 2.0) < 0.01);
  CHECK(std::abs(gumbel.upper_tail(5.0 - 2.0 * std::log(-std::log(0.99))) - 0.01) < 0.001);
  CHECK(std::isnan(gumbel_of(std::vector<double>{3.0}).upper_tail(4.0)));
  CHECK(std::isnan(gumbel_of(std::vector<double>{3.0, 3.0}).upper_tail(4.0)));
}

// Under its null the rank of the seen map among R = 99 random ones is uniform, ties aside, so
// P(p <= a) <= a for a = 0.01, 0.02 … and nearly equal where ties are rare. 400 maps with fixed
// seeds: 4 standard errors are allowed, sqrt(a (1 - a) / 400).
void check_uniform(const std::vector<double>& p) {
  for (const double a : {0.05, 0.1, 0.25, 0.5, 0.75}) {
    const auto below =
        static_cast<double>(std::ranges::count_if(p, [&](double x) { return x <= a + 1e-12; }));
    const auto n = static_cast<double>(p.size());
    INFO("share of p at most " << a << ": " << below / n);
    CHECK(std::abs(below / n - a) < 4.0 * std::sqrt(a * (1.0 - a) / n));
  }
}

constexpr std::uint32_t null_maps = 400;

double p_of(const Result<ScanResult>& result) {
  REQUIRE(result);
  return result->clusters.empty() ? 1.0 : result->clusters[0].p;
}

TEST_CASE("poisson_scan: p is uniform where there is no cluster", "[statistical]") {
  ScanMap map = arranged_map(Arrangement::random, 50, 12);
  const stats::MultinomialDraw multinomial(map.population);
  std::vector<double> p;
  for (std::uint32_t k = 0; k < null_maps; ++k) {
    Random random(77, Stream::test, 0, k);
    std::vector<std::int32_t> cases(map.at.size());
    multinomial.draw(random, 400, cases);
    map.cases.assign(cases.begin(), cases.end());
    p.push_back(p_of(
        poisson_scan({map.sites(), map.cases, map.population}, {.replications = 99, .seed = k})));
  }
  check_uniform(p);
}

TEST_CASE("bernoulli_scan: p is uniform where there is no cluster", "[statistical]") {
  ScanMap map = arranged_map(Arrangement::random, 50, 12);
  std::vector<double> p;
  for (std::uint32_t k = 0; k < null_maps; ++k) {
    Random random(78, Stream::test, 0, k);
    std::vector<std::int64_t> controls(50);
    for (std::size_t i = 0; i < 50; ++i) {  // each of 20 individuals is a case with probability 0.3
      map.cases[i] = 0;
      for (int j = 0; j < 20; ++j) map.cases[i] += random.uniform() < 0.3 ? 1 : 0;
      controls[i] = 20 - map.cases[i];
    }
    p.push_back(
        p_of(bernoulli_scan({map.sites(), map.cases, controls}, {.replications = 99, .seed = k})));
  }
  check_uniform(p);
}

TEST_CASE("space-time scans: p is uniform where there is no cluster", "[statistical]") {
  const bool permutation = GENERATE(false, true);
  const ScanMap map = arranged_map(Arrangement::random, 20, 12);
  constexpr std::size_t periods = 6;
  std::vector<double> weight;
  for (const double people : map.population) weight.insert(weight.end(), periods, people);
  const stats::MultinomialDraw multinomial(weight);
  std::vector<double> p;
  for (std::uint32_t k = 0; k < null_maps; ++k) {
    Random random(79, Stream::test, 0, k);
    std::vector<std::int32_t> drawn(weight.size());
    multinomial.draw(random, 500, drawn);
    const std::vector<std::int64_t> cases(drawn.begin(), drawn.end());
    const SpaceTimeInput input{map.sites(), cases, periods, map.population, {}, {}};
    const SpaceTimeOptions options{.scan = {.replications = 99, .seed = k}};
    p.push_back(p_of(permutation ? space_time_permutation_scan(input, options)
                                 : space_time_poisson_scan(input, options)));
  }
  check_uniform(p);
}

}  // namespace model_scan_test
}  // namespace hotward::scan
