// Bad input: what is refused, what is counted, and what is said.
#include <fmt/format.h>

#include "engine/io/incidents/read_incidents.hpp"
#include "tests/io/incident_reading.hpp"
#include "tests/io/zip_maker.hpp"
#include "tests/support/stopped.hpp"

namespace hotward::io {
namespace read_incidents_faults_test {

Result<IncidentsRead> read_bytes(const std::string& bytes, IncidentQuery query = {}) {
  const TestFolder folder;
  put_bytes(folder / "x.csv", bytes);
  query.inputs = {(folder / "x.csv").string()};
  auto result = read(query);
  if (!result) {
    std::string& message = result.error().message;
    const std::string path = query.inputs[0];
    const auto at = message.find(path);
    if (at != std::string::npos) message.replace(at, path.size(), "x.csv");
  }
  return result;
}

Error error_of(const std::string& bytes, const IncidentQuery& query = {}) {
  const auto result = read_bytes(bytes, query);
  REQUIRE_FALSE(result);
  CHECK(result.error().message.find('\n') == std::string::npos);
  return result.error();
}

TEST_CASE("read_incidents: refuses what is no CSV", "[error]") {
  CHECK(error_of("").code == ErrorCode::wrong_format);
  CHECK(error_of("").message == "x.csv: an empty file");
  CHECK(error_of("\n\n\r\n").message == "x.csv: an empty file");
  CHECK(error_of("%PDF-1.7\n%\xE2\xE3\n1 0 obj").message == "x.csv: no CSV, but a PDF");
  CHECK(error_of("%PDF-1.7\n").code == ErrorCode::wrong_format);
  CHECK(error_of(zip_of({{"a.csv", "x"}})).message.find("a zip archive") != std::string::npos);
  CHECK(error_of(std::string("lon,lat\n0.5,\0\0\0\n", 16)).message ==
        "x.csv: no CSV, but binary data");
  CHECK(error_of(std::string("\xFF\xFEl\0o\0n\0", 8)).message.find("UTF-16") != std::string::npos);
  CHECK(error_of("<!DOCTYPE html><html>").message == "x.csv: no CSV, but HTML or XML");
  CHECK(error_of("lon,lat\r0.5,51.4\r").message.find("CR alone") != std::string::npos);
  CHECK(error_of("\"lon,lat\n0.5,51.4\n").message == "x.csv: no CSV: its first line has no end");
}

TEST_CASE("read_incidents: a header alone is no data, beside rows it is no fault", "[error]") {
  CHECK(error_of("lon,lat\n").code == ErrorCode::no_data);
  CHECK(error_of("lon,lat").message == "x.csv: a header, but no rows");
  const TestFolder folder;
  put_bytes(folder / "a.csv", "lon,lat\n");
  put_bytes(folder / "b.csv", "lon,lat\n0.5,51.4\n");
  IncidentQuery query;
  query.inputs = {folder.path().string()};
  const auto result = read(query);
  REQUIRE(result);
  CHECK(result->files[0].rows == 0);
  CHECK(result->files[1].rows == 1);
}

TEST_CASE("read_incidents: columns that are missing or in doubt", "[error]") {
  CHECK(error_of("a,b\n1,2\n").message ==
        "x.csv: no columns of coordinates among a, b; say --x COLUMN --y COLUMN --crs SYSTEM");
  IncidentQuery query;
  query.period = table::parse_period("2019-04");
  CHECK(error_of("lon,lat\n0.5,51.4\n", query).code == ErrorCode::missing_column);
  query = {};
  query.types = {"Drugs"};
  CHECK(error_of("lon,lat\n0.5,51.4\n", query).code == ErrorCode::missing_column);
  query = {};
  query.dedupe = true;
  CHECK(error_of("lon,lat\n0.5,51.4\n", query).message.find("--id COLUMN") != std::string::npos);
  query = {};
  query.columns.crs = "EPSG:999999";
  CHECK(error_of("lon,lat\n0.5,51.4\n", query).code == ErrorCode::bad_value);
  query = {};
  query.where = "a > 1";
  CHECK(error_of("lon,lat\n0.5,51.4\n", query).code == ErrorCode::usage);
  CHECK(error_of("lon,lat\n0.5,51.4\n", query).message.find("CSV:") != std::string::npos);
}

TEST_CASE("read_incidents: refuses coordinates that are not what the columns say", "[error]") {
  const Error swapped = error_of("Longitude,Latitude\n51.4,0.5\n51.5,0.6\n0.5,51.4\n");
  CHECK(swapped.code == ErrorCode::wrong_format);
  CHECK(swapped.message ==
        "x.csv: the two coordinates look swapped in columns Longitude and Latitude (first: 51.4, "
        "0.5); say --x Latitude --y Longitude");
  CHECK(error_of("lon,lat\n575000,168000\n").message.find("--crs EPSG:27700") != std::string::npos);
  CHECK(error_of("easting,northing\n0.5,51.4\n").message.find("--crs EPSG:4326") !=
        std::string::npos);
  // The remedy works.
  IncidentQuery query;
  query.columns.x = "Latitude";
  query.columns.y = "Longitude";
  query.columns.crs = "EPSG:4326";
  CHECK(read_bytes("Longitude,Latitude\n51.4,0.5\n", query));
  query = {};
  query.columns.crs = "EPSG:27700";
  CHECK(read_bytes("lon,lat\n575000,168000\n", query));
}

TEST_CASE("read_incidents: columns named x and y are what their values are", "[edge]") {
  const auto degrees = read_bytes("x,y\n0.5,51.4\n");
  REQUIRE(degrees);
  CHECK(degrees->crs.source == "EPSG:4326");
  REQUIRE(degrees->warnings.size() == 1);
  CHECK(degrees->warnings[0].find("are taken as EPSG:4326, by their values") != std::string::npos);
  const auto metres = read_bytes("x,y\n575000,168000\n");
  REQUIRE(metres);
  CHECK(metres->crs.source == "EPSG:27700");
  CHECK(error_of("x,y\n-8000000,6000000\n").message.find("say --crs SYSTEM") != std::string::npos);
}

TEST_CASE("read_incidents: coordinates that are none", "[edge]") {
  const auto result = read_bytes(
      "lon,lat\n0.5,51.4\nNaN,51.4\ninf,51.4\n1e308,51.4\n-,51.4\n,51.4\n0.5,\n,\n \t, "
      "\n\"\",\"\"\n"
      "0,0\nNaN,nan\n0.5,91\n-181,51\n0.5,51.4x\n-180,-90\n");
  REQUIRE(result);
  const table::RowOutcomes& row_outcomes = result->incidents.row_outcomes;
  CHECK(row_outcomes.read == 16);
  CHECK(row_outcomes.no_coordinates == 4);
  // (-180, -90) is a place on earth; the National Grid has an answer for it or has not.
  CHECK(row_outcomes.located + row_outcomes.bad_coordinates == 12);
  CHECK(row_outcomes.bad_coordinates >= 10);
  CHECK(row_outcomes.add_up());
  REQUIRE(result->first_faults.size() == 10);
  CHECK(result->first_faults[0].line == 3);
  CHECK(result->first_faults[0].value == "NaN, 51.4");
  CHECK(result->first_faults[0].reason == "one coordinate is missing");
  CHECK(result->first_faults[2].reason == "no longitude and latitude");
  CHECK(result->first_faults[3].reason == "one coordinate is missing");  // "-" is no value
  CHECK(result->first_faults[4].reason == "one coordinate is missing");
  CHECK(result->first_faults[6].reason == "0, 0 is what empty fields often become");
  const auto grid = read_bytes("easting,northing\n575000,168000\n1e308,0\n3e8,1\n");
  REQUIRE(grid);
  CHECK(grid->incidents.row_outcomes.bad_coordinates == 2);
  CHECK(grid->first_faults[0].reason == "nowhere on earth");
}

TEST_CASE("read_incidents: a place far away is a place", "[edge]") {
  const auto result = read_bytes("lon,lat\n0.5,51.4\n-3.187863,54.948226\n-0.1,51.5\n");
  REQUIRE(result);
  CHECK(result->incidents.row_outcomes.located == 3);
}

TEST_CASE("read_incidents: ragged rows and open quotes are counted", "[edge]") {
  const auto result =
      read_bytes("lon,lat,note\n0.5,51.4,a\n0.5,51.4\n0.5,51.4,a,b\n0.6,51.4,\"open\n0.7,51.4,c\n");
  REQUIRE(result);
  CHECK(result->incidents.row_outcomes.read == 5);
  CHECK(result->incidents.row_outcomes.malformed_row == 3);
  CHECK(result->incidents.row_outcomes.located == 2);
  REQUIRE(result->first_faults.size() == 3);
  CHECK(result->first_faults[0].value == "2 fields");
  CHECK(result->first_faults[2].line == 5);
  CHECK(result->first_faults[2].reason == "a quote is never closed");
}

TEST_CASE("read_incidents: stray quotes lose no other row", "[edge]") {
  std::string text = "id,lon,lat,note\n";
  for (int i = 0; i < 3000; ++i) {
    const bool stray = i % 300 == 7;
    text += fmt::format("{},0.5,51.4,{}\n", i,
                        stray         ? "\"On or near A Road"
                        : i % 50 == 0 ? "\"a, b\""
                                      : "c");
  }
  const auto result = read_bytes(text);
  REQUIRE(result);
  CHECK(result->incidents.row_outcomes.read == 3000);
  CHECK(result->incidents.row_outcomes.malformed_row == 10);
  CHECK(result->incidents.row_outcomes.located == 2990);
  CHECK(result->first_faults[0].line == 9);
  CHECK(result->first_faults[0].reason == "a stray quote, which would swallow the rows behind it");
}

TEST_CASE("read_incidents: stray quotes beside decimal commas lose no other row", "[edge]") {
  std::string text = "id;lon;lat;note\n";
  for (int i = 0; i < 600; ++i) {
    text += fmt::format("{};0,5;51,4;{}\n", i, i % 100 == 7 ? "\"On or near A Road" : "c");
  }
  const auto result = read_bytes(text);
  REQUIRE(result);
  CHECK(result->incidents.row_outcomes.read == 600);
  CHECK(result->incidents.row_outcomes.malformed_row == 6);
  CHECK(result->incidents.row_outcomes.located == 594);
}

TEST_CASE("read_incidents: Excel's line that names the separator is no header", "[edge]") {
  for (const char* line : {"sep=;\n", "\"sep=;\"\r\n", "\xEF\xBB\xBFsep=;\n"}) {
    const auto result = read_bytes(std::string(line) + "lon;lat;a,b,c,d\n0.5;51.4;x\n0.5;91;x\n");
    REQUIRE(result);
    CHECK(result->incidents.row_outcomes.located == 1);
    REQUIRE(result->first_faults.size() == 1);
    CHECK(result->first_faults[0].line == 4);
  }
  CHECK(error_of("sep=,\n").message == "x.csv: an empty file");
}

TEST_CASE("read_incidents: checks know where each row stands", "[edge]") {
  IncidentQuery query;
  query.keep = Keep::checks;
  const auto result = read_bytes(
      "id,lon,lat\n1,0.5,51.4\n\n\"2\n2\",0.6,51.4\n3,,\n4,0.5,51.4\n1,0.5,51.4\n", query);
  REQUIRE(result);
  std::vector<std::uint32_t> lines;
  for (const RowOrigin& origin : result->origin) lines.push_back(origin.line);
  CHECK(lines == std::vector<std::uint32_t>{2, 4, 7, 8});
  CHECK(result->given.xs == std::vector<double>{0.5, 0.6});
  CHECK(result->repeats == std::vector<std::uint32_t>{3});
}

TEST_CASE("read_incidents: Latin-1 becomes UTF-8, and says so", "[edge]") {
  IncidentQuery query;
  query.keep = Keep::everything;
  const auto result = read_bytes("lon,lat,caf\xE9\n0.5,51.4,Th\xE9\xE2tre\n", query);
  REQUIRE(result);
  CHECK(result->incidents.text_columns[2].name == "caf\xC3\xA9");
  CHECK(result->incidents.text_columns[2].text(0) == "Th\xC3\xA9\xC3\xA2tre");
  REQUIRE(result->warnings.size() == 1);
  CHECK(result->warnings[0] == "1 text not in UTF-8, taken as Windows-1252");
}

TEST_CASE("read_incidents: a NUL far down is replaced in texts and a fault in numbers", "[edge]") {
  std::string text = "lon,lat,type\n";
  for (int i = 0; i < 200; ++i) text += "0.5,51.4,Drugs\n";
  text += std::string("0.5,51.4,Dr\0gs\n", 15) + std::string("0.\0,51.4,Drugs\n", 15);
  const auto result = read_bytes(text);
  REQUIRE(result);
  CHECK(result->incidents.row_outcomes.bad_coordinates == 1);
  CHECK(result->incidents.types.texts() == std::vector<std::string>{"Drugs", "Dr\xEF\xBF\xBDgs"});
}

TEST_CASE("read_incidents: a column of dates that holds none", "[edge]") {
  const auto unused = read_bytes("lon,lat,date\n0.5,51.4,5th May\n");
  REQUIRE(unused);
  CHECK(unused->incidents.row_outcomes.located == 1);
  REQUIRE(unused->warnings.size() == 1);
  CHECK(unused->warnings[0].find("it is not used") != std::string::npos);
  IncidentQuery query;
  query.period = table::parse_period("2019-04");
  CHECK(error_of("lon,lat,date\n0.5,51.4,5th May\n", query).code == ErrorCode::wrong_format);
}

TEST_CASE("read_incidents: stops when asked to", "[error]") {
  const Stopped stopped;
  const auto result = read_bytes("lon,lat\n0.5,51.4\n");
  REQUIRE_FALSE(result);
  CHECK(result.error().code == ErrorCode::interrupted);
}

}  // namespace read_incidents_faults_test
}  // namespace hotward::io
