#include "engine/io/areas/area_columns.hpp"

#include "tests/support/catch.hpp"

namespace hotward::io {
namespace area_columns_test {

using Names = std::vector<std::string>;

std::string code_of(const Names& columns) {
  const auto found = code_column(columns);
  return found ? columns[*found] : "(none)";
}

std::string name_of(const Names& columns) {
  const auto found = name_column(columns, code_of(columns));
  return found ? columns[*found] : "(none)";
}

// Column lists of real files: martinjc/UK-GeoJSON, drkane/geo-lookups, ONS services, humaniverse.
TEST_CASE("code_column: ONS names, capitals or not, the smallest geography", "[oracle]") {
  CHECK(code_of({"WD13CD", "WD13CDO", "WD13NM", "WD13NMW"}) == "WD13CD");
  CHECK(code_of({"FID", "WD25CD", "WD25NM", "WD25NMW", "LAD25CD", "LAD25NM", "BNG_E"}) == "WD25CD");
  CHECK(code_of({"LAD22CD", "LAD22NM", "WD22CD", "WD22NM"}) == "WD22CD");
  CHECK(code_of({"objectid", "wd19cd", "wd19nm", "bng_e"}) == "wd19cd");
  CHECK(code_of({"FID", "LSOA11CD", "LSOA11NM", "LADCD_ACTIVE", "UTLACD", "CAUTHCD"}) ==
        "LSOA11CD");
  CHECK(code_of({"OA21CD", "LSOA21CD"}) == "OA21CD");
  CHECK(code_of({"area_name", "area_code", "pop_2019"}) == "area_code");
  CHECK(code_of({"NAME", "CODE"}) == "CODE");
  CHECK(code_of({"lsoa21_name", "lsoa21_code", "ward24_code"}) == "lsoa21_code");
  CHECK(code_of({"ward_code", "ward_name"}) == "ward_code");
  CHECK(code_of({"LADCD_ACTIVE", "CAUTHCD", "id", "zipcode", "WD1CD", "WDxxCD"}) == "(none)");
  CHECK(code_of({}) == "(none)");
}

TEST_CASE("name_column: the code's partner first", "[oracle]") {
  CHECK(name_of({"LAD22NM", "WD22CD", "WD22NM"}) == "WD22NM");
  CHECK(name_of({"wd19cd", "wd19nm"}) == "wd19nm");
  CHECK(name_of({"area_code", "area_name"}) == "area_name");
  CHECK(name_of({"code", "name", "x"}) == "name");
  CHECK(name_of({"lsoa11_code", "lsoa11_name", "ward_name"}) == "lsoa11_name");
  CHECK(name_of({"WD22CD", "x"}) == "(none)");
}

TEST_CASE("find_column: exact before any case", "[edge]") {
  CHECK(find_column({"POP", "pop"}, "pop") == 1);
  CHECK(find_column({"POP", "x"}, "pop") == 0);
  CHECK_FALSE(find_column({"POP"}, "people"));
  CHECK(find_column({"x", "Area-Code"}, "area_code") == 1);
}

TEST_CASE("named_column: as people write names, a doubt is theirs to settle", "[error]") {
  const Names columns = {"Mid 2019", "mid_2019", "H\xC3\xB4tel", "people"};
  CHECK(named_column(columns, "mid_2019", "a.csv").value() == 1);
  CHECK(named_column(columns, "HOTEL", "a.csv").value() == 2);
  const auto message = [&](const char* name) {
    const auto found = named_column(columns, name, "a.csv");
    REQUIRE_FALSE(found);
    CHECK(found.error().code == ErrorCode::missing_column);
    return found.error().message;
  };
  CHECK(
      message("MID-2019") ==
      "a.csv: column 'MID-2019' could be Mid 2019 or mid_2019; write the name as it stands there");
  CHECK(message("peeple") ==
        "a.csv: no column 'peeple' (did you mean 'people'?); there are Mid 2019, mid_2019, "
        "H\xC3\xB4tel, people");
}

}  // namespace area_columns_test
}  // namespace hotward::io
