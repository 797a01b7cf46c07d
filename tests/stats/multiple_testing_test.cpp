#include "engine/stats/multiple_testing.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "engine/core/random.hpp"
#include "tests/support/close.hpp"
#include "tests/support/shared.hpp"

namespace hotward::stats {
namespace multiple_testing_test {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// A step-down reading of the procedure, stopping at the first failure from below, rejects none of
// these; Benjamini and Hochberg reject four: 0.013 <= 4/8 * 0.05.
const std::vector<double> eight = {0.010, 0.011, 0.012, 0.013, 0.2, 0.6, 0.7, 0.9};

TEST_CASE("benjamini_hochberg: four of eight at 5%", "[oracle]") {
  const auto q = benjamini_hochberg(eight);
  CHECK(std::ranges::count_if(q, [](double x) { return x <= 0.05; }) == 4);
  // By hand: 8/4 * 0.013; 8/5 * 0.2; 8/6 * 0.6 = 0.8; 8/7 * 0.7 = 0.8; 0.9.
  check_close(q, {0.026, 0.026, 0.026, 0.026, 0.32, 0.8, 0.8, 0.9}, 1e-15);
}

// p.adjust() of R 4.2.2; 16 digits printed.
TEST_CASE("benjamini_hochberg and bonferroni: R's p.adjust on Columbus", "[oracle]") {
  HOTWARD_NEEDS_SHARED("oracle/programs/columbus.padjust.csv");
  const auto rows = read_rows(shared_path("oracle/programs/columbus.padjust.csv"));
  REQUIRE(rows.size() == 50);
  std::vector<double> p;
  std::vector<double> fdr;
  std::vector<double> bonf;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    p.push_back(std::stod(rows[i][1]));
    fdr.push_back(std::stod(rows[i][2]));
    bonf.push_back(std::stod(rows[i][3]));
  }
  check_close(benjamini_hochberg(p), fdr, 1e-14);
  check_close(bonferroni(p), bonf, 1e-14);
}

TEST_CASE("benjamini_yekutieli: Benjamini-Hochberg times the harmonic sum", "[property]") {
  const auto bh = benjamini_hochberg(eight);
  auto expected = bh;
  const double harmonic = 1 + 1 / 2. + 1 / 3. + 1 / 4. + 1 / 5. + 1 / 6. + 1 / 7. + 1 / 8.;
  for (double& q : expected) q = std::min(1.0, harmonic * q);
  check_close(benjamini_yekutieli(eight), expected, 1e-14);
}

TEST_CASE("adjusted p: order of the tests does not matter", "[property]") {
  Random random(GENERATE(1U, 2U, 3U), Stream::test);
  std::vector<double> p(40);
  for (double& x : p) x = std::floor(random.uniform() * 20.0) / 20.0;  // many ties
  std::vector<double> reversed(p.rbegin(), p.rend());
  for (const auto adjust : {bonferroni, benjamini_hochberg, benjamini_yekutieli}) {
    auto q = adjust(reversed);
    std::ranges::reverse(q);
    check_close(q, adjust(p), 0.0);
  }
}

TEST_CASE("adjusted p: never below p, never above 1, in the order of p", "[property]") {
  Random random(GENERATE(1U, 2U, 3U), Stream::test, 1);
  std::vector<double> p(100);
  for (double& x : p) x = random.uniform();
  for (const auto adjust : {bonferroni, benjamini_hochberg, benjamini_yekutieli}) {
    const auto q = adjust(p);
    for (std::size_t i = 0; i < p.size(); ++i) {
      CHECK(q[i] >= p[i]);
      CHECK(q[i] <= 1.0);
      for (std::size_t j = 0; j < i; ++j) CHECK((p[i] <= p[j] ? q[i] <= q[j] : q[j] <= q[i]));
    }
  }
}

TEST_CASE("adjusted p: a NaN stays one and is no test", "[edge]") {
  check_close(benjamini_hochberg(std::vector<double>{nan, 0.01, nan, 0.04}), {nan, 0.02, nan, 0.04},
              1e-16);
  check_close(bonferroni(std::vector<double>{nan, 0.01, 0.7}), {nan, 0.02, 1.0}, 1e-16);
  check_close(benjamini_yekutieli(std::vector<double>{nan, 0.01}), {nan, 0.01}, 1e-16);
}

TEST_CASE("adjusted p: no test, no answer", "[edge]") {
  CHECK(benjamini_hochberg({}).empty());
  CHECK(bonferroni({}).empty());
  CHECK(benjamini_yekutieli({}).empty());
}

// Under the null every rejection is false. Over 2,000 maps of 50 uniform p-values the chance of any
// is 0.05, its standard error sqrt(0.05 * 0.95 / 2000) = 0.0049; four of them.
TEST_CASE("benjamini_hochberg: false alarms where nothing is there", "[statistical]") {
  int alarms = 0;
  for (std::uint32_t map = 0; map < 2000; ++map) {
    Random random(1, Stream::test, 2, map);
    std::vector<double> p(50);
    for (double& x : p) x = random.uniform();
    const auto q = benjamini_hochberg(p);
    alarms += std::ranges::any_of(q, [](double x) { return x <= 0.05; }) ? 1 : 0;
  }
  CHECK(std::abs(alarms / 2000.0 - 0.05) < 4 * 0.0049);
}

}  // namespace multiple_testing_test
}  // namespace hotward::stats
