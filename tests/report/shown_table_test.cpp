#include "engine/report/shown_table.hpp"

#include <algorithm>
#include <sstream>

#include "engine/report/number_text.hpp"
#include "tests/support/catch.hpp"

namespace hotward::report {
namespace shown_table_test {

ShownTable wards(std::size_t rows) {
  PlainColumn name{"Ward", {}, false, "area_name"};
  PlainColumn count{"Count", {}, true, "count"};
  PlainColumn share{"Share %", {}, true, "share_pct", 1};
  PlainColumn people{"People", {}, true, "pop", 2};
  PlainColumn km2{"km²", {}, true, "area_km2", only_asked};
  for (std::size_t i = 0; i < rows; ++i) {
    name.cells.push_back("Ward of Saint Nicholas " + std::to_string(i));
    count.cells.push_back(std::to_string(100 - i));
    share.cells.push_back("1.5");
    people.cells.push_back("8,000");
    km2.cells.push_back("2.25");
  }
  return {{name, count, share, people, km2}, "area"};
}

std::size_t longest_line(const std::string& text) {
  std::istringstream lines(text);
  std::size_t longest = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("Not shown")) break;
    longest = std::max(longest, display_width(line));
  }
  return longest;
}

TEST_CASE("shown_table: what matters least makes room first", "[oracle]") {
  CHECK(shown_table(wards(1), {}) ==
        "Ward                      Count  Share %  People\n"
        "------------------------  -----  -------  ------\n"
        "Ward of Saint Nicholas 0    100      1.5   8,000\n");
  CHECK(shown_table(wards(1), {.width = 40}) ==
        "Ward                      Count  Share %\n"
        "------------------------  -----  -------\n"
        "Ward of Saint Nicholas 0    100      1.5\n"
        "Not shown, to fit the screen: People\n");
  CHECK(shown_table(wards(1), {.width = 20}) ==
        "Ward           Count\n"
        "-------------  -----\n"
        "Ward of Sain…    100\n"
        "Not shown, to fit the screen: People, Share %\n");
}

TEST_CASE("shown_table: what has no value makes room before all", "[oracle]") {
  ShownTable table = wards(1);
  table.columns.push_back({"Before", {std::string(no_value)}, true, "prev"});
  table.columns.push_back({"Unlike the others", {""}, false, "breaks"});
  CHECK(shown_table(table, {.width = 50}) ==
        "Ward                      Count  Share %  People\n"
        "------------------------  -----  -------  ------\n"
        "Ward of Saint Nicholas 0    100      1.5   8,000\n"
        "Not shown, to fit the screen: Before, Unlike the others\n");
}

TEST_CASE("shown_table: never wider than the terminal", "[property]") {
  for (std::size_t width = 16; width < 60; ++width) {
    CHECK(longest_line(shown_table(wards(3), {.width = width})) <= width);
  }
  CHECK(longest_line(shown_table(wards(3), {.width = 3})) == 15);  // as narrow as it can be
}

TEST_CASE("shown_table: columns by name, as asked, and all of them", "[oracle]") {
  CHECK(shown_table(wards(1), {.width = 10, .columns = {"Area km2", "area_name"}}) ==
        " km²  Ward\n"
        "----  ------------------------\n"
        "2.25  Ward of Saint Nicholas 0\n");
  const std::vector<ShownTable> tables = {wards(1), {{{"Month", {"2019-04"}, false, "month"}}}};
  CHECK(check_columns(tables, {.columns = {"month", "pop"}}).has_value());
  // A table none of whose columns is asked for is left out.
  CHECK(shown_tables(tables, {.columns = {"month"}}) == "Month\n-------\n2019-04\n\n");
  const auto unknown = check_columns(tables, {.columns = {"pop", "poop"}});
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().code == ErrorCode::usage);
  CHECK(unknown.error().message ==
        "--columns poop: no such column (did you mean 'pop'?); there are: area_name, count, "
        "share_pct, pop, area_km2, month");
  CHECK_FALSE(check_columns({}, {.columns = {"pop"}}));
}

TEST_CASE("shown_table: long tables are cut, and say so", "[oracle][edge]") {
  const auto lines = [](const std::string& text) { return std::ranges::count(text, '\n'); };
  CHECK(lines(shown_table(wards(60), {})) == 62);
  const std::string cut = shown_table(wards(61), {});
  CHECK(lines(cut) == 28);
  CHECK(cut.ends_with("… and 36 more areas; --top 0 shows all\n"));
  CHECK(lines(shown_table(wards(61), {.top = 0})) == 63);
  CHECK(shown_table(wards(3), {.top = 2}).ends_with("… and 1 more area; --top 0 shows all\n"));
  CHECK(lines(shown_table(wards(3), {.top = 3})) == 5);
  CHECK(shown_table(wards(0), {}).empty());
  CHECK(shown_table({}, {}).empty());
}

}  // namespace shown_table_test
}  // namespace hotward::report
