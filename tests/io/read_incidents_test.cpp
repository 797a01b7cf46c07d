#include "engine/io/incidents/read_incidents.hpp"

#include <set>

#include "tests/io/csv_reference.hpp"
#include "tests/io/incident_reading.hpp"
#include "tests/support/shared.hpp"

namespace hotward::io {
namespace read_incidents_test {

const std::string police_header =
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
    "Crime type,Last outcome category,Context\n";

std::string police_row(const std::string& id, const std::string& month, const std::string& position,
                       const std::string& type) {
  return id + "," + month + ",Kent Police,Kent Police," + position +
         ",On or near High Street,E01016124,Medway 025E," + type + ",,\n";
}

TEST_CASE("read_incidents: every row of five months of Kent is accounted for", "[oracle]") {
  HOTWARD_NEEDS_SHARED("data/incidents");
  IncidentQuery query;
  query.inputs = {shared_path("data/incidents").string()};
  query.period =
      table::Period{table::parse_period("2018-10")->first, table::parse_period("2019-02")->last};
  const auto result = read(query);
  REQUIRE(result);
  const table::RowOutcomes& row_outcomes = result->incidents.row_outcomes;
  CHECK(row_outcomes.add_up());
  // The files' own row counts (SOURCES.md: 75,735 rows of five months; the sixth month has 17,506).
  CHECK(row_outcomes.read == 75735 + 17506);
  CHECK(row_outcomes.malformed_row + row_outcomes.bad_date + row_outcomes.bad_coordinates == 0);
  REQUIRE(result->files.size() == 6);
  CHECK(result->files[5].path.find("2021-06") != std::string::npos);
  CHECK(result->files[5].rows == 17506);
  CHECK(result->files[0].layout == "data.police.uk");
  CHECK(result->incidents.precision == table::TimePrecision::month);
  CHECK(result->incidents.types.size() == 14);
  check_places(result->incidents);

  // The same rows counted by the plain reader.
  std::uint64_t without = 0;
  std::uint64_t located = 0;
  std::set<std::string> positions;
  for (const char* month : {"2018-10", "2018-11", "2018-12", "2019-01", "2019-02"}) {
    const auto path =
        shared_path(std::string("data/incidents/") + month + "/" + month + "-kent-street.csv");
    const auto rows = reference_rows(bytes_of(path), {});
    for (std::size_t r = 1; r < rows.size(); ++r) {
      const auto& fields = rows[r].fields;
      REQUIRE(fields.size() == 12);
      if (fields[4].empty()) {
        ++without;
      } else {
        ++located;
        positions.insert(fields[4] + "," + fields[5]);
      }
    }
  }
  CHECK(row_outcomes.located == located);
  CHECK(result->incidents.places.size() == positions.size());
  CHECK(row_outcomes.no_coordinates >= without);
}

TEST_CASE("read_incidents: the month with CRLF line ends", "[edge]") {
  HOTWARD_NEEDS_SHARED("data/incidents/2021-06");
  IncidentQuery query;
  query.inputs = {shared_path("data/incidents/2021-06").string()};
  query.keep = Keep::everything;
  const auto result = read(query);
  REQUIRE(result);
  REQUIRE(result->incidents.text_columns.size() == 12);
  // The last column keeps no CR.
  for (const std::string& text : result->incidents.text_columns[11].dictionary.texts()) {
    CHECK(text.find('\r') == std::string::npos);
  }
}

TEST_CASE("read_incidents: equal coordinates are one place, whatever their digits", "[edge]") {
  const auto result = read_text(
      "lon,lat\n0.5,51.5\n0.50,51.500\n\"0.5\",51.5\n5e-1,515e-1\n-0.0,51.5\n0.0,51.5\n0.6,51.5\n");
  CHECK(result.incidents.places.incidents == std::vector<std::uint32_t>{4, 2, 1});
  CHECK(result.incidents.place == std::vector<std::uint32_t>{0, 0, 0, 0, 1, 1, 2});
  CHECK(result.incidents.minute.empty());
  CHECK(result.incidents.type.empty());
  CHECK(result.incidents.precision == table::TimePrecision::none);
}

TEST_CASE("read_incidents: an id's place, time and type tell it from another of its name",
          "[edge]") {
  IncidentQuery query;
  query.keep = Keep::checks;
  const std::string id(64, 'f');
  const std::string row = police_row(id, "2019-01", "0.5,51.4", "Other theft");
  for (const std::string& other :
       {police_row(id, "2019-01", "0.6,51.4", "Other theft"),
        police_row(id, "2019-01", "0.5,51.3", "Other theft"),
        police_row(id, "2019-02", "0.5,51.4", "Other theft"),
        police_row(id, "2019-01", "0.5,51.4", "Burglary"),
        police_row(id.substr(1) + "e", "2019-01", "0.5,51.4", "Other theft")}) {
    INFO(other);
    CHECK(read_text(police_header + row + other, query).duplicate_ids == 0);
  }
  for (const std::string& same : {row, police_row(id, "2019-01", "0.50,51.4", " other THEFT")}) {
    INFO(same);
    CHECK(read_text(police_header + row + same, query).duplicate_ids == 1);
  }
}

TEST_CASE("read_incidents: equal rows without an id are separate incidents", "[edge]") {
  const std::string asb = police_row("", "2019-01", "0.5,51.4", "Anti-social behaviour");
  const std::string theft = police_row("abc", "2019-01", "0.5,51.4", "Other theft");
  IncidentQuery query;
  query.keep = Keep::checks;
  const auto kept = read_text(police_header + asb + asb + theft + asb + theft, query);
  CHECK(kept.incidents.row_outcomes.located == 5);
  CHECK(kept.duplicate_ids == 1);
  query.dedupe = true;
  const auto deduped = read_text(police_header + asb + asb + theft + asb + theft, query);
  CHECK(deduped.incidents.row_outcomes.located == 4);
  CHECK(deduped.incidents.row_outcomes.filtered == 1);
  CHECK(deduped.duplicate_ids == 1);
  CHECK(deduped.incidents.type == std::vector<std::uint16_t>{0, 0, 1, 0});
  CHECK(deduped.lsoa_column == "LSOA code");
  CHECK(deduped.description_column == "Location");
  REQUIRE(deduped.incidents.text_columns.size() ==
          2);  // no ids: ten million of them would be a gigabyte
  CHECK(deduped.incidents.text_columns[0].name == "LSOA code");
  CHECK(deduped.incidents.text_columns[1].name == "Location");
}

TEST_CASE("read_incidents: period and types choose among sound rows", "[edge]") {
  const std::string text = police_header + police_row("1", "2019-03", "0.1,51.4", "Burglary") +
                           police_row("2", "2019-04", "0.2,51.4", "Drugs") +
                           police_row("3", "2019-04", "0.3,51.4", "Burglary") +
                           police_row("4", "2019-05", "0.4,51.4", "Burglary") +
                           police_row("5", "2019-04", ",", "Burglary");
  IncidentQuery query;
  query.period = table::parse_period("2019-04");
  query.types = {"Burglary"};
  const auto result = read_text(text, query);
  CHECK(result.incidents.row_outcomes.filtered == 3);
  CHECK(result.incidents.row_outcomes.no_coordinates == 1);
  CHECK(result.incidents.row_outcomes.located == 1);
  CHECK(result.incidents.places.size() == 1);
  // Types of filtered rows keep their number, so a caller can say which there are.
  CHECK(result.incidents.types.texts() == std::vector<std::string>{"Burglary", "Drugs"});
  CHECK(result.incidents.type == std::vector<std::uint16_t>{0});
  CHECK(result.incidents.minute ==
        std::vector<table::Minute>{table::minute_of(table::parse_period("2019-04")->first)});
}

TEST_CASE("read_incidents: days that cut months are pointed out", "[edge]") {
  const std::string text = police_header + police_row("1", "2019-04", "0.1,51.4", "Drugs");
  IncidentQuery query;
  query.period = table::Period{table::parse_period("2019-03-15")->first,
                               table::parse_period("2019-04-15")->last};
  const auto result = read_text(text, query);
  REQUIRE(result.warnings.size() == 1);
  CHECK(result.warnings[0].find("the dates are months") == 0);
}

TEST_CASE("read_incidents: times of a force, with an end", "[edge]") {
  const auto result = read_text(
      "Easting,Northing,Date from,Date to\n"
      "575000,168000,01/04/2019 10:30,01/04/2019 12:00\n"
      "575000,168000,02/04/2019,\n"
      "575000,168000,03/04/2019,02/04/2019\n"
      "575000,168000,soon,\n"
      "575000,168000,,\n"
      "575000,168000,04/04/2019,later\n");
  CHECK(result.incidents.row_outcomes.located == 4);
  CHECK(result.incidents.row_outcomes.bad_date == 2);
  CHECK(result.incidents.row_outcomes.times_swapped == 1);
  CHECK(result.incidents.row_outcomes.ends_unread == 1);
  CHECK(result.incidents.precision == table::TimePrecision::day);
  REQUIRE(result.incidents.minute_end.size() == 4);
  CHECK(result.incidents.minute_end[0] - result.incidents.minute[0] == 90);
  CHECK(result.incidents.minute_end[1] == table::no_time);
  CHECK(result.incidents.minute_end[2] - result.incidents.minute[2] == 24 * 60);
  CHECK(result.incidents.minute_end[3] == table::no_time);
  REQUIRE(result.first_faults.size() == 2);
  CHECK(result.first_faults[0].line == 5);
  CHECK(result.first_faults[0].value == "soon");
  CHECK(result.crs.source == "EPSG:27700");
  CHECK(result.incidents.places.at[0] == geometry::Point{575000, 168000});
}

TEST_CASE("read_incidents: two layouts in one reading", "[edge]") {
  const TestFolder folder;
  put_bytes(folder / "a.csv", "lon,lat\n0.5,51.4\n");
  put_bytes(folder / "b.csv", "type,northing,easting,date\nDrugs,168000,575000,2019-04-05\n");
  IncidentQuery query;
  query.inputs = {(folder / "a.csv").string(), (folder / "b.csv").string()};
  query.keep = Keep::everything;
  const auto result = read(query);
  REQUIRE(result);
  CHECK(result->incidents.minute.size() == 2);
  CHECK(result->incidents.places.size() == 2);
  CHECK(result->incidents.places.at[1] == geometry::Point{575000, 168000});
  CHECK(result->incidents.minute[0] == table::no_time);
  CHECK(result->incidents.types.texts() == std::vector<std::string>{"Drugs", ""});
  CHECK(result->incidents.type == std::vector<std::uint16_t>{1, 0});
  REQUIRE(result->incidents.text_columns.size() == 6);
  CHECK(result->incidents.text_columns[0].text(1).empty());
  CHECK(result->incidents.text_columns[2].text(1) == "Drugs");
  REQUIRE(result->warnings.size() == 1);
  CHECK(result->warnings[0] == "the inputs are in 2 coordinate systems: EPSG:4326, EPSG:27700");
  CHECK(result->crs.source == "EPSG:4326");
  std::swap(query.inputs[0], query.inputs[1]);  // the file without times comes last
  const auto other = read(query);
  REQUIRE(other);
  REQUIRE(other->incidents.minute.size() == 2);
  CHECK(other->incidents.minute[0] == result->incidents.minute[1]);
  CHECK(other->incidents.minute[1] == table::no_time);
}

TEST_CASE("read_incidents: separators, a byte order mark, blank lines, quoted headers", "[edge]") {
  const auto result = read_text(
      "\xEF\xBB\xBF\r\n\"Longitude\";\"Latitude\";\"Note\"\r\n0.5;51.4;\"a;\"\"b\"\"\"\r\n\r\n"
      "0.6;51.4;x",
      [] {
        IncidentQuery query;
        query.keep = Keep::everything;
        return query;
      }());
  CHECK(result.incidents.row_outcomes.read == 2);
  CHECK(result.incidents.row_outcomes.located == 2);
  CHECK(result.incidents.text_columns[2].text(0) == "a;\"b\"");
  CHECK(result.incidents.text_columns[2].text(1) == "x");
}

TEST_CASE("read_incidents: kept columns have names of their own", "[edge]") {
  IncidentQuery query;
  query.keep = Keep::everything;
  const auto result = read_text("lon,lat,,note,note\n0.5,51.4,a,b,c\n", query);
  REQUIRE(result.incidents.text_columns.size() == 5);
  CHECK(result.incidents.text_columns[2].name == "column_3");
  CHECK(result.incidents.text_columns[3].text(0) == "b");
  CHECK(result.incidents.text_columns[4].name == "note_2");
  CHECK(result.incidents.text_columns[4].text(0) == "c");
}

}  // namespace read_incidents_test
}  // namespace hotward::io
