#include "engine/io/incidents/force_name.hpp"

#include <map>

#include <fmt/format.h>

#include "engine/core/random.hpp"
#include "tests/io/incident_reading.hpp"

namespace hotward::io {
namespace force_name_test {

table::Month month(const char* text) { return table::month_of(table::parse_period(text)->first); }

TEST_CASE("police_file_name: month and force, behind folders and before .gz", "[property]") {
  const auto name = police_file_name("2020.zip/2020-04/2020-04-avon-and-somerset-street.csv");
  CHECK(name.month == month("2020-04"));
  CHECK(name.force == "avon-and-somerset");
  CHECK(police_file_name("2020-04-KENT-street.CSV.gz").force == "kent");
  CHECK(police_file_name("2020-04-burglaries.csv").month == month("2020-04"));
  CHECK(police_file_name("2020-04-burglaries.csv").force.empty());
  CHECK_FALSE(police_file_name("kent-street.csv").month);
  CHECK_FALSE(police_file_name("2020-13-kent-street.csv").month);
  CHECK(police_file_name("").force.empty());
}

TEST_CASE("force_name: a row's force is the one that files are named after", "[property]") {
  CHECK(force_name("Kent Police") == "kent");
  CHECK(force_name(" Devon & Cornwall Police ") == "devon-and-cornwall");
  CHECK(force_name("Devon&Cornwall Police") == "devon-and-cornwall");
  CHECK(force_name("& Sons") == "and-sons");
  CHECK(force_name("Avon and Somerset Constabulary") == "avon-and-somerset");
  CHECK(force_name("Metropolitan Police Service") == "metropolitan");
  CHECK(force_name("City of London Police") == "city-of-london");
  CHECK(force_name("Dyfed-Powys Police") == "dyfed-powys");
  CHECK(force_name("Police Service of Northern Ireland") == "northern-ireland");
  CHECK(force_name("British Transport Police") == "btp");
  CHECK(force_name("").empty());
  CHECK(force_name("N/A").empty());
  CHECK(force_name("Police") == "police");
}

TEST_CASE("read_incidents: rows by force, month and type, without a position too", "[property]") {
  IncidentQuery query;
  query.types = {"Burglary"};
  query.period = table::parse_period("2020-01");
  const auto read = read_text(
      "month,crime type,longitude,latitude,reported by\n"
      "2020-01,Burglary,0.5,51.4,Kent Police\n"
      "2020-01,BURGLARY,,,Kent Police\n"
      "2020-01,Robbery,0.5,51.4,Essex Police\n"
      "2020-02,Burglary,0.5,51.4,kent\n"
      "2020-02,Burglary,0,0,Essex Police\n"
      "2020-01,Burglary,0.6,51.4,Essex Police\n",
      query);
  const table::Incidents& incidents = read.incidents;
  REQUIRE(incidents.size() == 2);
  CHECK(incidents.forces.texts() == std::vector<std::string>{"kent", "essex"});
  CHECK(incidents.force == std::vector<std::uint16_t>{0, 1});
  const auto counts = [&](const char* force, const char* when, const char* type) {
    const auto found = incidents.by_month.rows.find({force, month(when), type});
    REQUIRE(found != incidents.by_month.rows.end());
    return found->second;
  };
  CHECK(incidents.by_month.rows.size() == 5);
  CHECK(counts("kent", "2020-01", "Burglary").placed == 1);
  CHECK(counts("kent", "2020-01", "Burglary").unplaced == 1);
  CHECK(counts("kent", "2020-02", "Burglary").placed == 1);
  CHECK(counts("essex", "2020-02", "Burglary").unplaced == 1);
  CHECK(counts("essex", "2020-01", "Burglary").placed == 1);
  CHECK_FALSE(counts("essex", "2020-01", "Robbery").wanted);
  CHECK(incidents.seen.months.size() == 2);
}

TEST_CASE("read_incidents: rows by force, month and type, counted one by one", "[brute]") {
  Random random(3, Stream::test);
  std::map<table::RowKind, std::pair<std::uint64_t, std::uint64_t>> expected;
  std::string text = "Month,Crime type,Longitude,Latitude,Reported by\n";
  for (int i = 0; i < 4000; ++i) {
    // Later rows bring types and months that the first do not have.
    const std::uint32_t range = 1 + static_cast<std::uint32_t>(i) / 100;
    const std::string force = "Force " + std::to_string(random.below(3));
    const std::string type = "Kind " + std::to_string(random.below(range));
    const std::uint32_t m = random.below(range);
    const std::string when = fmt::format("{}-{:02}", 2019 + m / 12, 1 + m % 12);
    const bool placed = random.below(4) != 0;
    text += fmt::format("{},{},{},{}\n", when, type, placed ? "0.5,51.4" : ",", force);
    auto& [with, without] = expected[{force_name(force), month(when.c_str()), type}];
    (placed ? with : without) += 1;
  }
  for (const std::size_t chunk_bytes : {std::size_t{2000}, std::size_t{1} << 20U}) {
    ReadTuning tuning;
    tuning.chunk_bytes = chunk_bytes;
    const auto& rows = read_text(text, {}, tuning).incidents.by_month.rows;
    REQUIRE(rows.size() == expected.size());
    for (const auto& [kind, counts] : rows) {
      CHECK(expected.at(kind) == std::pair(counts.placed, counts.unplaced));
      CHECK(counts.wanted);
    }
  }
}

TEST_CASE("read_incidents: a file's name says the force of all its rows", "[property]") {
  const TestFolder folder;
  const std::string header = "month,crime type,longitude,latitude,reported by\n";
  put_bytes(folder / "2020-01-kent-street.csv", header + "2020-01,Burglary,0.5,51.4,Test\n");
  put_bytes(folder / "2020-01-essex-street.csv", header + "2020-01,Burglary,0.6,51.4,Test\n");
  IncidentQuery query;
  query.inputs = {(folder / "2020-01-kent-street.csv").string(),
                  (folder / "2020-01-essex-street.csv").string()};
  const auto both = read(query);
  REQUIRE(both);
  CHECK(both->incidents.forces.texts() == std::vector<std::string>{"kent", "essex"});
  CHECK(both->incidents.force == std::vector<std::uint16_t>{0, 1});
  CHECK(both->files[1].named.force == "essex");
  query.inputs.pop_back();
  CHECK(read(query)->incidents.force.empty());
}

}  // namespace force_name_test
}  // namespace hotward::io
