// Archives, standard input and what GDAL opens.
#include <cstdio>

#include <unistd.h>

#include "engine/core/random.hpp"
#include "engine/io/files/zip.hpp"
#include "engine/io/incidents/read_incidents.hpp"
#include "tests/io/incident_reading.hpp"
#include "tests/io/zip_maker.hpp"
#include "tests/support/threads.hpp"

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

// Months with types, ids and faults of their own, and places that come again.
std::vector<std::pair<std::string, std::string>> months_of_an_archive() {
  std::vector<std::pair<std::string, std::string>> entries;
  for (int month = 1; month <= 9; ++month) {
    std::string text = "Crime ID,Month,Longitude,Latitude,Crime type\n";
    for (int row = 0; row < 40 * month; ++row) {
      text += "id" + std::to_string(row % 300) + ",2019-0" + std::to_string(month) + ",0.5" +
              std::to_string(row * month % 90) + ",51.4,Type " + std::to_string(row % (month + 1)) +
              "\n";
    }
    if (month % 2 == 0) text += "b,2019-13,0.5,51.4,Drugs\n";
    if (month % 3 == 0) text += "c,2019-01,abc,51.4,Drugs\n";
    const std::string name = "2019-0" + std::to_string(month);
    entries.emplace_back(name + "/" + name + "-kent-street.csv", text);
  }
  return entries;
}

TEST_CASE("read_incidents: entries of an archive side by side as one after the other", "[brute]") {
  const TestFolder folder;
  put_bytes(folder / "year.zip", zip_of(months_of_an_archive()));
  IncidentQuery query;
  query.inputs = {(folder / "year.zip").string()};
  query.dedupe = GENERATE(false, true);
  query.keep = Keep::everything;
  ReadTuning alone;
  alone.side_by_side_bytes = 0;
  const auto due = read(query, alone);
  REQUIRE(due);
  REQUIRE(due->files.size() == 9);
  ReadTuning tuning;
  tuning.chunk_bytes = GENERATE(std::size_t{500}, std::size_t{4} << 20U);
  tuning.side_by_side_bytes = GENERATE(std::uint64_t{1} << 20U, 40'000U, 9000U);
  for (const unsigned threads : {1U, 2U, 5U}) {
    set_thread_count(threads);
    const auto made = read(query, tuning);
    set_thread_count(0);
    REQUIRE(made);
    CHECK(made->incidents.place == due->incidents.place);
    CHECK(made->incidents.places.incidents == due->incidents.places.incidents);
    CHECK(made->incidents.minute == due->incidents.minute);
    CHECK(made->incidents.type == due->incidents.type);
    CHECK(made->incidents.types.texts() == due->incidents.types.texts());
    CHECK(made->duplicate_ids == due->duplicate_ids);
    REQUIRE(made->incidents.text_columns.size() == due->incidents.text_columns.size());
    CHECK(made->incidents.text_columns.front().codes == due->incidents.text_columns.front().codes);
    REQUIRE(made->first_faults.size() == due->first_faults.size());
    for (std::size_t k = 0; k < due->first_faults.size(); ++k) {
      CHECK(made->first_faults[k].file == due->first_faults[k].file);
      CHECK(made->first_faults[k].line == due->first_faults[k].line);
    }
    for (std::size_t k = 0; k < due->files.size(); ++k) {
      CHECK(made->files[k].rows == due->files[k].rows);
    }
  }
}

// The third of five months is damaged far behind its header.
TEST_CASE("read_incidents: a damaged entry among others is named", "[error]") {
  const TestFolder folder;
  Random random(3, Stream::test);
  std::vector<std::pair<std::string, std::string>> entries;
  for (int month = 1; month <= 5; ++month) {
    std::string text = "Month,Longitude,Latitude\n";
    for (int row = 0; row < 20'000; ++row) {
      text += "2019-0" + std::to_string(month) + ",0." + std::to_string(random.below(900'000)) +
              ",51.4\n";
    }
    entries.emplace_back("2019-0" + std::to_string(month) + "-kent-street.csv", text);
  }
  auto archive = zip_archive(entries);
  REQUIRE(archive);
  const std::size_t third = archive->find(entries[2].first);
  const std::size_t fourth = archive->find(entries[3].first);
  for (std::size_t at = third + (fourth - third) / 2; at < fourth - 100; ++at)
    (*archive)[at] = '\xFF';
  put_bytes(folder / "year.zip", *archive);
  IncidentQuery query;
  query.inputs = {(folder / "year.zip").string()};
  ReadTuning alone;
  alone.side_by_side_bytes = 0;
  for (const ReadTuning& tuning : {alone, ReadTuning{}}) {
    const auto result = read(query, tuning);
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::unreadable);
    CHECK_THAT(result.error().message, contains_text("2019-03-kent-street.csv"));
    CHECK_THAT(result.error().message, contains_text("damaged"));
  }
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
