// The examples of the headers, line by line as they stand there (the test `examples` compares),
// and the names of the options, there and back.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <string>
#include <vector>

#include "engine/methods/scan/bernoulli_scan.hpp"
#include "engine/methods/scan/poisson_scan.hpp"
#include "engine/methods/scan/space_time_scan.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/names.hpp"

namespace hotward::scan {
namespace examples_test {

// Six areas in a row, the third and the fourth with far more incidents than the others.
const std::vector<geometry::Point> at = {{0, 0},    {1000, 0}, {2000, 0},
                                         {2500, 0}, {4000, 0}, {5000, 0}};
const std::vector<std::string> codes = {"A", "B", "C", "D", "E", "F"};
const std::vector<std::int64_t> cases = {10, 11, 40, 38, 9, 10};
const std::vector<double> people(6, 1000.0);

TEST_CASE("bernoulli_scan: the example", "[example]") {
  const std::vector<std::int64_t>& burglaries = cases;
  const std::vector<std::int64_t> others(6, 100);
  const auto found =
      bernoulli_scan({.sites = {at, codes}, .cases = burglaries, .controls = others});
  const double p = found->clusters[0].p;  // of the most likely cluster
  CHECK(p < 0.01);
  CHECK(found->clusters[0].members.size() == 2);
}

TEST_CASE("likelihood: the example", "[example]") {
  const Likelihood llr({.cases = 118.0, .measure = 6000.0});
  const double strength = llr(78.0, 2000.0);  // of 78 cases where a third of the people live
  CHECK(std::abs(strength -
                 (78 * std::log(78 / (118 / 3.0)) + 40 * std::log(40 / (118 * 2 / 3.0)))) < 1e-9);
}

TEST_CASE("poisson_scan: the example", "[example]") {
  std::vector<std::uint32_t> in_cluster;
  const auto found = poisson_scan({.sites = {at, codes}, .cases = cases, .population = people});
  if (!found->clusters.empty()) in_cluster = found->clusters[0].members;  // nearest first
  std::ranges::sort(in_cluster);
  CHECK(in_cluster == std::vector<std::uint32_t>{2, 3});
}

TEST_CASE("scan_result: the example", "[example]") {
  const auto found = poisson_scan({{at, codes}, cases, people}, {.replications = 99});
  const std::vector<table::Column> layer = columns(*found);  // a row for each cluster
  CHECK(layer.front().name == "scan_id");
}

TEST_CASE("space_time_scan: the example", "[example]") {
  std::vector<std::int64_t> by_month(24, 5);
  by_month[2 * 4 + 3] = 40;  // area C in the last month
  const SpaceTimeInput input{.sites = {at, codes}, .cases = by_month, .periods = 4};
  const auto found = space_time_permutation_scan(input, {.prospective = true});
  const std::int32_t since = found->clusters[0].start;  // 3: the last of the months 0 … 3
  CHECK(since == 3);
}

TEST_CASE("zones: the example", "[example]") {
  NestedZones zones;
  const std::vector<Layout> forms = layouts(Shape::ellipse, Penalty::medium);  // 47 of them
  ZoneMaker({.at = at, .weight = people, .largest = 3000.0}).make(at[2], forms[0], zones);
  CHECK(forms.size() == 47);
  CHECK(zones.site == std::vector<std::uint32_t>{2, 3, 1});
}

TEST_CASE("names: every option by its name, and back", "[property]") {
  check_names(model_names);
  check_names(rates_names);
  check_names(shape_names);
  check_names(penalty_names);
}

}  // namespace examples_test
}  // namespace hotward::scan
