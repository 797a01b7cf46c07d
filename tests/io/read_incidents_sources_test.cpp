// Archives, standard input and what GDAL opens.
#include <cstdio>

#include <unistd.h>

#include "engine/io/incidents/read_incidents.hpp"
#include "tests/io/incident_reading.hpp"
#include "tests/io/zip_maker.hpp"

namespace hotward::io {
namespace read_incidents_sources_test {

TEST_CASE("read_incidents: an archive with dishonest names writes nothing", "[error]") {
  const TestFolder folder;
  put_bytes(folder / "evil.zip", zip_of({{"../../x-street.csv", "lon,lat\n0.5,51.4\n"},
                                         {"ok-street.csv", "lon,lat\n0.6,51.4\n"}}));
  IncidentQuery query;
  query.inputs = {(folder / "evil.zip").string()};
  const auto result = read(query);
  REQUIRE(result);
  CHECK(result->incidents.row_outcomes.located == 1);
  REQUIRE(result->files.size() == 1);
  CHECK_FALSE(result->files[0].on_disk);
  REQUIRE(result->passed_over.size() == 1);
  CHECK(result->passed_over[0].reason == "a name that leaves the archive");
  CHECK(folder.names() == std::vector<std::string>{"evil.zip"});
}

constexpr char street_rows[] =
    "Crime ID,Month,Longitude,Latitude,Crime type\na,2019-01,0.5,51.4,Drugs\n";
constexpr char outcome_rows[] =
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
    "Outcome type\na,2019-01,K,K,0.5,51.4,,,,Local resolution\n";
constexpr char stop_rows[] =
    "Type,Date,Part of a policing operation,Policing operation,Latitude,Longitude,Gender,Age range,"
    "Self-defined ethnicity,Officer-defined ethnicity,Legislation,Object of search,Outcome\n"
    "Person search,2019-01-01T10:00:00+00:00,,,51.4,0.5,Male,18-24,,,Act,Drugs,Arrest\n";

TEST_CASE("read_incidents: outcomes and stop and search are no incidents, whatever their name",
          "[edge]") {
  const TestFolder folder;
  put_bytes(folder / "a.csv", outcome_rows);
  put_bytes(folder / "b-street.csv", street_rows);
  put_bytes(folder / "c.csv", stop_rows);
  put_bytes(folder / "d.zip",
            zip_of({{"a-street.csv", outcome_rows}, {"b-street.csv", street_rows}}));
  const auto path = [&](const char* name) { return (folder / name).string(); };
  IncidentQuery query;
  // As a shell gives them for *.csv.
  query.inputs = {path("a.csv"), path("b-street.csv"), path("c.csv"), path("d.zip"),
                  "CSV:" + path("a.csv")};
  const auto result = read(query);
  REQUIRE(result);
  CHECK(result->incidents.row_outcomes.read == 2);
  CHECK(result->files.size() == 2);
  CHECK(result->passed_over ==
        std::vector<table::PassedOver>{{path("a.csv"), outcomes_reason},
                                       {path("c.csv"), stops_reason},
                                       {path("d.zip") + "/a-street.csv", outcomes_reason},
                                       {"CSV:" + path("a.csv"), outcomes_reason}});
  // A crime file with its outcome beside the type is a crime file.
  put_bytes(folder / "e.csv",
            "Crime ID,Longitude,Latitude,Crime type,Outcome type\na,0.5,51.4,D,O\n");
  query.inputs = {path("e.csv")};
  CHECK(read(query));
}

TEST_CASE("read_incidents: where no file holds incidents, that is said", "[error]") {
  const TestFolder folder;
  put_bytes(folder / "a.csv", outcome_rows);
  put_bytes(folder / "b.csv", stop_rows);
  IncidentQuery query;
  query.inputs = {(folder / "a.csv").string(), (folder / "b.csv").string()};
  const auto result = read(query);
  REQUIRE_FALSE(result);
  CHECK(result.error().code != ErrorCode::usage);
  CHECK(result.error().message.find("1 other file: no incidents") != std::string::npos);
  query.inputs = {folder.path().string()};
  CHECK_FALSE(read(query));
}

TEST_CASE("read_incidents: a damaged archive is unreadable, not short", "[error]") {
  const TestFolder folder;
  std::string archive = zip_of({{"a.csv", "lon,lat\n0.5,51.4\n"}});
  archive.erase(archive.size() / 2, 20);
  put_bytes(folder / "broken.zip", archive);
  IncidentQuery query;
  query.inputs = {(folder / "broken.zip").string()};
  const auto result = read(query);
  REQUIRE_FALSE(result);
  CHECK(result.error().code != ErrorCode::usage);
}

TEST_CASE("read_incidents: standard input", "[edge]") {
  const TestFolder folder;
  put_bytes(folder / "in.csv", "lon,lat\n0.5,51.4\n0.6,51.4\n");
  const int before = dup(0);
  REQUIRE(std::freopen((folder / "in.csv").c_str(), "r", stdin) != nullptr);
  IncidentQuery query;
  query.inputs = {"-"};
  const auto result = read(query);
  dup2(before, 0);
  close(before);
  REQUIRE(result);
  CHECK(result->incidents.row_outcomes.located == 2);
  CHECK(result->files[0].path == "standard input");
  CHECK_FALSE(result->files[0].on_disk);
}

TEST_CASE("read_incidents: GeoJSON points, with a condition", "[edge]") {
  const TestFolder folder;
  const auto feature = [](const std::string& geometry, const std::string& type) {
    return R"({"type":"Feature","geometry":)" + geometry + R"(,"properties":{"category":")" + type +
           R"(","date":"2019-04-05"}})";
  };
  put_bytes(folder / "cases.geojson",
            R"({"type":"FeatureCollection","features":[)" +
                feature(R"({"type":"Point","coordinates":[0.5,51.4]})", "\\\"Q\\\" x") + "," +
                feature(R"({"type":"Point","coordinates":[0.6,51.4]})", "Drugs") + "," +
                feature(R"({"type":"LineString","coordinates":[[0.6,51.4],[0.7,51.4]]})", "Drugs") +
                "," + feature("null", "Drugs") + "]}");
  IncidentQuery query;
  query.inputs = {(folder / "cases.geojson").string()};
  query.keep = Keep::everything;
  const auto all = read(query);
  REQUIRE(all);
  CHECK(all->incidents.row_outcomes.read == 4);
  CHECK(all->incidents.row_outcomes.located == 2);
  CHECK(all->incidents.row_outcomes.bad_coordinates == 1);
  CHECK(all->incidents.row_outcomes.no_coordinates == 1);
  CHECK(all->incidents.types.texts() == std::vector<std::string>{"\"Q\" x", "Drugs"});
  CHECK(all->incidents.precision == table::TimePrecision::day);
  CHECK(all->incidents.text_columns.size() == 2);
  REQUIRE(all->first_faults.size() == 1);
  CHECK(all->first_faults[0].line == 3);
  query.where = "category = 'Drugs'";
  const auto some = read(query);
  REQUIRE(some);
  CHECK(some->incidents.row_outcomes.read == 3);
  query.where = "no condition at all";
  const auto wrong = read(query);
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().code == ErrorCode::usage);
}

TEST_CASE("read_incidents: CSV through GDAL is the same table", "[property]") {
  const TestFolder folder;
  put_bytes(folder / "cases.csv",
            "id,lon,lat,date,type\n1,0.5,51.4,2019-04,Drugs\n2,,,2019-04,\"a \"\"b\"\"\"\n"
            "3,0.123456789,51.987654321,2019-05,Drugs\n");
  IncidentQuery query;
  query.inputs = {(folder / "cases.csv").string()};
  const auto own = read(query);
  query.inputs = {"CSV:" + (folder / "cases.csv").string()};
  const auto gdal = read(query);
  REQUIRE(own);
  REQUIRE(gdal);
  CHECK(own->incidents.places.at == gdal->incidents.places.at);
  CHECK(own->incidents.minute == gdal->incidents.minute);
  CHECK(own->incidents.types.texts() == gdal->incidents.types.texts());
  CHECK(own->incidents.row_outcomes.no_coordinates == gdal->incidents.row_outcomes.no_coordinates);
  CHECK_FALSE(gdal->files[0].on_disk);
}

}  // namespace read_incidents_sources_test
}  // namespace hotward::io
