#include "engine/io/sample/write_police_files.hpp"

#include <filesystem>
#include <string>

#include "tests/io/folder.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/shared.hpp"

namespace hotward::io {
namespace write_police_files_test {

namespace fs = std::filesystem;

table::PoliceRecords two_months() {
  table::PoliceRecords all;
  all.stem = "s";
  all.reported_by = "Sample, not police";
  all.places = {{{0.5, 51.25}, "On or near Example Road 1", "L1", "Name \"1\""}};
  const auto drugs = all.words.code("Drugs");
  const auto none = all.words.code("");
  const auto outcome = all.words.code("Local resolution");
  all.records = {{"ab", std::chrono::year(2019) / 12, 0, drugs, outcome, none},
                 {"", std::chrono::year(2020) / 1, table::no_place, drugs, none, outcome}};
  all.about = {"Title", "", "Note"};
  return all;
}

TEST_CASE("write_police_files: data.police.uk's folders, header and rows", "[oracle]") {
  const TestFolder folder;
  const auto written = write_police_files(two_months(), folder / "out", false);
  REQUIRE(written);
  CHECK(written->files == 2);
  CHECK(written->rows == 2);
  const std::string header =
      "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA "
      "name,Crime "
      "type,Last outcome category,Context\n";
  CHECK(bytes_of(folder / "out/2019-12/2019-12-s-street.csv") ==
        header +
            "ab,2019-12,\"Sample, not police\",\"Sample, not police\",0.500000,51.250000,On or "
            "near Example Road 1,L1,\"Name \"\"1\"\"\",Drugs,Local resolution,\n");
  CHECK(bytes_of(folder / "out/2020-01/2020-01-s-street.csv") ==
        header +
            ",2020-01,\"Sample, not police\",\"Sample, not police\",,,No "
            "Location,,,Drugs,,Local resolution\n");
  CHECK(bytes_of(folder / "out/README.txt") == "Title\n\nNote\n");
  CHECK_FALSE(fs::exists(folder / "out/recipe.toml"));
}

TEST_CASE("write_police_files: the header is the one of a real file", "[oracle]") {
  HOTWARD_NEEDS_SHARED("data/incidents/2018-10/2018-10-kent-street.csv");
  const auto real = read_rows(shared_path("data/incidents/2018-10/2018-10-kent-street.csv"));
  const TestFolder folder;
  REQUIRE(write_police_files(two_months(), folder / "out", false));
  const auto ours = read_rows(folder / "out/2019-12/2019-12-s-street.csv");
  CHECK(ours.front() == real.front());
  CHECK(ours[1].size() == real[1].size());
}

TEST_CASE("write_police_files: overwrites only when asked", "[error]") {
  const TestFolder folder;
  auto all = two_months();
  all.recipe = "seed = 1\n";
  REQUIRE(write_police_files(all, folder / "out", false));
  CHECK(bytes_of(folder / "out/recipe.toml") == "seed = 1\n");
  const auto again = write_police_files(all, folder / "out", false);
  REQUIRE_FALSE(again);
  CHECK(again.error().code == ErrorCode::already_exists);
  all.records.resize(1);
  const auto over = write_police_files(all, folder / "out", true);
  INFO((over ? "" : over.error().message));
  REQUIRE(over);
  CHECK_FALSE(fs::exists(folder / "out/2020-01"));
  put_bytes(folder / "out/letter.txt", "mine");
  const auto foreign = write_police_files(all, folder / "out", true);
  REQUIRE_FALSE(foreign);
  CHECK(foreign.error().code == ErrorCode::already_exists);
  CHECK(foreign.error().message.find("holds letter.txt, which is no part of a sample") !=
        std::string::npos);
  CHECK(bytes_of(folder / "out/letter.txt") == "mine");
  all.records.clear();
  const auto none = write_police_files(all, folder / "other", false);
  REQUIRE_FALSE(none);
  CHECK(none.error().code == ErrorCode::no_data);
}

}  // namespace write_police_files_test
}  // namespace hotward::io
