#include "engine/io/incidents/text_spool.hpp"

#include <string>
#include <string_view>

#include "engine/core/random.hpp"
#include "tests/io/folder.hpp"
#include "tests/io/incident_reading.hpp"
#include "tests/support/catch.hpp"

namespace hotward::io {
namespace text_spool_test {

// The texts of every row, column by column.
using Rows = std::vector<std::vector<std::string>>;

void add_rows(Rows& rows, const std::vector<table::CodedTexts>& run) {
  rows.resize(run.size());
  for (std::size_t c = 0; c < run.size(); ++c) {
    for (const std::uint32_t code : run[c].codes) rows[c].emplace_back(run[c].texts[code]);
  }
}

Rows read_all(TextSpool& spool) {
  Rows rows;
  KeptRun run;
  REQUIRE(spool.restart());
  while (true) {
    const auto more = spool.next(run);
    REQUIRE(more);
    if (!*more) return rows;
    for (const table::CodedTexts& column : run.columns) CHECK(column.codes.size() == run.rows);
    add_rows(rows, run.columns);
  }
}

// Of one size: digits alone, which are packed, or with a letter that is none.
std::string id_text(Random& random, std::size_t size, std::string_view letters) {
  std::string text(size, '0');
  for (char& c : text) c = letters[random.below(static_cast<std::uint32_t>(letters.size()))];
  return text;
}

// A text for each row, as ids have it; or rather more of them than a byte can number.
table::CodedTexts id_column(Random& random, std::size_t rows) {
  table::CodedTexts column;
  const std::size_t size = random.below(20);
  const char* letters = random.below(4) == 0 ? "0123456789abcdefF" : "0123456789abcdef";
  const std::size_t texts = random.below(2) == 0 ? rows : rows / 2 + 1;
  for (std::size_t t = 0; t < texts; ++t) column.texts.push_back(id_text(random, size, letters));
  for (std::size_t i = 0; i < rows; ++i) {
    column.codes.push_back(static_cast<std::uint32_t>(i % texts));
  }
  return column;
}

table::CodedTexts random_column(Random& random, std::size_t rows) {
  if (random.below(2) == 0) return id_column(random, rows);
  table::CodedTexts column;
  const std::uint32_t texts = 1 + random.below(5);
  for (std::size_t t = 0; t < texts; ++t) {
    // Of any length, with every byte, the empty one too.
    std::string text(random.below(3) == 0 ? 0 : random.below(5000), 'x');
    for (char& c : text) c = static_cast<char>(random.below(256));
    column.texts.push_back(text);
  }
  for (std::size_t i = 0; i < rows; ++i) {
    column.codes.push_back(random.below(texts));
  }
  return column;
}

TEST_CASE("TextSpool: rows come back as they were added, as often as asked", "[property]") {
  Random random(7, Stream::test);
  const TestFolder folder;
  const std::size_t memory_bytes =
      GENERATE(std::size_t{0}, std::size_t{100'000}, std::size_t{1} << 30U);
  auto spool = TextSpool::make_beside(folder / "out.csv", memory_bytes);
  REQUIRE(spool);
  CHECK(folder.names().empty());  // nothing to leave behind
  Rows expected;
  for (int run = 0; run < 60; ++run) {
    const std::size_t rows = run == 0 ? 70'000 : random.below(1000);
    const std::vector<table::CodedTexts> columns = {random_column(random, rows),
                                                    random_column(random, rows)};
    REQUIRE(spool->add(columns, rows));
    add_rows(expected, columns);
  }
  CHECK(read_all(*spool) == expected);
  CHECK(read_all(*spool) == expected);
}

TEST_CASE("TextSpool: pairs of digits, and of every other byte", "[brute]") {
  const TestFolder folder;
  auto spool = TextSpool::make_beside(folder / "out.csv");
  REQUIRE(spool);
  Rows expected(1);
  for (int byte = 0; byte < 256; ++byte) {
    const std::string text{'0', static_cast<char>(byte), 'f', '9'};
    REQUIRE(spool->add({{{text, "abcd"}, {0, 1}}}, 2));
    expected[0].insert(expected[0].end(), {text, "abcd"});
  }
  CHECK(read_all(*spool) == expected);
}

TEST_CASE("TextSpool: rows that are left out stay away", "[property]") {
  const TestFolder folder;
  auto spool = TextSpool::make_beside(folder / "out.csv");
  REQUIRE(spool);
  REQUIRE(spool->add({{{"a", "b"}, {0, 1, 0}}}, 3));
  REQUIRE(spool->add({{{"c"}, {0}}}, 1));
  REQUIRE(spool->add({{{"d", "e"}, {1, 0}}}, 2));
  spool->keep_only({true, false, true, false, false, true});
  CHECK(read_all(*spool) == Rows{{"a", "a", "d"}});
  CHECK(read_all(*spool) == Rows{{"a", "a", "d"}});
}

TEST_CASE("TextSpool: rows without a column are counted", "[edge]") {
  const TestFolder folder;
  auto spool = TextSpool::make_beside(folder / "out.csv");
  REQUIRE(spool);
  REQUIRE(spool->add({}, 3));
  REQUIRE(spool->add({}, 2));
  spool->keep_only({true, false, true, false, true});
  KeptRun run;
  REQUIRE(spool->restart());
  std::vector<std::size_t> rows;
  while (true) {
    const auto more = spool->next(run);
    REQUIRE(more);
    if (!*more) break;
    rows.push_back(run.rows);
  }
  CHECK(rows == std::vector<std::size_t>{2, 1});
}

TEST_CASE("TextSpool: a folder that is not there is named", "[edge]") {
  const TestFolder folder;
  const auto spool = TextSpool::make_beside(folder / "missing" / "out.csv");
  REQUIRE_FALSE(spool);
  CHECK(spool.error().code == ErrorCode::cannot_write);
  CHECK_THAT(spool.error().message, contains_text("missing/out.csv: cannot be written: "));
}

// Most differ, so they are no longer looked up; those without an id are all alike.
TEST_CASE("read_incidents: ids of which some are missing go through a spool", "[brute]") {
  std::string text = "Crime ID,Longitude,Latitude,Note\n";
  Rows expected(4);
  for (int i = 0; i < 5000; ++i) {
    const std::string id = i % 3 == 0 ? "" : "id " + std::to_string(i);
    const std::string note = i % 7 == 0 ? " caf\xE9 " : "\"b\"";
    text += id + ",0.5,51.4," + note + "\n";
    expected[0].push_back(id);
    expected[1].emplace_back("0.5");
    expected[2].emplace_back("51.4");
    expected[3].emplace_back(i % 7 == 0 ? "caf\xC3\xA9" : "b");
  }
  const TestFolder folder;
  auto spool = TextSpool::make_beside(folder / "out.csv");
  REQUIRE(spool);
  IncidentQuery query;
  query.keep = Keep::as_given;
  query.spool = &*spool;
  REQUIRE(read_text(text, query, {}).incidents.size() == 5000);
  CHECK((read_all(*spool) == expected));
}

TEST_CASE("read_incidents: a spool takes the texts that the table would have kept", "[property]") {
  // The second row repeats the first; the fourth lies where the National Grid does not reach.
  const std::string text =
      "Crime ID,Longitude,Latitude,Crime type,Note\n"
      "a,0.5,51.4,Burglary,first\n"
      "a,0.5,51.4,Burglary,first\n"
      "b,0.6,51.4,Robbery,\n"
      "c,88.0,0.1,Robbery,far away\n"
      "d,0.5,51.4,Drugs,\"last, of all\"\n";
  for (const std::size_t chunk_bytes : {std::size_t{40}, std::size_t{1} << 20U}) {
    ReadTuning tuning;
    tuning.chunk_bytes = chunk_bytes;
    IncidentQuery query;
    query.keep = Keep::as_given;
    query.dedupe = true;
    const IncidentsRead held = read_text(text, query, tuning);
    REQUIRE(held.incidents.size() == 3);
    const TestFolder folder;
    auto spool = TextSpool::make_beside(folder / "out.csv");
    REQUIRE(spool);
    query.spool = &*spool;
    const IncidentsRead spooled = read_text(text, query, tuning);
    Rows expected;
    for (const table::TextColumn& column : held.incidents.text_columns) {
      expected.emplace_back();
      for (std::size_t i = 0; i < column.codes.size(); ++i) {
        expected.back().push_back(column.text(i));
      }
    }
    CHECK(read_all(*spool) == expected);
    REQUIRE(spooled.incidents.text_columns.size() == held.incidents.text_columns.size());
    CHECK(spooled.incidents.text_columns.back().name == "Note");
    CHECK(spooled.incidents.text_columns.back().codes.empty());
    CHECK(spooled.incidents.place == held.incidents.place);
  }
}

}  // namespace text_spool_test
}  // namespace hotward::io
