// However the input is cut into chunks, and on however many threads, the table is the same.
#include "engine/core/parallel.hpp"
#include "engine/core/random.hpp"
#include "engine/io/incidents/read_incidents.hpp"
#include "tests/io/incident_reading.hpp"
#include "tests/io/zip_maker.hpp"
#include "tests/support/shared.hpp"
#include "tests/support/threads.hpp"

namespace hotward::io {
namespace read_incidents_cut_test {

// Two readings are the same table.
void check_same(const IncidentsRead& a, const IncidentsRead& b) {
  const table::Incidents& x = a.incidents;
  const table::Incidents& y = b.incidents;
  CHECK(x.places.at == y.places.at);
  CHECK(x.places.incidents == y.places.incidents);
  CHECK(x.place == y.place);
  CHECK(x.minute == y.minute);
  CHECK(x.minute_end == y.minute_end);
  CHECK(x.type == y.type);
  CHECK(x.types.texts() == y.types.texts());
  REQUIRE(x.text_columns.size() == y.text_columns.size());
  for (std::size_t k = 0; k < x.text_columns.size(); ++k) {
    CHECK(x.text_columns[k].name == y.text_columns[k].name);
    CHECK(x.text_columns[k].codes == y.text_columns[k].codes);
    CHECK(x.text_columns[k].dictionary.texts() == y.text_columns[k].dictionary.texts());
  }
  CHECK(x.precision == y.precision);
  CHECK(x.row_outcomes.read == y.row_outcomes.read);
  CHECK(x.row_outcomes.no_coordinates == y.row_outcomes.no_coordinates);
  CHECK(x.row_outcomes.bad_coordinates == y.row_outcomes.bad_coordinates);
  CHECK(x.row_outcomes.malformed_row == y.row_outcomes.malformed_row);
  CHECK(x.row_outcomes.bad_date == y.row_outcomes.bad_date);
  CHECK(x.row_outcomes.filtered == y.row_outcomes.filtered);
  CHECK(a.duplicate_ids == b.duplicate_ids);
  REQUIRE(a.first_faults.size() == b.first_faults.size());
  for (std::size_t i = 0; i < a.first_faults.size(); ++i) {
    CHECK(a.first_faults[i].line == b.first_faults[i].line);
    CHECK(a.first_faults[i].value == b.first_faults[i].value);
    CHECK(a.first_faults[i].reason == b.first_faults[i].reason);
  }
}

TEST_CASE("read_incidents: the same at any number of threads, chunk and block", "[property]") {
  HOTWARD_NEEDS_SHARED("data/incidents/2018-12");
  IncidentQuery query;
  query.inputs = {shared_path("data/incidents").string()};
  query.keep = Keep::checks;
  query.period =
      table::Period{table::parse_period("2018-11")->first, table::parse_period("2021-06")->last};
  const auto whole = read(query);
  REQUIRE(whole);
  check_places(whole->incidents);
  for (const unsigned threads : {1U, 2U, 4U}) {
    set_thread_count(threads);
    for (const std::size_t chunk : {std::size_t{20000}, std::size_t{777777}}) {
      INFO(threads << " threads, chunks of " << chunk);
      ReadTuning tuning;
      tuning.chunk_bytes = chunk;
      tuning.block_bytes = threads == 2 ? 100 : 5000;
      const auto cut = read(query, tuning);
      REQUIRE(cut);
      check_same(*whole, *cut);
    }
  }
  set_thread_count(0);
}

// Fields that hurt, in the columns that are used.
std::string nasty_incidents(std::uint32_t seed) {
  Random random(seed, Stream::test, 2);
  const auto pick = [&](const std::vector<std::string>& choices) {
    return choices[random.below(static_cast<std::uint32_t>(choices.size()))];
  };
  std::string text = "id,lon,lat,date,category,note\n";
  const std::uint32_t rows = random.below(120);
  for (std::uint32_t r = 0; r < rows; ++r) {
    text += pick({"", "A1", "A2", "\"A1\"", std::to_string(r)}) + ",";
    text += pick({"0.5", "0.50", "\"0.5\"", "", "-", "nan", "1e308", "0", "-181", " 0.5"}) + ",";
    text += pick({"51.4", "51.40", "\"51.4\"", "", "inf", "0", "51.5", "91"}) + ",";
    text +=
        pick({"2019-04", "2019-04-30", "30/04/2019", "", "x", "\"2019-05\"", "2019-04-01 12:30"});
    text += "," + pick({"Burglary", "\"Burglary\"", "Drugs", "", "Caf\xE9", "a,b"}) + ",";
    text += pick({"", "plain", "\"two\nlines\"", "\"comma, quote \"\" \"", "5\" pipe", "\"open"});
    text += pick({"\n", "\n", "\n", "\r\n", ",extra\n", "\n\n"});
  }
  return text;
}

TEST_CASE("read_incidents: the same for nasty files, however they are cut", "[brute]") {
  const std::uint32_t seed = GENERATE(range(1U, 61U));
  INFO("seed " << seed);
  IncidentQuery query;
  query.keep = Keep::everything;
  query.dedupe = seed % 2 == 0;
  if (seed % 3 == 0) query.types = {"Burglary", "Caf\xC3\xA9"};
  const std::string text = nasty_incidents(seed) + "z,0.7,51.1,2019-04,Drugs,\n";
  INFO(text);
  set_thread_count(1);
  const auto whole = read_text(text, query);
  check_places(whole.incidents);
  for (const unsigned threads : {1U, 3U}) {
    set_thread_count(threads);
    ReadTuning tuning;
    tuning.chunk_bytes = 1 + seed % 50;
    tuning.block_bytes = 1 + seed % 7;
    check_same(whole, read_text(text, query, tuning));
  }
  set_thread_count(0);
  // As a stream it is the same again.
  const TestFolder folder;
  put_bytes(folder / "cases.zip", zip_of({{"cases.csv", text}}));
  query.inputs = {(folder / "cases.zip").string()};
  ReadTuning tuning;
  tuning.chunk_bytes = 40;
  tuning.block_bytes = 9;
  const auto zipped = read(query, tuning);
  REQUIRE(zipped);
  check_same(whole, *zipped);
}

// Where nearly all positions differ, their text is no longer looked up: after so many rows of a
// chunk, so that small chunks judge a large one.
TEST_CASE("read_incidents: the same where nearly all positions differ, and then come again",
          "[brute]") {
  constexpr int distinct = 6000;
  std::string text = "lon,lat\n";
  for (int r = 0; r < 2 * distinct; ++r) {
    const int i = r % distinct;
    text += "0." + std::to_string(500000 + i) + ",51.4" + (r < distinct ? "\n" : "0\n");
    if (i % 1000 == 999) text += "181,51.4\n,\n";
  }
  set_thread_count(1);
  const auto whole = read_text(text);
  check_places(whole.incidents);
  CHECK(whole.incidents.places.size() == distinct);
  CHECK(whole.incidents.places.incidents == std::vector<std::uint32_t>(distinct, 2));
  CHECK(whole.incidents.row_outcomes.bad_coordinates == 12);
  CHECK(whole.incidents.row_outcomes.no_coordinates == 12);
  ReadTuning tuning;
  tuning.chunk_bytes = 20000;
  check_same(whole, read_text(text, {}, tuning));
  set_thread_count(0);
}

// A row that lacks fields sends its batch another way: row by row, not column by column.
TEST_CASE("read_incidents: forces, times and types beside a row that lacks fields", "[property]") {
  std::string text = "Month,Falls within,Longitude,Latitude,Crime type\n";
  for (int r = 0; r < 30; ++r) {
    if (r == 17) text += "2019-01,Kent Police\n";
    text += r % 3 == 0 ? "2019-02,Kent Police" : "2019-03,Essex Police";
    text += ",0.5" + std::to_string(r) + ",51.4," + (r % 2 == 0 ? "Drugs" : "Burglary") + "\n";
  }
  const auto got = read_text(text);
  const table::Incidents& incidents = got.incidents;
  CHECK(incidents.row_outcomes.malformed_row == 1);
  REQUIRE(incidents.place.size() == 30);
  REQUIRE(incidents.force.size() == 30);
  for (std::size_t i = 0; i < 30; ++i) {
    INFO("row " << i);
    CHECK(incidents.forces.text(incidents.force[i]) == (i % 3 == 0 ? "kent" : "essex"));
    CHECK(incidents.types.text(incidents.type[i]) == (i % 2 == 0 ? "Drugs" : "Burglary"));
    CHECK(table::to_string(table::month_of(incidents.minute[i])) ==
          (i % 3 == 0 ? "2019-02" : "2019-03"));
  }
}

}  // namespace read_incidents_cut_test
}  // namespace hotward::io
