#include "engine/core/spelling.hpp"

#include "tests/support/catch.hpp"

namespace hotward {
namespace spelling_test {

using Names = std::vector<std::string>;
using Indices = std::vector<std::size_t>;

TEST_CASE("lower_case: A to Z, and no byte of another letter", "[edge]") {
  CHECK(lower_case("Wards.GPKG_[@Z`a{") == "wards.gpkg_[@z`a{");
  CHECK(lower_case("\xC3\x89T\xC3\x89") == "\xC3\x89t\xC3\x89");
  CHECK(lower_case("").empty());
}

TEST_CASE("folded: case, blanks, hyphens, underscores and accents are of no weight", "[edge]") {
  for (const char* name :
       {"Vehicle crime", " VEHICLE_CRIME ", "vehicle--crime", "V\xC3\xA9hicle crime",
        "Ve\xCC\x81hicle\xC2\xA0"
        "crime",
        "vehicle \xE2\x80\x93 crime"}) {
    INFO(name);
    CHECK(folded(name) == "vehicle crime");
  }
  CHECK(folded("") == "");
  CHECK(folded(" -_ ") == "");
  CHECK(folded("Stra\xC3\x9F"
               "e") == folded("STRASE"));
  CHECK(folded("\xC5\x81\xC3\xB3"
               "d\xC5\xBA") == "lodz");
  CHECK(folded("\xE4\xBA\xBA\xE5\x8F\xA3") == "\xE4\xBA\xBA\xE5\x8F\xA3");
  CHECK(folded("5 \xC3\x97 5") == "5 \xC3\x97 5");
  CHECK(folded("\xFF\xFE") == "\xFF\xFE");
}

TEST_CASE("letters: signs are of no weight either", "[edge]") {
  CHECK(letters("Crime ID") == "crimeid");
  CHECK(letters("crime.i_d ") == "crimeid");
  CHECK(letters("\xE4\xBA\xBA") == "\xE4\xBA\xBA");
  CHECK(letters("(%)") == "");
}

TEST_CASE("same_names: the exact name, else the same folding, else the same letters",
          "[property]") {
  const Names names = {"POP", "pop", "Pop 2019", "pop.2019", "Crime ID"};
  CHECK(same_names(names, "pop") == Indices{1});
  CHECK(same_names(names, "Pop") == Indices{0, 1});
  CHECK(same_names(names, "pop_2019") == Indices{2});
  CHECK(same_names(names, "pop2019") == Indices{2, 3});
  CHECK(same_names(names, "crimeid") == Indices{4});
  CHECK(same_names(names, "").empty());
  CHECK(same_names(names, "people").empty());
}

TEST_CASE("edits and did_you_mean: the nearest names, or nothing", "[oracle]") {
  CHECK(edits("kitten", "sitting") == 3);
  CHECK(edits("", "abc") == 3);
  CHECK(edits("rnak", "rank") == 1);
  CHECK(edits("ca", "abc") == 3);
  const Names names = {"people", "households", "area_code"};
  CHECK(did_you_mean("peeple", names) == " (did you mean 'people'?)");
  CHECK(did_you_mean("Household", names) == " (did you mean 'households'?)");
  CHECK(did_you_mean("xyz", names) == "");
  CHECK(did_you_mean("rate_a", Names{"rate_b", "rate_c", "late_a"}) ==
        " (did you mean 'rate_b' or 'rate_c' or 'late_a'?)");
}

}  // namespace spelling_test
}  // namespace hotward
