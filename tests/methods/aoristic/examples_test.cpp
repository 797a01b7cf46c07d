// The example of the header, line by line as it stands there (the test `examples` compares).
#include <vector>

#include "engine/methods/aoristic/aoristic.hpp"
#include "tests/support/catch.hpp"

namespace hotward::aoristic {
namespace examples_test {

TEST_CASE("aoristic: the example", "[example]") {
  const table::Minute friday = table::minute_of(table::parse_period("2024-01-05")->first);
  const std::vector<table::Minute> begin = {friday + 22 * 60 + 30};
  const std::vector<table::Minute> end = {friday + 24 * 60 + 30};
  const Hours hours = aoristic({.begin = begin, .end = end}, LongSpans::spread);
  const double share = hours.weight[hour_of_week(4, 22)];  // 0.25: Friday from 22 to 23
  CHECK(share == 0.25);
}

}  // namespace examples_test
}  // namespace hotward::aoristic
