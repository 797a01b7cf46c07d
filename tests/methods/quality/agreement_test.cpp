#include "engine/methods/quality/agreement.hpp"

#include <cmath>

#include "tests/support/catch.hpp"

namespace hotward::quality {
namespace agreement_test {

using Texts = std::vector<std::string>;

TEST_CASE("agreement: every kind of row, counted once", "[oracle]") {
  const auto a = agreement(Texts{"A", "A", "B", "B", "", "C", "", "A"},
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

TEST_CASE("agreement: the commonest pairs, ties by code, no more than asked", "[edge]") {
  const Texts stated = {"D", "C", "B", "A"};
  const Texts found = {"X", "X", "X", "X"};
  const auto a = agreement(stated, found, 2);
  REQUIRE(a.commonest.size() == 2);
  CHECK(a.commonest[0].stated == "A");
  CHECK(a.commonest[1].stated == "B");
}

TEST_CASE("agreement: no row has both, no rows", "[edge]") {
  CHECK(std::isnan(agreement(Texts{"A"}, Texts{""}).agree_pct));
  CHECK(agreement({}, {}).rows == 0);
}

}  // namespace agreement_test
}  // namespace hotward::quality
