#include "engine/io/files/leftovers.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include "engine/io/files/atomic_output.hpp"
#include "tests/io/folder.hpp"
#include "tests/support/catch.hpp"

namespace hotward::io {
namespace leftovers_test {

using Names = std::vector<std::string>;

// The number of a process that has just ended.
std::string dead_process() {
  const pid_t child = fork();
  if (child == 0) _exit(0);
  waitpid(child, nullptr, 0);
  return std::to_string(child);
}

// A hidden folder that a killed program has left, with these files; a name may hold one folder.
void leave(const TestFolder& folder, const std::string& hidden, const Names& files) {
  for (const std::string& file : files) {
    const std::filesystem::path path = folder / (hidden + "/" + file);
    std::filesystem::create_directories(path.parent_path());
    put_bytes(path, file.starts_with(".") ? "old" : "new");
  }
}

TEST_CASE("clear_leftovers: an output that was not yet done goes", "[property]") {
  const TestFolder folder;
  const std::string hidden = ".hotward-" + dead_process() + "-0";
  leave(folder, hidden, {"a.shp", "a.dbf"});
  put_bytes(folder / "a.shp", "old");
  const auto notes = clear_leftovers(folder / "a.shp");
  CHECK(notes == Names{(folder / hidden).string() + ": left by a run that was cut short; removed"});
  CHECK(folder.names() == Names{"a.shp"});
  CHECK(bytes_of(folder / "a.shp") == "old");
  CHECK(clear_leftovers(folder / "a.shp").empty());
}

TEST_CASE("clear_leftovers: a set not wholly out of the way is put back", "[property]") {
  const TestFolder folder;
  leave(folder, ".hotward-" + dead_process() + "-0", {"a.shp", "a.dbf", "a.qml", ".old/a.shp"});
  put_bytes(folder / "a.dbf", "old");
  const auto notes = clear_leftovers(folder / "a.shp");
  CHECK(notes ==
        Names{folder.path().string() + ": put back as before a run that was cut short: a.shp"});
  CHECK(folder.names() == Names{"a.dbf", "a.shp"});
  CHECK(bytes_of(folder / "a.shp") == "old");
  CHECK(bytes_of(folder / "a.dbf") == "old");
}

TEST_CASE("clear_leftovers: a set on its way to its place gets there", "[property]") {
  const TestFolder folder;
  leave(folder, ".hotward-" + dead_process() + "-12",
        {"a.shp", "a.qml", ".placing-a.shp/a.shp", ".placing-a.shp/a.dbf"});
  put_bytes(folder / "a.dbf", "new");
  const auto notes = clear_leftovers(folder / "b.shp");
  CHECK(notes == Names{(folder / "a.shp").string() + ": finished for a run that was cut short"});
  CHECK(folder.names() == Names{"a.dbf", "a.qml", "a.shp"});
  CHECK(bytes_of(folder / "a.shp") == "new");
}

TEST_CASE("clear_leftovers: what was written since is not touched", "[property]") {
  const TestFolder folder;
  leave(folder, ".hotward-" + dead_process() + "-0", {"a.dbf", ".placing-a.shp/a.shp"});
  put_bytes(folder / "a.shp", "later");
  put_bytes(folder / "a.dbf", "later");
  CHECK(clear_leftovers(folder / "a.shp").size() == 1);
  CHECK(folder.names() == Names{"a.dbf", "a.shp"});
  CHECK(bytes_of(folder / "a.shp") == "later");
  CHECK(bytes_of(folder / "a.dbf") == "later");
}

TEST_CASE("clear_leftovers: a folder moved aside comes back, unless another stands", "[property]") {
  const TestFolder folder;
  const std::string hidden = ".hotward-" + dead_process() + "-0-replaced-out";
  leave(folder, hidden, {"x"});
  CHECK(clear_leftovers(folder / "out/") ==
        Names{(folder / "out").string() + ": put back as it was before a run that was cut short"});
  CHECK(folder.names() == Names{"out"});
  leave(folder, hidden, {"y"});
  CHECK(clear_leftovers(folder / "out").size() == 1);
  CHECK(folder.names() == Names{"out"});
  CHECK(std::filesystem::exists(folder / "out/x"));
}

TEST_CASE("clear_leftovers: leaves alone what a living program or a stranger made", "[property]") {
  const TestFolder folder;
  const auto alive = UnfinishedOutput::beside(folder / "a.shp");
  const std::string dead = dead_process();
  leave(folder, ".hotward-" + std::to_string(getppid()) + "-0", {"x"});
  for (const std::string name :
       {".hotward-", ".hotward-x-0", ".hotward-0-0", ".hotward--5-0", ".hotward-notes"}) {
    leave(folder, name, {"x"});
  }
  put_bytes(folder / (".hotward-" + dead + "-1"), "a file");
  std::filesystem::create_directory_symlink("/", folder / (".hotward-" + dead + "-2"));
  const Names before = folder.names();
  CHECK(clear_leftovers(folder / "a.shp").empty());
  CHECK(folder.names() == before);
}

}  // namespace leftovers_test
}  // namespace hotward::io
