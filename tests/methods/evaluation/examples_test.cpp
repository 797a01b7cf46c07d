// The examples of the headers, line by line as they stand there (the test `examples` compares).
#include <cstdint>
#include <vector>

#include "engine/methods/evaluation/assignment.hpp"
#include "engine/methods/evaluation/capture.hpp"
#include "engine/methods/evaluation/displacement.hpp"
#include "engine/methods/evaluation/matched_controls.hpp"
#include "engine/methods/evaluation/pattern_test.hpp"
#include "engine/methods/evaluation/power.hpp"
#include "engine/methods/evaluation/relative_effect.hpp"
#include "tests/support/catch.hpp"

namespace hotward::evaluation {
namespace examples_test {

TEST_CASE("capture: the example", "[example]") {
  const std::vector<double> score = {8, 4, 4, 2};
  const std::vector<double> area = {1, 1, 1, 1};
  const std::vector<std::int64_t> later = {6, 7, 3, 2};
  const Scored sites{score, area, later};
  const auto order = hottest_first(sites);                                   // 0, 2, 1, 3
  const double pai = capture(sites, order, BestCapture(sites), 2, 0.5).pai;  // 9 of 18: 1
  CHECK(order == std::vector<std::uint32_t>{0, 2, 1, 3});
  CHECK(pai == 1.0);
}

TEST_CASE("pattern_test: the example", "[example]") {
  const std::vector<std::int64_t> before = {50, 30, 20, 0};
  const std::vector<std::int64_t> after = {48, 33, 19, 0};
  const double same = pattern_test(before, after).s_tested;  // 1: no site differs
  CHECK(same == 1.0);
}

TEST_CASE("displacement: the example", "[example]") {
  const Groups groups{.target = {20, 10}, .control = {20, 20}};
  const double fewer = weighted_difference(groups, 1.0, 0.90).wdd;  // -10: not sure, z is -1.2
  CHECK(fewer == -10.0);
}

TEST_CASE("assignment: the example", "[example]") {
  const std::vector<double> costs = {1, 2, 9, 1, 5, 9};  // two rows, three columns
  const auto column = assignment(costs, 3);              // 1, 0: 3 in all; one by one 6
  CHECK(column == std::vector<std::size_t>{1, 0});
}

TEST_CASE("matched_controls: the example", "[example]") {
  const std::vector<Feature> features = {{"count", {90, 20, 80, 10}}};
  const std::vector<std::size_t> target = {0};
  const std::vector<std::size_t> candidates = {1, 2, 3};
  const auto found = matched_controls(features, target, candidates);
  const std::size_t control = found->matches[0].control;  // 2: 80 beside 90
  CHECK(control == 2);
}

TEST_CASE("relative_effect: the example", "[example]") {
  const auto found = relative_effect({200, 150}, {200, 200});
  const double fewer = 1.0 - found.ratio;  // 0.25: a quarter fewer than the controls suggest
  CHECK(fewer == Approx(0.25).margin(0.002));
}

TEST_CASE("power: the example", "[example]") {
  const PowerDesign design{.target = 800, .control = 800};
  const double at_20 = power_formula(design, 0.20);  // 0.86: six of seven
  CHECK(at_20 == Approx(0.86).margin(0.005));
}

}  // namespace examples_test
}  // namespace hotward::evaluation
