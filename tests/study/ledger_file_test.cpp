#include "engine/study/ledger_file.hpp"

#include <fstream>
#include <iterator>
#include <string>

#include "tests/io/folder.hpp"
#include "tests/support/catch.hpp"

namespace hotward {
namespace ledger_file_test {

using disclosure::PublishedTable;
using io::TestFolder;

PublishedTable made_table(std::int64_t first) {
  PublishedTable table;
  table.command = "rank";
  table.title = "ASB incidents, 2020-01 \"new\"";
  table.source = "wards.geojson";
  table.counted.period = table::parse_period("2020-01");
  table.counted.types = {"burglary", "robbery"};
  table.counted.filters = {"where a > 3"};
  table.total = first + 9;
  table.areas = {{"E1", "aa", {0.0, 0.0, 10.0, 10.0}, first},
                 {"E2", "bb", {10.0, 0.0, 20.0, 10.0}, {}}};
  return table;
}

std::string read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Opens the ledger, puts a table into it, and says whether its outputs came to stand.
void publish(const std::filesystem::path& path, PublishedTable table, bool stands = true) {
  const auto ledger = open_ledger(path.string());
  REQUIRE(ledger);
  (*ledger)->published = std::move(table);
  auto remembered = Remembered::in(**ledger);
  REQUIRE(remembered);
  if (stands) remembered->stays();
}

TEST_CASE("ledger_file: what is written is read", "[property]") {
  const TestFolder folder;
  const auto path = folder / "ledger.json";
  publish(path, made_table(20));
  publish(path, made_table(30));
  const auto ledger = open_ledger(path.string());
  REQUIRE(ledger);
  REQUIRE((*ledger)->tables.size() == 2);
  const PublishedTable& first = (*ledger)->tables[0];
  CHECK(is_same(first, made_table(20)));
  CHECK(first.title == made_table(20).title);
  CHECK(first.areas[1].code == "E2");
  CHECK_FALSE(is_same(first, (*ledger)->tables[1]));
  CHECK(folder.names() == std::vector<std::string>{"ledger.json", "ledger.json.lock"});
}

TEST_CASE("ledger_file: the very same again changes no byte", "[property]") {
  const TestFolder folder;
  const auto path = folder / "ledger.json";
  publish(path, made_table(20));
  const std::string before = read(path);
  publish(path, made_table(20));
  CHECK(read(path) == before);
  CHECK(folder.names() == std::vector<std::string>{"ledger.json"});
}

TEST_CASE("ledger_file: where outputs do not come to stand it is put back", "[property]") {
  const TestFolder folder;
  const auto path = folder / "ledger.json";
  publish(path, made_table(20), false);
  CHECK(folder.names().empty());
  publish(path, made_table(20));
  const std::string before = read(path);
  publish(path, made_table(30), false);
  CHECK(read(path) == before);
}

TEST_CASE("ledger_file: one program at a time", "[error]") {
  const TestFolder folder;
  const auto path = folder / "ledger.json";
  {
    const auto one = open_ledger(path.string());
    REQUIRE(one);
    const auto other = open_ledger(path.string());
    REQUIRE_FALSE(other);
    CHECK(other.error().code == ErrorCode::unavailable);
    CHECK_THAT(other.error().message, contains_text("another program works with it"));
    // Somebody who knows of no lock.
    (*one)->published = made_table(20);
    std::ofstream(path) << "mine";
    const auto remembered = Remembered::in(**one);
    REQUIRE_FALSE(remembered);
    CHECK_THAT(remembered.error().message, contains_text("changed after it was read"));
  }
  CHECK(read(path) == "mine");
  CHECK(folder.names() == std::vector<std::string>{"ledger.json"});
}

TEST_CASE("ledger_file: what is damaged or of another version is refused", "[error]") {
  const TestFolder folder;
  const auto path = folder / "ledger.json";
  publish(path, made_table(20));
  const std::string good = read(path);
  const auto refused = [&](const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
    const auto ledger = open_ledger(path.string());
    REQUIRE_FALSE(ledger);
    CHECK(ledger.error().code == ErrorCode::wrong_format);
    CHECK_THAT(ledger.error().message, contains_text("ledger.json"));
    return ledger.error().message;
  };
  for (std::size_t length = 0; length < good.size() - 1; length += 7)
    refused(good.substr(0, length));
  for (std::size_t at = 0; at < good.size() - 1; at += 3) {
    std::string other = good;
    other[at] = other[at] == '1' ? '2' : '1';
    INFO(at);
    if (other != good) refused(other);
  }
  std::string other = good;
  other.replace(other.find(":1,"), 3, ":7,");
  CHECK_THAT(refused(other), contains_text("a ledger of version 7"));
}

}  // namespace ledger_file_test
}  // namespace hotward
