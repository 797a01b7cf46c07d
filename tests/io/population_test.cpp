#include "engine/io/areas/population.hpp"

#include <cmath>

#include "tests/io/folder.hpp"
#include "tests/io/layers.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/close.hpp"

namespace hotward::io {
namespace population_test {

using Names = std::vector<std::string>;
const Names codes = {"E1", "E2", "E3"};

TEST_CASE("people: numbers as the census prints them, and nothing else", "[edge]") {
  const auto read = [](const char* text) { return people(text, NumberStyle::point); };
  for (const char* none : {"", "NULL", "N/A", "-", "nan", "..", "unknown", "31/12/9999"})
    CHECK(std::isnan(read(none).value_or(0.0)));
  CHECK(read("1692") == 1692.0);
  CHECK(read(" 1,692 ") == 1692.0);
  CHECK(read("1 692") == 1692.0);
  CHECK(read("1,234,567.5") == 1234567.5);
  CHECK(read("0") == 0.0);
  CHECK(people("1.692,5", NumberStyle::comma) == 1692.5);
  for (const char* wrong : {"abc", "-1", "1,69", "1,6920", ",169", "1692x", "inf", "..1"}) {
    INFO(wrong);
    CHECK_FALSE(read(wrong));
  }
}

TEST_CASE("read_population: joined on the code, whatever its column is called", "[property]") {
  const TestFolder folder;
  put_bytes(folder / "p.csv",
            "\xEF\xBB\xBFgeography,name,pop\nE3,c,\"3,000\"\nE9,x,9\nE1,a,1000\nE2,b,\n");
  const auto population = read_population((folder / "p.csv").string(), "", codes);
  REQUIRE(population);
  check_close(population->people, {1000, nan, 3000}, 0);
  CHECK(population->source == "pop of p.csv");
  REQUIRE(population->files.size() == 1);
  CHECK(population->files[0].sha256.size() == 64);
}

TEST_CASE("read_population: what is no UTF-8 is Windows-1252, as in files of incidents", "[edge]") {
  const TestFolder folder;
  put_bytes(folder / "p.csv", "ward,pop\nKing\x92s,5\nCaf\xE9,7\n");
  const std::vector<std::string> names = {"Caf\xC3\xA9", "King\xE2\x80\x99s"};
  const auto population = read_population((folder / "p.csv").string(), "", names);
  REQUIRE(population);
  check_close(population->people, {7, 5}, 0);
}

TEST_CASE("read_population: codes in small letters are the areas' codes", "[edge]") {
  const TestFolder folder;
  put_bytes(folder / "p.csv", "code,pop\ne1,1000\nE2,2000\n");
  const auto population = read_population((folder / "p.csv").string(), "", codes);
  REQUIRE(population);
  check_close(population->people, {1000, 2000, nan}, 0);
  put_bytes(folder / "twice.csv", "code,pop\ne1,1000\nE1,2000\n");
  const auto twice = read_population((folder / "twice.csv").string(), "", codes);
  REQUIRE_FALSE(twice);
  CHECK_THAT(twice.error().message, contains_text("is there twice"));
}

TEST_CASE("read_population: numbers of another locale, names as people write them", "[property]") {
  const TestFolder folder;
  const auto people_of = [&](const std::string& bytes, const std::string& column) {
    put_bytes(folder / "p.csv", bytes);
    const auto population = read_population((folder / "p.csv").string(), column, codes);
    INFO((population ? std::string() : population.error().message));
    REQUIRE(population);
    return population->people;
  };
  check_close(people_of("code;Pop\nE1;1.202,5\nE2;987\nE3;N/A\n", ""), {1202.5, 987, nan}, 0);
  check_close(people_of("code,Mid 2019\nE1,1\nE2,2\nE3,3\n", "mid_2019"), {1, 2, 3}, 0);
  put_bytes(folder / "p.csv", "code;pop\nE1;1.202\nE2;2.345\n");
  const auto open = read_population((folder / "p.csv").string(), "", codes);
  REQUIRE_FALSE(open);
  CHECK(open.error().message ==
        (folder / "p.csv").string() +
            ": column pop: '1.202' could be 1.202 or 1202; write the numbers with a decimal point "
            "and without signs that part thousands");
  put_bytes(folder / "p.csv", "code,mid_2019,MID 2019\nE1,1,2\n");
  const auto two = read_population((folder / "p.csv").string(), "Mid-2019", codes);
  REQUIRE_FALSE(two);
  CHECK(two.error().message == (folder / "p.csv").string() +
                                   ": column 'Mid-2019' could be mid_2019 or MID 2019; write the "
                                   "name as it stands there");
  put_bytes(folder / "p.csv", "code,people\nE1,1\n");
  const auto near = read_population((folder / "p.csv").string(), "peeple", codes);
  REQUIRE_FALSE(near);
  CHECK(near.error().message == (folder / "p.csv").string() +
                                    ": no column 'peeple' (did you mean 'people'?); there are "
                                    "code, people");
}

TEST_CASE("read_population: says why it cannot answer", "[error]") {
  const TestFolder folder;
  const std::string file = (folder / "p.csv").string();
  const auto message = [&](const std::string& bytes, const std::string& column, ErrorCode code) {
    put_bytes(file, bytes);
    const auto population = read_population(file, column, codes);
    REQUIRE_FALSE(population);
    CHECK(population.error().code == code);
    return population.error().message;
  };
  CHECK(message("code,pop\nE1,1\nE1,2\n", "", ErrorCode::bad_value) ==
        file + ": code E1 is there twice (column code)");
  CHECK(message("code,pop\nE1,many\n", "", ErrorCode::bad_value) ==
        file + ": 'many' is no population (column pop, code E1)");
  CHECK(message("code,pop\nE1,1\n", "people", ErrorCode::missing_column) ==
        file + ": no column 'people'; there are code, pop");
  CHECK(message("code,pop_a,pop_b\nE1,1,2\n", "", ErrorCode::missing_column) ==
        file + ": which column holds the population? Name one as " + file +
            ":COLUMN; there are code, pop_a, pop_b");
  CHECK(message("code,pop\nW1,1\n", "", ErrorCode::missing_column) ==
        file + ": no column holds the areas' codes, such as E1; there are code, pop");
  const auto none = read_population((folder / "none.csv").string(), "", codes);
  REQUIRE_FALSE(none);
  CHECK(none.error().code == ErrorCode::no_such_file);
}

TEST_CASE("population_warnings: areas without people, areas without a number", "[property]") {
  CHECK(population_warnings({5, 6, 7}, codes, "pop").empty());
  CHECK(population_warnings({0, nan, 7}, codes, "pop of p.csv") ==
        Names{"1 of 3 areas has no population, so no rate (pop of p.csv): E2",
              "1 of 3 areas has a population of 0, so no rate (pop of p.csv): E1"});
}

}  // namespace population_test
}  // namespace hotward::io
