// The examples of the headers, line by line as they stand there (the test `examples` compares).
#include <cstdint>
#include <vector>

#include "engine/methods/evaluation/capture.hpp"
#include "engine/methods/evaluation/displacement.hpp"
#include "engine/methods/evaluation/pattern_test.hpp"
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

}  // namespace examples_test
}  // namespace hotward::evaluation
