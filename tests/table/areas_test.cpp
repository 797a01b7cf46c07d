#include "engine/table/areas.hpp"

#include "engine/core/counted.hpp"
#include "engine/table/area_kind.hpp"
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

TEST_CASE("kind_of: by the codes of the ONS, and only where all are alike", "[edge]") {
  const auto kind = [](std::vector<std::string> codes) {
    Areas areas;
    areas.codes = std::move(codes);
    return std::string(kind_of(areas).one) + ", " + kind_of(areas).many + ", " + kind_of(areas).key;
  };
  CHECK(kind({"E05002249", "W05000001"}) == "ward, wards, wards");
  CHECK(kind({"E01016016", "E01016017"}) == "LSOA, LSOAs, lsoas");
  CHECK(kind({"E06000035"}) == "district, districts, districts");
  CHECK(kind({"E05002249", "E01016016"}) == "area, areas, areas");
  CHECK(kind({"E0500224"}) == "area, areas, areas");
  CHECK(kind({"W1", "W2"}) == "area, areas, areas");
  CHECK(kind({}) == "area, areas, areas");
}

TEST_CASE("counted: one, none and thousands", "[property]") {
  CHECK(counted(1, "row") == "1 row");
  CHECK(counted(0, "row") == "0 rows");
  CHECK(counted(1234567, "row") == "1,234,567 rows");
  CHECK(counted(123, "pair of areas", "pairs of areas") == "123 pairs of areas");
}

}  // namespace areas_test
}  // namespace hotward::table
