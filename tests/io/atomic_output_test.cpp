#include "engine/io/files/atomic_output.hpp"

#include <csignal>

#include <sys/wait.h>
#include <unistd.h>

#include "tests/io/folder.hpp"
#include "tests/support/catch.hpp"

namespace hotward::io {
namespace atomic_output_test {

using Names = std::vector<std::string>;

TEST_CASE("UnfinishedOutput: nothing is left of what was not finished", "[property]") {
  const TestFolder folder;
  {
    const auto output = UnfinishedOutput::beside(folder / "a.csv");
    REQUIRE(output);
    put_bytes(output->folder() / "a.csv", "x");
    CHECK(output->folder().parent_path() == folder.path());
    CHECK(folder.names().size() == 1);
  }
  CHECK(folder.names().empty());
}

TEST_CASE("finish_files: all files or none", "[property]") {
  const TestFolder folder;
  const auto write = [&](const std::string& bytes, const std::string& style, bool overwrite) {
    auto output = UnfinishedOutput::beside(folder / "a.csv");
    REQUIRE(output);
    put_bytes(output->folder() / "a.csv", bytes);
    put_bytes(output->folder() / "a.qml", style);
    return output->finish_files(overwrite);
  };
  CHECK(write("1", "s", false));
  CHECK(folder.names() == Names{"a.csv", "a.qml"});

  const auto second = write("2", "s", false);
  REQUIRE_FALSE(second);
  CHECK(second.error().code == ErrorCode::already_exists);
  CHECK(second.error().message ==
        (folder / "a.csv").string() + ": exists already (--overwrite replaces it)");
  CHECK(bytes_of(folder / "a.csv") == "1");
  CHECK_FALSE(write("1", "s", false));  // the target stands, whatever it holds

  CHECK(write("2", "t", true));
  CHECK(bytes_of(folder / "a.csv") == "2");
  CHECK(bytes_of(folder / "a.qml") == "t");

  // A style that is the same already is not in the way, another one is.
  std::filesystem::remove(folder / "a.csv");
  CHECK(write("3", "t", false));
  std::filesystem::remove(folder / "a.csv");
  const auto other_style = write("4", "u", false);
  REQUIRE_FALSE(other_style);
  CHECK(other_style.error().message ==
        (folder / "a.qml").string() + ": exists already (--overwrite replaces it)");
  CHECK(folder.names() == Names{"a.qml"});
}

TEST_CASE("finish_files: what belonged to the replaced file goes with it", "[property]") {
  const TestFolder folder;
  put_bytes(folder / "a.shp", "old");
  put_bytes(folder / "a.sbn", "old");
  put_bytes(folder / "b.sbn", "another's");
  auto output = UnfinishedOutput::beside(folder / "a.shp");
  REQUIRE(output);
  put_bytes(output->folder() / "a.shp", "new");
  output->takes_along({"a.sbn"});
  REQUIRE(output->finish_files(true));
  CHECK(folder.names() == Names{"a.shp", "b.sbn"});
}

TEST_CASE("finish_together: all outputs or none", "[property]") {
  const TestFolder folder;
  const auto write = [&](const std::string& bytes, bool overwrite) {
    std::vector<UnfinishedOutput> outputs;
    for (const std::string name : {"a.shp", "b.csv"}) {
      auto output = UnfinishedOutput::beside(folder / name);
      REQUIRE(output);
      put_bytes(output->folder() / name, bytes);
      put_bytes(output->folder() / (name + ".manifest.json"), bytes);
      // Both bring this one, as layers of one name bring one manifest.
      put_bytes(output->folder() / "shared", bytes);
      outputs.push_back(std::move(*output));
    }
    return finish_together(outputs, overwrite);
  };
  const Names all{"a.shp", "a.shp.manifest.json", "b.csv", "b.csv.manifest.json", "shared"};
  CHECK(write("1", false));
  CHECK(folder.names() == all);

  std::filesystem::remove(folder / "a.shp");
  std::filesystem::remove(folder / "a.shp.manifest.json");
  CHECK_FALSE(write("2", false));  // b.csv is in the way of both
  CHECK(folder.names() == Names{"b.csv", "b.csv.manifest.json", "shared"});
  CHECK(write("2", true));

  // The second output cannot move what stands in its way: the first one's is back already.
  std::vector<UnfinishedOutput> outputs;
  for (const std::string name : {"a.shp", "b.csv"}) {
    auto output = UnfinishedOutput::beside(folder / name);
    REQUIRE(output);
    put_bytes(output->folder() / name, "3");
    put_bytes(output->folder() / "shared", "3");
    outputs.push_back(std::move(*output));
  }
  put_bytes(outputs.back().folder() / ".old", "no folder");
  const auto failed = finish_together(outputs, true);
  REQUIRE_FALSE(failed);
  CHECK(failed.error().code == ErrorCode::cannot_write);
  outputs.clear();
  CHECK(folder.names() == all);
  for (const std::string& name : all) CHECK(bytes_of(folder / name) == "2");
}

TEST_CASE("finish_folder: whole, into nothing or an empty folder", "[property]") {
  const TestFolder folder;
  const auto write = [&](bool overwrite) {
    auto output = UnfinishedOutput::beside(folder / "out");
    REQUIRE(output);
    put_bytes(output->folder() / "x", overwrite ? "2" : "1");
    return output->finish_folder(overwrite);
  };
  std::filesystem::create_directory(folder / "out");
  CHECK(write(false));
  CHECK(bytes_of(folder / "out/x") == "1");
  const auto again = write(false);
  REQUIRE_FALSE(again);
  CHECK(again.error().code == ErrorCode::already_exists);
  CHECK(write(true));
  CHECK(bytes_of(folder / "out/x") == "2");
  CHECK(folder.names() == Names{"out"});
}

TEST_CASE("UnfinishedOutput: says where it cannot write", "[error]") {
  const TestFolder folder;
  const auto missing = UnfinishedOutput::beside(folder / "no/a.csv");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == ErrorCode::cannot_write);
  CHECK(missing.error().message == (folder / "no/a.csv").string() + ": cannot be written: " +
                                       (folder / "no").string() + " is no folder");
  if (std::filesystem::exists("/proc/self")) {
    const auto system = UnfinishedOutput::beside("/proc/a.csv");
    REQUIRE_FALSE(system);
    CHECK(system.error().code == ErrorCode::cannot_write);
    CHECK_THAT(system.error().message,
               Catch::Matchers::StartsWith("/proc/a.csv: cannot be written: "));
  }
}

TEST_CASE("check_free: a file in the way, a folder in the way", "[error]") {
  const TestFolder folder;
  put_bytes(folder / "a.csv", "x");
  CHECK(check_free(folder / "b.csv", false));
  CHECK(check_free(folder / "a.csv", true));
  CHECK(check_free(folder / "a.csv", false).error().code == ErrorCode::already_exists);
  CHECK(check_free(folder.path(), true).error().code == ErrorCode::cannot_write);
}

extern "C" void clean_and_leave(int /*signal*/) {
  remove_unfinished_outputs();
  _exit(130);
}

TEST_CASE("remove_unfinished_outputs: a signal handler leaves nothing behind", "[property]") {
  const TestFolder folder;
  const pid_t child = fork();
  if (child == 0) {
    std::signal(SIGINT, clean_and_leave);
    auto first = UnfinishedOutput::beside(folder / "a.csv");
    auto second = UnfinishedOutput::beside(folder / "out");
    put_bytes(first->folder() / "a.csv", std::string(100'000, 'x'));
    std::filesystem::create_directories(second->folder() / "geojson");
    for (int i = 0; i < 500; ++i) {
      put_bytes(second->folder() / "geojson" / ("layer_with_a_long_name_" + std::to_string(i)),
                "x");
    }
    put_bytes(folder / "kept.csv", "x");
    std::raise(SIGINT);
    _exit(0);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(WEXITSTATUS(status) == 130);
  CHECK(folder.names() == Names{"kept.csv"});
}

}  // namespace atomic_output_test
}  // namespace hotward::io
