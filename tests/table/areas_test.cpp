#include "engine/table/areas.hpp"

#include "engine/core/counted.hpp"
#include "tests/support/catch.hpp"

namespace hotward::table {
namespace areas_test {

using Labels = std::vector<std::string>;

TEST_CASE("distinct_names: names that repeat get their code", "[property]") {
  Areas areas;
  areas.codes = {"A1", "A2", "A3"};
  areas.names = {"Central", "River", "Central"};
  CHECK(distinct_names(areas) == Labels{"Central (A1)", "River", "Central (A3)"});
  CHECK(distinct_names({}).empty());
}

TEST_CASE("counted: one, none and thousands", "[property]") {
  CHECK(counted(1, "row") == "1 row");
  CHECK(counted(0, "row") == "0 rows");
  CHECK(counted(1234567, "row") == "1,234,567 rows");
  CHECK(counted(123, "pair of areas", "pairs of areas") == "123 pairs of areas");
}

}  // namespace areas_test
}  // namespace hotward::table
