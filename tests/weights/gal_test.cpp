#include "engine/weights/gal.hpp"

#include <string>
#include <vector>

#include "engine/core/random.hpp"
#include "tests/support/catch.hpp"

namespace hotward::weights {
namespace gal_test {

const std::vector<std::string> ids = {"E01", "E02", "E03", "E04"};

std::string message(const Result<SpatialWeights>& result) {
  return result ? "no error" : result.error().message;
}

TEST_CASE("parse_gal: sites in any order, islands with an empty line", "[oracle]") {
  const auto w =
      parse_gal("0 4 wards code\nE03 1\nE01\nE01 2\nE03 E02\nE02 1\nE01\nE04 0\n\n", ids);
  REQUIRE(w);
  CHECK(w->neighbours(0).size() == 2);
  CHECK(w->weight(0, 1) == 1.0);
  CHECK(w->weight(2, 0) == 1.0);
  CHECK(w->row(3).empty());
  const auto short_header = parse_gal("4\r\nE01 1\r\nE02\r\n", ids);
  REQUIRE(short_header);
  CHECK(short_header->link_count() == 1);
}

TEST_CASE("format_gal, parse_gal: there and back", "[property]") {
  const auto w = binary({{1, 2}, {0}, {0}, {}});
  const std::string text = format_gal(w, ids, {"wards", "code"});
  CHECK(text == "0 4 wards code\nE01 2\nE02 E03\nE02 1\nE01\nE03 1\nE01\nE04 0\n\n");
  const auto back = parse_gal(text, ids);
  REQUIRE(back);
  CHECK(back->rows().sites == w.rows().sites);
  CHECK(back->rows().starts == w.rows().starts);
}

TEST_CASE("format_gwt, parse_gwt: there and back to the last digit", "[property]") {
  Random random(GENERATE(1U, 2U, 3U), Stream::test, 44);
  std::vector<std::vector<Link>> rows(4);
  for (Site i = 0; i < 4; ++i) {
    for (Site j = 0; j < 4; ++j) {
      if (random.below(2) == 0) rows[i].push_back({j, random.uniform()});
    }
  }
  const auto w = weighted(rows);
  const auto back = parse_gwt(format_gwt(w, ids), ids);
  REQUIRE(back);
  CHECK(back->rows().sites == w.rows().sites);
  CHECK(back->rows().weights == w.rows().weights);
}

TEST_CASE("parse_gal: says why it cannot answer", "[error]") {
  CHECK(message(parse_gal("0 4 w c\nE01 1\nE99\n", ids)) ==
        "line 3: GAL weights name the site 'E99', which the layer has not");
  CHECK(parse_gal("0 4 w c\nE01 1\nE99\n", ids).error().code == ErrorCode::bad_value);
  CHECK(message(parse_gal("0 5 w c\n", ids)) ==
        "line 1: not a GAL file: it has 5 sites, the layer 4");
  CHECK(message(parse_gal("", ids)) ==
        "line 1: not a GAL file: its first line does not say how many sites it has");
  CHECK(message(parse_gal("0 4 w c\nE01 x\n", ids)) ==
        "line 2: not a GAL file: 'x' is not the number of neighbours of 'E01'");
  CHECK(message(parse_gal("0 4 w c\nE01 2\nE02\n", ids)) ==
        "line 3: not a GAL file: it ends in the middle of a site");
  CHECK(message(parse_gal("0 4 w c\nE01 0\n\nE01 0\n", ids)) ==
        "line 4: GAL weights list the site 'E01' twice");
  CHECK(message(parse_gal("0 4 w c\nE01 2\nE02 E02\n", ids)) ==
        "GAL weights link 'E01' to 'E02' twice");
  CHECK(parse_gal("0 4 w c\nE01 99999999999999999999\n", ids).error().code ==
        ErrorCode::wrong_format);
}

TEST_CASE("parse_gwt: says why it cannot answer", "[error]") {
  CHECK(message(parse_gwt("0 4 w c\nE01 E77 1\n", ids)) ==
        "line 2: GWT weights name the site 'E77', which the layer has not");
  CHECK(message(parse_gwt("0 4 w c\nE01 E02 far\n", ids)) ==
        "line 2: not a GWT file: 'far' is not the weight of 'E01' to 'E02'");
  CHECK(message(parse_gwt("0 4 w c\nE01 E02 -2\n", ids)) ==
        "line 2: GWT weights give 'E01' to 'E02' -2, below 0");
  CHECK(parse_gwt("0 4 w c\nE01 E02 nan\n", ids).error().code == ErrorCode::wrong_format);
  const auto zero = parse_gwt("0 4 w c\nE01 E02 0\n", ids);
  REQUIRE(zero);
  CHECK(zero->link_count() == 0);
}

}  // namespace gal_test
}  // namespace hotward::weights
