#include "engine/methods/scan/null_maxima.hpp"

#include <cmath>

#include "engine/core/parallel.hpp"
#include "engine/methods/scan/best_zones.hpp"
#include "engine/methods/scan/narrow_maps.hpp"
#include "tests/methods/scan/brute_scan.hpp"
#include "tests/methods/scan/scan_maps.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/threads.hpp"

namespace hotward::scan {
namespace null_maxima_test {

struct Variant {
  Model model = Model::poisson;
  Rates rates = Rates::high;
  Shape shape = Shape::circle;
  std::size_t periods = 1;
  bool prospective = false;
  std::int32_t largest = 12;  // count of a site
  std::int32_t least = 0;     // likewise; then the measure is about as even as the counts
};

ScanProblem problem_of(const ScanMap& map, const Variant& v) {
  ScanProblem problem;
  Random random(21, Stream::test);
  problem.at = map.at;
  problem.centres = map.at;
  problem.population = problem.weight = map.population;
  for (const double p : map.population) problem.largest_weight += 0.5 * p;
  problem.periods = v.periods;
  problem.windows.clear();
  for (std::uint32_t first = 0; first < v.periods; ++first) {
    for (std::uint32_t last = first; last < v.periods; ++last) {
      if (last - first + 1 > std::max<std::size_t>(1, v.periods / 2)) continue;
      if (!v.prospective || last + 1 == v.periods) problem.windows.push_back({first, last});
    }
  }
  problem.layouts = layouts(v.shape, Penalty::strong);
  double cases = 0.0;
  double measure = 0.0;
  for (std::size_t k = 0; k < map.at.size() * v.periods; ++k) {
    const auto c = v.least + static_cast<std::int32_t>(
                                 random.below(static_cast<std::uint32_t>(v.largest - v.least)));
    const double m = v.model == Model::bernoulli ? v.largest + static_cast<double>(random.below(30))
                     : v.least > 0               ? v.least + 20.0 * random.uniform()
                                                 : 0.1 + 20.0 * random.uniform();
    problem.cases.push_back(c);
    problem.measure.push_back(m);
    cases += c;
    measure += m;
  }
  if (v.model == Model::poisson) {
    for (double& m : problem.measure) m *= cases / measure;
    measure = cases;
  }
  problem.likelihood = Likelihood({v.model, v.rates, cases, measure, 2});
  return problem;
}

// Moves cases about without changing their number, and keeps each below what a site may hold.
MakeDraw shuffled_cases(const ScanProblem& problem) {
  return [&problem] {
    return [&problem](std::uint32_t replicate, std::span<std::int32_t> cases) {
      Random random(5, Stream::test, 1, replicate);
      std::ranges::copy(problem.cases, cases.begin());
      for (std::size_t k = cases.size(); k > 1; --k) {
        std::swap(cases[k - 1], cases[random.below(static_cast<std::uint32_t>(k))]);
      }
    };
  };
}

void check_against_brute(const ScanProblem& problem, std::uint32_t maps) {
  const auto maxima = null_maxima(problem, shuffled_cases(problem), {3, maps});
  REQUIRE(maxima);
  REQUIRE(maxima->size() == maps);
  const DrawMap draw = shuffled_cases(problem)();
  std::vector<std::int32_t> cases(problem.cases.size());
  for (std::uint32_t k = 0; k < maps; ++k) {
    draw(3 + k, cases);
    const double brute = brute_maximum(problem, cases);
    INFO("map " << k << ": " << (*maxima)[k] << ", plain " << brute);
    // Terms of the size of C ln C cancel: below 10^6 here, times 2^-52 times a few operations.
    CHECK(std::abs((*maxima)[k] - brute) <= 1e-9 * std::max(1.0, brute));
  }
  double best = 0.0;
  for (const Candidate& c : best_zones(problem).candidates) best = std::max(best, c.statistic);
  const double brute = brute_maximum(problem, problem.cases);
  CHECK(std::abs(best - brute) <= 1e-9 * std::max(1.0, brute));
}

TEST_CASE("null_maxima: circles, on maps that hurt", "[brute]") {
  const auto how = GENERATE(Arrangement::random, Arrangement::line, Arrangement::circle,
                            Arrangement::grid, Arrangement::one_far, Arrangement::pairs);
  const auto model = GENERATE(Model::poisson, Model::bernoulli);
  const auto rates = GENERATE(Rates::high, Rates::low, Rates::both);
  const ScanMap map = arranged_map(how, 37, 2);
  check_against_brute(problem_of(map, {.model = model, .rates = rates}), 70);
}

TEST_CASE("null_maxima: more lists than a tile, more maps than a block", "[brute]") {
  const ScanMap map = arranged_map(Arrangement::random, 150, 2);
  check_against_brute(problem_of(map, {.rates = Rates::both}), 130);
}

TEST_CASE("null_maxima: ellipses with a penalty", "[brute]") {
  const auto rates = GENERATE(Rates::high, Rates::both);
  const ScanMap map = arranged_map(GENERATE(Arrangement::random, Arrangement::pairs), 20, 6);
  check_against_brute(problem_of(map, {.rates = rates, .shape = Shape::ellipse}), 20);
}

// 37 sites of up to 2,600 and 9,000 cases: many are further than a byte from what is expected.
TEST_CASE("null_maxima: counts too large for a byte", "[brute]") {
  const auto largest = GENERATE(2600, 9000);
  const auto rates = GENERATE(Rates::high, Rates::low, Rates::both);
  const ScanMap map = arranged_map(Arrangement::random, 37, 2);
  const ScanProblem problem = problem_of(map, {.rates = rates, .largest = largest});
  check_against_brute(problem, 40);
}

// 150 sites of 2,000 to 2,040 cases: a byte holds what each has above the expected, though a zone
// has a hundred thousand.
TEST_CASE("null_maxima: large counts near what is expected", "[brute]") {
  const auto rates = GENERATE(Rates::high, Rates::low, Rates::both);
  const ScanMap map = arranged_map(Arrangement::random, 150, 2);
  const ScanProblem problem = problem_of(map, {.rates = rates, .largest = 2040, .least = 2000});
  CHECK(NarrowMaps(problem, shuffled_cases(problem), 0, 70).fit());
  check_against_brute(problem, 70);
}

TEST_CASE("NarrowMaps: a site reaches as far as any map does", "[brute]") {
  const ScanMap map = arranged_map(Arrangement::random, 150, 2);
  const ScanProblem problem = problem_of(map, {.largest = 2040, .least = 2000});
  const NarrowMaps maps(problem, shuffled_cases(problem), 0, 70);
  std::vector<std::uint8_t> expected(problem.cases.size(), 0);
  std::vector<std::int32_t> cases(problem.cases.size());
  for (std::uint32_t replicate = 0; replicate < 70; ++replicate) {
    shuffled_cases(problem)()(replicate, cases);
    for (std::size_t site = 0; site < cases.size(); ++site) {
      const auto reach = static_cast<std::uint8_t>(std::abs(cases[site] - maps.base()[site]));
      expected[site] = std::max(expected[site], reach);
    }
  }
  CHECK(std::ranges::equal(maps.reach(), expected));
}

// As large, but 400 sites on a line, each of the first half 120 above what is expected: a zone of
// 300 of them leaves 16 bits.
TEST_CASE("null_maxima: sums that leave 16 bits", "[brute]") {
  ScanProblem problem = problem_of(arranged_map(Arrangement::line, 640, 2),
                                   {.rates = Rates::both, .largest = 2001, .least = 2000});
  const std::size_t n = problem.cases.size();
  for (std::size_t k = 0; k < n; ++k) problem.measure[k] = 2000.0;
  const MakeDraw draw = [n] {
    return [n](std::uint32_t replicate, std::span<std::int32_t> cases) {
      for (std::size_t k = 0; k < n; ++k) {
        const bool first_half = 2 * k < n;
        cases[k] = first_half == (replicate % 2 == 0) ? 2120 : 1880;
      }
    };
  };
  REQUIRE(NarrowMaps(problem, draw, 0, 3).fit());
  const auto maxima = null_maxima(problem, draw, {0, 3});
  REQUIRE(maxima);
  std::vector<std::int32_t> cases(n);
  for (std::uint32_t k = 0; k < 3; ++k) {
    draw()(k, cases);
    const double brute = brute_maximum(problem, cases);
    CHECK(std::abs((*maxima)[k] - brute) <= 1e-9 * brute);
  }
}

TEST_CASE("null_maxima: windows of time", "[brute]") {
  const auto rates = GENERATE(Rates::high, Rates::low, Rates::both);
  const auto prospective = GENERATE(false, true);
  const auto shape = GENERATE(Shape::circle, Shape::ellipse);
  const std::uint32_t n = shape == Shape::circle ? 24 : 9;
  const ScanMap map = arranged_map(Arrangement::random, n, 6);
  check_against_brute(
      problem_of(map, {.rates = rates, .shape = shape, .periods = 7, .prospective = prospective}),
      40);
}

TEST_CASE("null_maxima: the same at any number of threads", "[property]") {
  const auto periods = GENERATE(std::size_t{1}, std::size_t{5});
  const ScanMap map = arranged_map(Arrangement::random, 140, 2);
  const ScanProblem problem = problem_of(map, {.rates = Rates::both, .periods = periods});
  set_thread_count(1);
  const auto one = null_maxima(problem, shuffled_cases(problem), {0, 150});
  set_thread_count(4);
  const auto four = null_maxima(problem, shuffled_cases(problem), {0, 150});
  set_thread_count(0);
  REQUIRE(one);
  REQUIRE(four);
  CHECK(*one == *four);
}

}  // namespace null_maxima_test
}  // namespace hotward::scan
