#include "engine/io/incidents/incident_sources.hpp"

#include <cstdint>

#include "tests/io/folder.hpp"
#include "tests/io/zip_maker.hpp"
#include "tests/support/catch.hpp"

namespace hotward::io {
namespace incident_sources_test {

std::vector<std::string> paths_of(const IncidentSources& found) {
  std::vector<std::string> paths;
  for (const IncidentSource& source : found.sources) paths.push_back(source.path);
  return paths;
}

TEST_CASE("find_incident_sources: a folder of data.police.uk", "[edge]") {
  const TestFolder folder;
  std::filesystem::create_directories(folder / "2019-02");
  std::filesystem::create_directories(folder / "2019-01");
  for (const char* name : {"2019-02/2019-02-kent-street.csv", "2019-01/2019-01-kent-street.csv",
                           "2019-01/2019-01-kent-outcomes.csv",
                           "2019-01/2019-01-kent-stop-and-search.csv", "notes.csv", "readme.txt"}) {
    put_bytes(folder / name, std::string(name) + "\n");
  }
  const auto found = find_incident_sources({folder.path().string()});
  REQUIRE(found);
  CHECK(paths_of(*found) ==
        std::vector<std::string>{(folder / "2019-01/2019-01-kent-street.csv").string(),
                                 (folder / "2019-02/2019-02-kent-street.csv").string()});
  REQUIRE(found->passed_over.size() == 3);
  CHECK(found->passed_over[0] ==
        table::PassedOver{(folder / "2019-01/2019-01-kent-outcomes.csv").string(),
                          "outcomes of street crimes"});
  CHECK(found->passed_over[1] ==
        table::PassedOver{(folder / "2019-01/2019-01-kent-stop-and-search.csv").string(),
                          "stop and search is no incident"});
}

TEST_CASE("find_incident_sources: a folder without street files gives every .csv", "[edge]") {
  const TestFolder folder;
  put_bytes(folder / "b.CSV", "b\n");
  put_bytes(folder / "a.csv", "a\n");
  put_bytes(folder / "c.txt", "a\n");
  const auto found = find_incident_sources({folder.path().string() + "/"});
  REQUIRE(found);
  CHECK(paths_of(*found) ==
        std::vector<std::string>{(folder / "a.csv").string(), (folder / "b.CSV").string()});
}

TEST_CASE("find_incident_sources: files, names of data sets and standard input", "[edge]") {
  const TestFolder folder;
  put_bytes(folder / "a.csv", "a\n");
  put_bytes(folder / "cases.gpkg", "");
  const auto found =
      find_incident_sources({(folder / "a.csv").string(), "-", "PG:dbname=crime",
                             (folder / "cases.gpkg").string() + ":asb", "CSV:a.csv"});
  REQUIRE(found);
  REQUIRE(found->sources.size() == 5);
  CHECK(found->sources[0].kind == IncidentSource::Kind::csv);
  CHECK(found->sources[1].path == "/vsistdin/");
  CHECK(found->sources[2].kind == IncidentSource::Kind::dataset);
  CHECK(found->sources[2].path == "PG:dbname=crime");
  CHECK(found->sources[3].path == (folder / "cases.gpkg").string());
  CHECK(found->sources[3].layer == "asb");
  CHECK(found->sources[4].kind == IncidentSource::Kind::dataset);
}

TEST_CASE("find_incident_sources: an archive's dishonest names are passed over", "[edge]") {
  const TestFolder folder;
  const auto path = folder / "a.zip";
  put_bytes(path, zip_of({{"2019-01/2019-01-kent-street.csv", "a\n"},
                          {"../evil-street.csv", "a\n"},
                          {"sub/../../evil2-street.csv", "a\n"},
                          {"/absolute-street.csv", "a\n"},
                          {"2019-01/2019-01-kent-outcomes.csv", "a\n"}}));
  const auto found = find_incident_sources({path.string()});
  REQUIRE(found);
  CHECK(paths_of(*found) ==
        std::vector<std::string>{"/vsizip/" + path.string() + "/2019-01/2019-01-kent-street.csv"});
  CHECK(found->sources[0].name == path.string() + "/2019-01/2019-01-kent-street.csv");
  std::string said;
  for (const table::PassedOver& file : found->passed_over) said += file.path + "\n";
  INFO(said);
  CHECK(said.find("evil-street.csv") != std::string::npos);
  CHECK(said.find("evil2-street.csv") != std::string::npos);
  CHECK(said.find("absolute-street.csv") != std::string::npos);
  CHECK(folder.names() == std::vector<std::string>{"a.zip"});
}

TEST_CASE("find_incident_sources: a file within an archive is named as a path", "[edge]") {
  const TestFolder folder;
  const auto path = folder / "a.zip";
  put_bytes(path, zip_of({{"2019/cases.csv", "a\n"}, {"2019/more.csv", "a\n"}}));
  const std::string typed = path.string() + "/2019/cases.csv";
  const auto found = find_incident_sources({typed, path.string() + "/2019"});
  REQUIRE(found);
  REQUIRE(found->sources.size() == 2);
  CHECK(found->sources[0].path == "/vsizip/" + typed);
  CHECK(found->sources[0].name == typed);
  CHECK(found->sources[1].path == "/vsizip/" + path.string() + "/2019/more.csv");
  CHECK(find_incident_sources({path.string() + "/2019/none.csv"}).error().code ==
        ErrorCode::no_such_file);
}

TEST_CASE("find_incident_sources: what comes twice counts once", "[edge]") {
  const TestFolder folder;
  put_bytes(folder / "one.csv", "lon,lat\n0.5,51.4\n");
  put_bytes(folder / "copy.csv", "lon,lat\n0.5,51.4\n");
  put_bytes(folder / "other.csv", "lon,lat\n0.5,51.5\n");
  const std::string one = (folder / "one.csv").string();
  const auto found = find_incident_sources({one, folder.path().string(), one});
  REQUIRE(found);
  CHECK(paths_of(*found) == std::vector<std::string>{one, (folder / "other.csv").string()});
  CHECK(found->passed_over ==
        std::vector<table::PassedOver>{{(folder / "copy.csv").string(), "the same as " + one},
                                       {one, "the same as one before"},
                                       {one, "the same as one before"}});
}

TEST_CASE("find_incident_sources: says what is wrong", "[error]") {
  const TestFolder folder;
  const auto code = [](const std::vector<std::string>& inputs) {
    const auto found = find_incident_sources(inputs);
    REQUIRE_FALSE(found);
    return found.error().code;
  };
  CHECK(code({}) == ErrorCode::usage);
  CHECK(code({""}) == ErrorCode::usage);
  CHECK(code({"-", "-"}) == ErrorCode::usage);
  CHECK(code({"/no/such.csv"}) == ErrorCode::no_such_file);
  CHECK(code({folder.path().string()}) == ErrorCode::no_data);
  put_bytes(folder / "no.zip", "PK but no archive");
  CHECK(find_incident_sources({(folder / "no.zip").string()}).error().code != ErrorCode::usage);
}

}  // namespace incident_sources_test
}  // namespace hotward::io
