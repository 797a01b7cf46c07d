#include "engine/methods/quality/agreement.hpp"

#include <cmath>

#include "tests/support/catch.hpp"

namespace hotward::quality {
namespace agreement_test {

using Texts = std::vector<std::string>;

/// Row by row, as codes stand in a table.
Agreement of_rows(const Texts& stated, const Texts& found, std::size_t commonest = 10) {
  std::vector<CodePair> pairs;
  for (std::size_t i = 0; i < stated.size(); ++i) pairs.push_back({stated[i], found[i], 1});
  return agreement(pairs, commonest);
}

TEST_CASE("agreement: every kind of row, counted once", "[oracle]") {
  const auto a = of_rows(Texts{"A", "A", "B", "B", "", "C", "", "A"},
                         Texts{"A", "B", "A", "A", "A", "", "", "A"});
  CHECK(a.rows == 8);
  CHECK(a.agree == 2);
  CHECK(a.differ == 3);
  CHECK(a.stated_only == 1);
  CHECK(a.found_only == 1);
  CHECK(a.neither == 1);
  CHECK(a.agree + a.differ + a.stated_only + a.found_only + a.neither == a.rows);
  CHECK(std::abs(a.agree_pct - 40.0) < 1e-12);
  REQUIRE(a.commonest.size() == 2);
  CHECK(a.commonest[0].stated == "B");
  CHECK(a.commonest[0].found == "A");
  CHECK(a.commonest[0].rows == 2);
  CHECK(a.commonest[1].stated == "A");
}

TEST_CASE("agreement: rows counted before are rows", "[property]") {
  const Texts stated = {"A", "B", "A", "", "A", "B", "A"};
  const Texts found = {"B", "B", "B", "A", "A", "B", "C"};
  const auto rows = of_rows(stated, found);
  const auto counted = agreement(std::vector<CodePair>{
      {"A", "B", 2}, {"B", "B", 2}, {"", "A", 1}, {"A", "C", 1}, {"A", "A", 1}, {"C", "A", 0}});
  CHECK(counted.rows == rows.rows);
  CHECK(counted.agree == rows.agree);
  CHECK(counted.differ == rows.differ);
  CHECK(counted.found_only == rows.found_only);
  CHECK(counted.commonest[0].rows == rows.commonest[0].rows);
  CHECK(counted.commonest[0].found == "B");
}

TEST_CASE("agreement: the commonest pairs, ties by code, no more than asked", "[edge]") {
  const Texts stated = {"D", "C", "B", "A"};
  const Texts found = {"X", "X", "X", "X"};
  const auto a = of_rows(stated, found, 2);
  REQUIRE(a.commonest.size() == 2);
  CHECK(a.commonest[0].stated == "A");
  CHECK(a.commonest[1].stated == "B");
}

TEST_CASE("agreement: no row has both, no rows", "[edge]") {
  CHECK(std::isnan(of_rows({"A"}, {""}).agree_pct));
  CHECK(of_rows({}, {}).rows == 0);
}

}  // namespace agreement_test
}  // namespace hotward::quality
