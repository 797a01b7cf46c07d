#include "engine/methods/scan/likelihood.hpp"

#include <cmath>
#include <limits>

#include "engine/core/random.hpp"
#include "engine/methods/scan/thresholds.hpp"
#include "tests/methods/scan/brute_scan.hpp"
#include "tests/methods/scan/scan_maps.hpp"
#include "tests/support/catch.hpp"

namespace hotward::scan {
namespace likelihood_test {

// smerc (French), tests/testthat/test-scan_stat.R: ten tracts of New York under the binomial model,
// checked there against SaTScan to 5 decimals.
TEST_CASE("likelihood: the Bernoulli ratio of ten New York tracts", "[oracle]") {
  HOTWARD_NEEDS_SHARED("oracle/scan_ny/satscan_ny_cases.txt");
  const auto cases = blank_rows("oracle/scan_ny/satscan_ny_cases.txt");
  const auto pop = blank_rows("oracle/scan_ny/satscan_ny_pop.txt");
  double in = 0.0;
  double people_in = 0.0;
  double all = 0.0;
  double people = 0.0;
  const std::vector<std::string> zone{"1", "2", "3", "12", "13", "14", "15", "35", "47", "49"};
  const auto listed = [&](const std::string& id) { return std::ranges::count(zone, id) > 0; };
  for (const auto& [id, row] : cases) {
    all += row[0];
    in += listed(id) ? row[0] : 0.0;
  }
  for (const auto& [id, row] : pop) {
    people += row[1];
    people_in += listed(id) ? row[1] : 0.0;
  }
  CHECK(all == 552.0);
  CHECK(people == 1057673.0);
  const Likelihood bernoulli({Model::bernoulli, Rates::high, all, people, 2});
  CHECK(std::abs(bernoulli(in, people_in) - 8.47836) < 5e-6);  // half of the last decimal given
}

TEST_CASE("likelihood: relative risk of the New York cluster", "[oracle]") {
  // SaTScan 9.6: 100 cases, 58.28 expected of 552 by 111,674 of 1,057,673 people, relative
  // risk 1.87.
  const double expected = 552.0 * 111674.0 / 1057673.0;
  CHECK(std::abs(expected - 58.28) < 0.005);
  CHECK(std::abs(relative_risk(100.0, expected, 552.0) - 1.87) < 0.005);
}

TEST_CASE("likelihood: 0 ln 0 is 0", "[edge]") {
  const Likelihood all({Model::poisson, Rates::both, 10.0, 10.0, 2});
  CHECK(std::abs(all(10.0, 5.0) - 10.0 * std::log(2.0)) < 1e-12);  // (C-c) = 0
  CHECK(std::abs(all(0.0, 5.0) - 10.0 * std::log(2.0)) < 1e-12);   // c = 0
  CHECK(all(0.0, 0.0) == 0.0);
  CHECK(all(5.0, 5.0) == 0.0);
  CHECK(std::isinf(all(2.0, 0.0)));
}

TEST_CASE("likelihood: high, low and the smallest number of cases", "[edge]") {
  const Likelihood high({Model::poisson, Rates::high, 100.0, 100.0, 2});
  const Likelihood low({Model::poisson, Rates::low, 100.0, 100.0, 2});
  CHECK(high(1.0, 0.1) == 0.0);
  CHECK(high(2.0, 0.1) > 0.0);
  CHECK(high(5.0, 20.0) == 0.0);
  CHECK(low(5.0, 20.0) > 0.0);
  CHECK(low(30.0, 20.0) == 0.0);
  CHECK(std::isnan(relative_risk(3.0, 0.0, 10.0)));
  CHECK(std::isnan(relative_risk(10.0, 4.0, 10.0)));
}

TEST_CASE("likelihood: as written out, and never above its bound", "[brute]") {
  const auto model = GENERATE(Model::poisson, Model::bernoulli);
  const auto rates = GENERATE(Rates::high, Rates::low, Rates::both);
  Random random(7, Stream::test);
  const double measure = model == Model::poisson ? 300.0 : 900.0;
  const Likelihood likelihood({model, rates, 300.0, measure, 2});
  for (int k = 0; k < 2000; ++k) {
    double m = measure * random.uniform();
    if (model == Model::bernoulli) m = std::floor(m);
    const double most = model == Model::bernoulli ? std::min(300.0, m) : 300.0;
    double c = std::floor(random.uniform() * (most + 1.0));
    if (model == Model::bernoulli) c = std::max(c, 300.0 - (measure - m));
    INFO("c " << c << " m " << m);
    const double llr = likelihood(c, m);
    // Terms of the size of 300 ln 300 = 1,711 cancel: 1,711 * 2^-52 * a few operations.
    CHECK(std::abs(llr - brute_llr(likelihood.terms(), c, m)) < 1e-11);
    CHECK(llr <= likelihood.bound(c, m) * (1 + 1e-12) + 1e-11);
  }
}

TEST_CASE("thresholds: no zone that beats the ratio is stopped, and few others pass",
          "[property]") {
  const auto model = GENERATE(Model::poisson, Model::bernoulli);
  const auto needed = GENERATE(0.0, 0.5, 3.0, 8.0);
  const double measure = model == Model::poisson ? 2000.0 : 7000.0;
  const Likelihood likelihood({model, Rates::both, 2000.0, measure, 2});
  const Thresholds thresholds(likelihood);
  ThresholdTable table;
  thresholds.fill(needed, table);
  Random random(11, Stream::test);
  int passed_in_vain = 0;
  int passed = 0;
  for (int k = 0; k < 20000; ++k) {
    double m = 0.5 * measure * random.uniform() * random.uniform();
    if (model == Model::bernoulli) m = std::ceil(m);
    const double e = likelihood.expected(m);
    double c = std::round(e + 14.0 * std::sqrt(e) * (random.uniform() - 0.5));
    c = std::clamp(c, 0.0, std::min(2000.0, m));
    const auto bin = thresholds.bin(m);
    const bool passes = c >= table.high[bin] || c <= table.low[bin];
    INFO("c " << c << " m " << m << " needed " << needed);
    if (likelihood(c, m) > needed) CHECK(passes);
    passed += passes ? 1 : 0;
    passed_in_vain += passes && likelihood(c, m) < 0.8 * needed ? 1 : 0;
  }
  CHECK(passed > 0);
  CHECK(passed_in_vain * 20 <= passed);
  CHECK(table.high[thresholds.no_bin()] == 2001);
  CHECK(table.low[thresholds.no_bin()] == -1);
}

}  // namespace likelihood_test
}  // namespace hotward::scan
