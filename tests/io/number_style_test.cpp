#include "engine/io/csv/number_style.hpp"

#include "engine/io/areas/value_column.hpp"
#include "tests/io/incident_reading.hpp"
#include "tests/support/catch.hpp"

namespace hotward::io {
namespace number_style_test {

using Texts = std::vector<std::string>;

std::optional<NumberStyle> settled(const Texts& texts) {
  NumberEvidence evidence;
  for (const std::string& text : texts) evidence.add(text);
  return evidence.style();
}

TEST_CASE("parse_number: each style reads its own signs alone", "[edge]") {
  const auto point = [](const char* text) { return parse_number(text, NumberStyle::point); };
  const auto comma = [](const char* text) { return parse_number(text, NumberStyle::comma); };
  CHECK(point("1,202.5") == 1202.5);
  CHECK(point(" -1,234,567 ") == -1234567.0);
  CHECK(point("570 403.1") == 570403.1);
  CHECK(point("570\xC2\xA0"
              "403.1") == 570403.1);
  CHECK(point("1'202") == 1202.0);
  CHECK(point("5.") == 5.0);
  CHECK(comma("570403,1") == 570403.1);
  CHECK(comma("1.202,5") == 1202.5);
  CHECK(comma("1.234.567") == 1234567.0);
  CHECK(comma("-0,5") == -0.5);
  CHECK(comma(",5") == 0.5);
  CHECK(comma("1,5E3") == 1500.0);
  CHECK(comma("1202") == 1202.0);
  for (const char* wrong : {"1,2", "1,2345", "12,34,567", "0,502", "1,202.", "1,202 x", ",169",
                            "1,234'567", "1 2", "", "-", "1,202e"}) {
    INFO(wrong);
    CHECK_FALSE(point(wrong));
  }
  for (const char* wrong : {"1.5", "1,5,5", "1.2,5", "1,", "0.502", "1,5 m", ""}) {
    INFO(wrong);
    CHECK_FALSE(comma(wrong));
  }
  CHECK_FALSE(parse_number("1,202", NumberStyle::plain));
}

TEST_CASE("NumberEvidence: one text that can be read in one way settles the column", "[property]") {
  CHECK(settled({}) == NumberStyle::plain);
  CHECK(settled({"1", "2.5", "", "NULL", "51.388", "1e3"}) == NumberStyle::plain);
  CHECK(settled({"1,202", "13.5"}) == NumberStyle::point);
  CHECK(settled({"1,202", "1,234,567"}) == NumberStyle::point);
  CHECK(settled({"570 403", "1"}) == NumberStyle::point);
  CHECK(settled({"570,403", "570403,1"}) == NumberStyle::comma);
  CHECK(settled({"1.202", "0,5"}) == NumberStyle::comma);
  CHECK(settled({"51.388", "0.505"}) == NumberStyle::plain);
  CHECK_FALSE(settled({"1,202", "987"}));
  CHECK_FALSE(settled({"1,5", "1.5"}));
  // One in ten is a slip.
  CHECK(settled({"1,5", "1.5", "2.5", "3.5", "4.5", "5.5", "6.5", "7.5", "8.5", "9.5"}) ==
        NumberStyle::plain);
}

TEST_CASE("style_of: an open column is refused with both readings", "[error]") {
  const auto open = style_of(Texts{"1,202", "987"}, "column harm");
  REQUIRE_FALSE(open);
  CHECK(open.error().message ==
        "column harm: '1,202' could be 1202 or 1.202; write the numbers with a decimal point and "
        "without signs that part thousands");
  const auto both = style_of(Texts{"1,5", "1.5"}, "column harm");
  REQUIRE_FALSE(both);
  CHECK(both.error().message.find("'1,5' has a decimal comma and '1.5' a decimal point") !=
        std::string::npos);
}

TEST_CASE("style_of_people: people are whole", "[edge]") {
  const auto of = [](const Texts& texts, bool are_numbers = false) {
    return style_of_people(texts, are_numbers, "pop").value_or(NumberStyle::plain);
  };
  CHECK(of({"1,202", "987"}) == NumberStyle::point);
  CHECK(of({"1.202,5", "987"}) == NumberStyle::comma);
  CHECK(of({"1202", "987.5"}) == NumberStyle::plain);
  CHECK(of({"312.456", "101.250"}, true) == NumberStyle::plain);
  CHECK(of({"1.202", "13.456", "1202"}) == NumberStyle::plain);  // no signs part its thousands
  const auto open = style_of_people(Texts{"1.202", "13.456"}, false, "column pop");
  REQUIRE_FALSE(open);
  CHECK(open.error().message.find("'1.202' could be 1.202 or 1202") != std::string::npos);
}

TEST_CASE("value_column: texts that mean nothing are no values, decimal commas are read",
          "[edge]") {
  const Texts codes = {"A", "B", "C"};
  const auto column = value_column("v", {"1,5", "N/A", "-"}, codes);
  REQUIRE(column);
  CHECK(column->values[0] == 1.5);
  CHECK(std::isnan(column->values[1]));
  CHECK(std::isnan(column->values[2]));
  CHECK_FALSE(value_column("v", {"1.5", "inf", ""}, codes));
  CHECK_FALSE(value_column("v", {"1,500", "2", ""}, codes));
}

// Positions of the same four points, as other programs write them.
TEST_CASE("read_incidents: coordinates in other styles are the same places", "[property]") {
  const auto plain = read_text("easting,northing\n570403.1,166694.9\n570000,166000.5\n");
  for (const char* text :
       {"easting;northing\n570403,1;166694,9\n570000;166000,5\n",
        "easting;northing\n570.403,1;166.694,9\n570000;166000,5\n",
        "easting,northing\n\"570403,1\",\"166694,9\"\n570000,\"166000,5\"\n",
        "easting,northing\n\"570,403.1\",\"166,694.9\"\n\"570,000\",\"166,000.5\"\n",
        "easting;northing\n570 403,1;166 694,9\n570 000;166 000,5\n"}) {
    INFO(text);
    const auto read = read_text(text);
    REQUIRE(read.incidents.size() == 2);
    CHECK(read.incidents.places.at[0].x == plain.incidents.places.at[0].x);
    CHECK(read.incidents.places.at[1].y == plain.incidents.places.at[1].y);
    CHECK(read.warnings.empty());
  }
}

TEST_CASE("read_incidents: commas that could be either are judged by where places lie", "[edge]") {
  const auto grid = read_text("easting;northing\n570,403;166,694\n570,001;166,002\n");
  CHECK(grid.incidents.places.at[0].x == 570403.0);
  REQUIRE(grid.warnings.size() == 1);
  CHECK(grid.warnings[0].find("commas are taken for signs between thousands") != std::string::npos);
  const auto degrees = read_text("lon;lat\n1,202;51,388\n1,203;51,387\n");
  REQUIRE(degrees.incidents.size() == 2);
  CHECK(degrees.warnings[0].find("decimal commas") != std::string::npos);
}

TEST_CASE("read_incidents: a column in two styles is refused, a slip is a row's own fault",
          "[error]") {
  const TestFolder folder;
  put_bytes(folder / "cases.csv", "easting;northing\n570403,1;166694\n570403.1;166694\n");
  IncidentQuery query;
  query.inputs = {(folder / "cases.csv").string()};
  const auto both = read(query);
  REQUIRE_FALSE(both);
  CHECK(both.error().message.find("columns easting and northing: '570403,1' has a decimal comma") !=
        std::string::npos);
  std::string text = "easting;northing\n570403,1;166694\n";
  for (int i = 0; i < 10; ++i) text += "570403.5;166694.5\n";
  const auto slip = read_text(text);
  CHECK(slip.incidents.row_outcomes.bad_coordinates == 1);
  CHECK(slip.incidents.size() == 10);
}

}  // namespace number_style_test
}  // namespace hotward::io
