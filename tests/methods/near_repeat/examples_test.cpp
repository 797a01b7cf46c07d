// The examples of the headers, line by line as they stand there (the test `examples` compares).
#include <cmath>
#include <cstdint>
#include <vector>

#include "engine/methods/near_repeat/chains.hpp"
#include "engine/methods/near_repeat/close_pairs.hpp"
#include "engine/methods/near_repeat/knox.hpp"
#include "tests/support/catch.hpp"

namespace hotward::near_repeat {
namespace examples_test {

constexpr table::Minute day = 24 * 60;
const std::vector<geometry::Point> at = {{0, 0}, {0, 0}, {500, 0}, {900, 900}};
const std::vector<table::Minute> when = {0, 2 * day, 30 * day, 60 * day};

TEST_CASE("close_pairs: the example", "[example]") {
  const std::vector<double> ends_m = {1, 100};
  const auto pairs = close_pairs(at, ends_m, Metric::euclid);
  const std::size_t at_one_place = (*pairs)[0].size();  // 1: incidents 0 and 1
  CHECK(at_one_place == 1);
}

TEST_CASE("knox: the example", "[example]") {
  const auto found =
      knox({.at = at, .when = when}, {.space_ends_m = {1, 100}, .time_ends_days = {7, 14}});
  const double times = found->band(0, 0).ratio;  // at the same place within a week: 6 times
  CHECK(std::abs(times - 6.0) < 1e-12);          // 1 of 1 × 1 / 6 pairs
}

TEST_CASE("chains: the example", "[example]") {
  const auto found = chains({.at = at, .when = when}, {.space_m = 100, .time_days = 7});
  const std::uint32_t before = found->follows[1];  // 0: incident 1 follows incident 0
  CHECK(before == 0);
  CHECK(found->count() == 1);
}

}  // namespace examples_test
}  // namespace hotward::near_repeat
