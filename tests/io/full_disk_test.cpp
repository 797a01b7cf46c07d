// A disk that fills up, played by a limit on the size of a file in a child process.
#include <csignal>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/core/progress.hpp"
#include "engine/core/random.hpp"
#include "engine/io/layers/write_layer.hpp"
#include "engine/io/layers/write_package.hpp"
#include "tests/io/folder.hpp"
#include "tests/io/layers.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/stopped.hpp"

namespace hotward::io {
namespace full_disk_test {

table::Layer many_points(std::size_t count) {
  Random random(3, Stream::test);
  table::Layer layer;
  layer.name = "points";
  table::Layer::Points points;
  table::Column::Texts texts;
  for (std::size_t i = 0; i < count; ++i) {
    points.push_back({570000 + 10000 * random.uniform(), 160000 + 10000 * random.uniform()});
    texts.push_back("place number " + std::to_string(i));
  }
  layer.geometry = points;
  layer.columns = {{"place", "", "", texts}};
  return layer;
}

// Runs `work` where no file may grow beyond `bytes`; the child's last words are its exit status.
template <class Work>
int within(rlim_t bytes, const Work& work) {
  const pid_t child = fork();
  if (child == 0) {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{bytes, bytes};
    setrlimit(RLIMIT_FSIZE, &limit);
    _exit(work());
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// The whole file takes 100 kB to 500 kB in each format; limits from nothing to nearly all find the
// writes of the middle and those of closing.
TEST_CASE("write_layer: a full disk is found out in every format", "[error]") {
  const table::Layer layer = many_points(3000);
  for (const std::string extension :
       {".geojson", ".shp", ".gpkg", ".fgb", ".csv", ".xlsx", ".ods"}) {
    const TestFolder whole;
    REQUIRE(write_layer(whole / ("a" + extension), layer, {}));
    rlim_t largest = 0;
    for (const std::string& name : whole.names()) {
      largest = std::max<rlim_t>(largest, std::filesystem::file_size(whole / name));
    }
    for (const rlim_t bytes : {rlim_t{0}, rlim_t{1000}, largest / 2, largest - 5000, largest - 1}) {
      const TestFolder folder;
      const auto path = folder / ("a" + extension);
      const int status = within(bytes, [&] {
        const auto written = write_layer(path, layer, {});
        if (written) return 1;
        if (written.error().code != ErrorCode::cannot_write) return 2;
        return written.error().message.rfind(path.string() + ": cannot be written: ", 0) == 0 ? 0
                                                                                              : 3;
      });
      INFO(extension << " with " << bytes << " of " << largest << " bytes");
      CHECK(status == 0);
      CHECK(folder.names().empty());
    }
    const TestFolder enough;
    CHECK(within(largest,
                 [&] { return write_layer(enough / ("a" + extension), layer, {}) ? 0 : 1; }) == 0);
  }
}

TEST_CASE("write_package: a full disk leaves nothing", "[error]") {
  const TestFolder folder;
  Package package;
  package.layers = {many_points(3000)};
  const int status = within(100'000, [&] {
    const auto written = write_package(folder / "out", package, {});
    return !written && written.error().code == ErrorCode::cannot_write ? 0 : 1;
  });
  CHECK(status == 0);
  CHECK(folder.names().empty());
}

TEST_CASE("write_layer: an interruption leaves nothing", "[error]") {
  const table::Layer layer = many_points(10);
  const Stopped stopped;
  for (const char* name : {"a.geojson", "a.shp", "a.gpkg", "a.fgb", "a.csv", "a.xlsx", "a.ods"}) {
    const TestFolder folder;
    const auto written = write_layer(folder / name, layer, {});
    INFO(name);
    CHECK_FALSE(written);
    if (!written) CHECK(written.error().code == ErrorCode::interrupted);
    CHECK(folder.names().empty());
  }
}

}  // namespace full_disk_test
}  // namespace hotward::io
