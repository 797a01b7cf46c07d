#include "engine/io/files/pipe_input.hpp"

#include <chrono>
#include <thread>

#include <sys/stat.h>

#include "engine/core/progress.hpp"
#include "engine/io/files/gdal_handles.hpp"
#include "engine/io/incidents/read_incidents.hpp"
#include "tests/io/folder.hpp"
#include "tests/support/catch.hpp"

namespace hotward::io {
namespace pipe_input_test {

// A named pipe into which another thread writes.
class Written {
 public:
  Written(const std::filesystem::path& path, std::string bytes) {
    REQUIRE(mkfifo(path.c_str(), 0600) == 0);
    writer_ = std::thread([path, bytes = std::move(bytes)] { put_bytes(path, bytes); });
  }
  ~Written() { writer_.join(); }

 private:
  std::thread writer_;
};

TEST_CASE("take_pipe: all of it, once, under the ending that its bytes tell", "[property]") {
  const TestFolder folder;
  const std::string path = (folder / "pipe").string();
  const std::vector<std::pair<std::string, std::string>> cases{
      {"a,b\n1,2\n" + std::string(300'000, 'x'), ".csv"},
      {" \n{\"type\": \"FeatureCollection\"}", ".geojson"},
      {std::string("SQLite format 3\0", 16), ".gpkg"},
      {"PK\3\4", ".zip"},
      {"\x1f\x8b", ".csv.gz"},
      {"", ".csv"}};
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const std::string pipe = path + std::to_string(i);
    const Written written(pipe, cases[i].first);
    CHECK(is_pipe(pipe));
    const auto name = take_pipe(pipe);
    REQUIRE(name);
    CHECK_THAT(*name, Catch::Matchers::StartsWith("/vsimem/") &&
                          Catch::Matchers::EndsWith("input" + cases[i].second));
    CHECK(take_pipe(pipe).value() == *name);
  }
  put_bytes(folder / "plain.csv", "x");
  CHECK_FALSE(is_pipe((folder / "plain.csv").string()));
  CHECK(take_pipe((folder / "plain.csv").string()).value() == (folder / "plain.csv").string());
}

TEST_CASE("read_incidents: a pipe counts as the file does", "[property]") {
  const TestFolder folder;
  std::string text = "Month,Longitude,Latitude,Crime type\n";
  for (int i = 0; i < 5000; ++i) text += "2020-01,0.5,51.4,Burglary\n";
  const Written written(folder / "pipe", text);
  IncidentQuery query;
  query.inputs = {(folder / "pipe").string()};
  NoProgress silent;
  const auto read = read_incidents(query, silent);
  REQUIRE(read);
  CHECK(read->incidents.size() == 5000);
  CHECK(read->files.front().path == query.inputs.front());
  CHECK_FALSE(read->files.front().on_disk);
}

TEST_CASE("take_pipe: a pipe into which nobody writes waits for a stop, not for ever", "[error]") {
  const TestFolder folder;
  REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);
  std::atomic<bool> stop = false;
  const WorkScope scope({.stop = &stop});
  std::thread user([&stop] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    stop = true;
  });
  const auto name = take_pipe((folder / "pipe").string());
  user.join();
  REQUIRE_FALSE(name);
  CHECK(name.error().code == ErrorCode::interrupted);
}

}  // namespace pipe_input_test
}  // namespace hotward::io
