#include "engine/report/plain_table.hpp"

#include <sstream>

#include "engine/report/number_text.hpp"
#include "engine/report/ranking_text.hpp"
#include "engine/report/summary.hpp"
#include "tests/report/small_wards.hpp"
#include "tests/support/catch.hpp"

namespace hotward::report {
namespace plain_table_test {

TEST_CASE("plain_table: columns line up, numbers to the right", "[oracle]") {
  const std::vector<PlainColumn> columns = {{"Ward", {"Peña", "River", "東"}, false},
                                            {"Count", {"6,023", "–", "7"}, true}};
  CHECK(plain_table(columns) ==
        "Ward   Count\n"
        "-----  -----\n"
        "Peña   6,023\n"
        "River      –\n"
        "東         7\n");
  CHECK(plain_table({}).empty());
  CHECK(plain_table(std::vector<PlainColumn>{{"A", {}, false}}) == "A\n-\n");
}

TEST_CASE("plain_table: no line ends in a space", "[property]") {
  const table::Layer wards = small_wards();
  std::istringstream lines(shown_table(ranking_table(wards.columns), {}));
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty()) CHECK(line.back() != ' ');
  }
}

TEST_CASE("ranking_headline: the totals of the 2020 assessment of Medway", "[oracle]") {
  // Medway Community Safety Partnership, Strategic Assessment 2020, anti-social behaviour: 6,023
  // after 5,502, 21.62 per 1,000 of 278,566 people. The intervals and the share are made up.
  RankingHeadline headline{.period = "2019-04 to 2020-03", .incidents = 6023, .areas = 22};
  headline.rate_1k = 6023.0 / 278566.0 * 1000.0;
  headline.rate_lo = 21.079;
  headline.rate_hi = 22.1752;
  headline.previous = 5502;
  headline.change_pct = 100.0 * (6023.0 - 5502.0) / 5502.0;
  headline.change_p = 1e-6;
  CHECK(ranking_headline(headline) ==
        "6,023 incidents in 22 areas, 2019-04 to 2020-03: 21.62 for every 1,000 people (likely "
        "21.08–22.18).\nThat is 9.5% more than in the year before (5,502). Chance alone would do "
        "that "
        "less than once in 1,000 times (p < 0.001).\n");
}

TEST_CASE("ranking_headline: leaves out what is not known", "[edge]") {
  CHECK(ranking_headline({.incidents = 1, .areas = 1}) == "1 incident in 1 area.\n");
  RankingHeadline headline{.what = "ASB incidents", .incidents = 40, .areas = 5};
  headline.change_pct = 12.0;  // without the number of the year before
  headline.caveat = "Schematic wards.";
  CHECK(ranking_headline(headline) ==
        "40 ASB incidents in 5 areas.\nThat is 12.0% more than in the year before.\n"
        "Schematic wards.\n");
  CHECK(ranking_headline({.what = "incidents of theft", .incidents = 1, .areas = 2}) ==
        "1 incident of theft in 2 areas.\n");
  CHECK(ranking_headline({.what = "burglaries", .incidents = 1, .areas = 2}) ==
        "1 burglary in 2 areas.\n");
  CHECK(ranking_headline({.what = "thefts from the person", .incidents = 1, .areas = 2}) ==
        "1 theft from the person in 2 areas.\n");
  RankingHeadline households{.what = "burglaries", .incidents = 40, .areas = 5};
  households.population_label = "households";
  households.rate_1k = 3.25;
  CHECK(ranking_headline(households) ==
        "40 burglaries in 5 areas: 3.25 for every 1,000 households.\n");
  households.rate_1k = undefined;
  households.change_pct = -20.0;
  households.change_p = 0.02;
  CHECK(
      ranking_headline(households) ==
      "40 burglaries in 5 areas.\nThat is 20.0% fewer than in the year before. Chance alone would "
      "do that about once in 50 times (p = 0.020).\n");
  households.change_p = 0.3;
  CHECK(ranking_headline(households) ==
        "40 burglaries in 5 areas.\nThat is 20.0% fewer than in the year before. A difference of "
        "that size may be chance alone (p = 0.300).\n");
}

TEST_CASE("ranking_table: rows in rank order, the rest counted", "[property]") {
  table::Layer wards = small_wards();
  wards.columns[2].values = table::Column::Integers{3, 1, table::null_integer, 2, 5, 4, 6, 7};
  const std::string text = shown_table(ranking_table(wards.columns), {.top = 3});
  const auto at = [&](const char* name) { return text.find(name); };
  CHECK(at("St Mary's Island") < at("Rainham <North>"));
  CHECK(at("Rainham <North>") < at("Luton & Wayfield"));
  CHECK(at("River") == std::string::npos);
  CHECK(at("… and 5 more areas; --top 0 shows all\n") != std::string::npos);
  CHECK(at("+44.0") == std::string::npos);
  CHECK(at("−12.5") != std::string::npos);
}

TEST_CASE("ranking_table: columns make room on a narrow terminal", "[property]") {
  const table::Layer wards = small_wards();
  for (const std::size_t width : {60U, 80U, 100U}) {
    const std::string text = shown_table(ranking_table(wards.columns), {.width = width});
    std::istringstream lines(text);
    std::string heading;
    std::getline(lines, heading);
    CHECK(display_width(heading) <= width);
    CHECK(heading.find("Area") != std::string::npos);
    CHECK(heading.find("Count") != std::string::npos);
  }
}

TEST_CASE("head_text: what was read and left out", "[oracle]") {
  SummaryHead head;
  head.row_outcomes.read = 6100;
  head.row_outcomes.no_coordinates = 5;
  head.row_outcomes.bad_date = 2;
  head.row_outcomes.filtered = 30;
  head.row_outcomes.located = 6063;
  head.in_area = 6023;
  head.outside = 40;
  CHECK(head_text(head) ==
        "6,100 rows read: 6,023 in an area, 40 outside every area, 30 of other dates or types, 7 "
        "that cannot be placed or dated (5 without coordinates, 2 with a bad date).\n");
  head.row_outcomes = {.read = 6063, .located = 6063};
  head.crs = {.source = "EPSG:4326",
              .name = "OSGB36 to WGS 84 (6)",
              .accuracy_m = 2.0,
              .definition = "+proj=pipeline",
              .grid_missing = true};
  CHECK(head_text(head) ==
        "6,063 rows read: 6,023 in an area, 40 outside every area.\n"
        "Coordinates: OSGB36 to WGS 84 (6), good to 2 m; a better operation needs the OSTN15 "
        "grid\n");
}

}  // namespace plain_table_test
}  // namespace hotward::report
