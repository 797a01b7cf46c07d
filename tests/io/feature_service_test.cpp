#include "engine/io/areas/feature_service.hpp"

#include <csignal>
#include <cstdio>
#include <cstdlib>

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/io/areas/read_areas.hpp"
#include "engine/io/files/http.hpp"
#include "engine/io/layers/write_layer.hpp"
#include "tests/io/folder.hpp"
#include "tests/support/catch.hpp"

namespace hotward::io {
namespace feature_service_test {

using Names = std::vector<std::string>;

// feature_service_server.py for the life of a test.
class Server {
 public:
  Server() {
    int ends[2];
    if (pipe(ends) != 0) return;
    process_ = fork();
    if (process_ == 0) {
      dup2(ends[1], STDOUT_FILENO);
      close(ends[0]);
      execlp("python3", "python3", HOTWARD_SOURCE_DIR "/tests/io/feature_service_server.py",
             nullptr);
      _exit(127);
    }
    close(ends[1]);
    std::FILE* out = fdopen(ends[0], "r");
    if (std::fscanf(out, "%d", &port_) != 1) port_ = 0;
    std::fclose(out);
    setenv("no_proxy", "127.0.0.1", 1);
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server() {
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
  }
  [[nodiscard]] bool runs() const { return port_ > 0; }
  [[nodiscard]] std::string base() const { return fmt::format("http://127.0.0.1:{}/", port_); }
  [[nodiscard]] std::string operator/(const std::string& mood) const {
    return base() + mood + "/FeatureServer/0";
  }
  [[nodiscard]] int times(const std::string& mood) const {
    return std::atoi(http_get(base() + "times/" + mood, 5).body.c_str());
  }

 private:
  pid_t process_ = -1;
  int port_ = 0;
};

#define NEEDS_SERVER(server)                       \
  if (!(server).runs()) {                          \
    WARN("skipped: python3 could not be started"); \
    return;                                        \
  }

ServiceManners quick() {
  ServiceManners manners;
  manners.page_size = 3;
  manners.tries = 3;
  manners.first_wait = std::chrono::milliseconds(1);
  manners.timeout_s = 5;
  return manners;
}

Result<FetchedLayer> fetch(const std::string& url, const std::string& where = "1=1") {
  NoProgress progress;
  return fetch_layer({url, where}, quick(), progress);
}

TEST_CASE("fetch_layer: every page, however the service says that there is another", "[property]") {
  const Server server;
  NEEDS_SERVER(server)
  for (const char* mood : {"plain", "properties", "silent", "once500"}) {
    INFO(mood);
    const auto fetched = fetch(server / mood);
    INFO((fetched ? "" : fetched.error().message));
    REQUIRE(fetched);
    const table::Layer& layer = fetched->layer;
    CHECK(layer.size() == 7);
    CHECK(std::get<table::Layer::Shapes>(layer.geometry).size() == 7);
    REQUIRE(layer.columns.size() == 5);
    CHECK(layer.columns[0].name == "fid");
    CHECK(layer.columns[1].name == "wd22cd");
    CHECK(layer.columns[3].name == "shape_area");
    CHECK(layer.columns[4].name == "shape_leng");
    // By code, while the service sends them the other way round.
    CHECK(std::get<table::Column::Texts>(layer.columns[1].values) ==
          Names{"E01", "E02", "E03", "E04", "E05", "E06", "E07"});
    CHECK(std::get<table::Column::Integers>(layer.columns[0].values) ==
          std::vector<std::int64_t>{6, 5, 4, 3, 2, 1, 0});
    CHECK(std::get<table::Column::Texts>(layer.columns[2].values)[0] == "Ward & 6");
    CHECK(fetched->source.sha256.size() == 64);
  }
}

TEST_CASE("fetch_layer: the address in its several forms", "[edge]") {
  const Server server;
  NEEDS_SERVER(server)
  for (const char* end : {"", "/", "/0", "/0/", "/0/query", "/0/query?where=1%3D1&f=html"}) {
    INFO(end);
    CHECK(fetch(server.base() + "plain/FeatureServer" + end));
  }
  CHECK(fetch(server / "plain", "WD22NM LIKE 'Ward %' AND 1<>2"));
}

TEST_CASE("fetch_layer: what comes can be written and read as areas", "[property]") {
  const Server server;
  NEEDS_SERVER(server)
  const TestFolder folder;
  const auto fetched = fetch(server / "plain");
  REQUIRE(fetched);
  for (const char* name : {"a.geojson", "b.gpkg", "c.shp"}) {
    INFO(name);
    REQUIRE(write_layer(folder / name, fetched->layer, {}));
    const auto areas = read_areas({.dataset = (folder / name).string()});
    REQUIRE(areas);
    CHECK(areas->areas.codes.front() == "E01");
    CHECK(areas->areas.names.front() == "Ward & 6");
    CHECK(areas->warnings.empty());
  }
}

TEST_CASE("fetch_layer: says what the service did", "[error]") {
  const Server server;
  NEEDS_SERVER(server)
  const auto message = [&](const std::string& mood, ErrorCode code) {
    const auto fetched = fetch(server / mood);
    INFO(mood);
    REQUIRE_FALSE(fetched);
    CHECK(fetched.error().code == code);
    return fetched.error().message;
  };
  const auto address = [&](const std::string& mood) { return server / mood + "/query: "; };
  CHECK(message("always500", ErrorCode::unavailable) ==
        address("always500") + "HTTP error code : 500");
  CHECK(server.times("always500") == 3);
  CHECK(message("html", ErrorCode::unreadable) ==
        address("html") + "the answer is no JSON, it begins '<html>maintenance</html>'");
  CHECK(message("nested", ErrorCode::unreadable) ==
        address("nested") + "the answer is nested too deeply");
  CHECK(message("error400", ErrorCode::unavailable) ==
        address("error400") + "the service answers 400: no such field");
  CHECK(server.times("error400") == 1);
  CHECK(message("error500", ErrorCode::unavailable) ==
        address("error500") + "the service answers 500: no such field");
  CHECK(server.times("error500") == 3);
  CHECK(message("lying", ErrorCode::unreadable) == address("lying") + "sent 7 of 9 features");
  CHECK(message("empty", ErrorCode::no_data) == address("empty") + "nothing where 1=1");
  CHECK_THAT(message("points", ErrorCode::wrong_format), contains_text("has no layer of polygons"));
}

TEST_CASE("fetch_layer: a host that is not there", "[error]") {
  const auto fetched = fetch("http://127.0.0.1:1/x/FeatureServer/0");
  REQUIRE_FALSE(fetched);
  CHECK(fetched.error().code == ErrorCode::unavailable);
  CHECK_THAT(fetched.error().message, Catch::Matchers::StartsWith("http://127.0.0.1:1/x/"));
}

TEST_CASE("fetch_preset: the next name where one is gone", "[property]") {
  const Server server;
  NEEDS_SERVER(server)
  NoProgress progress;
  const BoundaryPreset preset{
      "test-7", "Seven wards", 7, {{"error400", "1=1"}, {"empty", "1=1"}, {"plain", "1=1"}}};
  const auto fetched = fetch_preset(preset, server.base(), quick(), progress);
  INFO((fetched ? "" : fetched.error().message));
  REQUIRE(fetched);
  CHECK(fetched->layer.name == "test_7");
  CHECK(fetched->layer.title == "Seven wards");
  CHECK_THAT(fetched->layer.description, contains_text("Open Government Licence v.3.0"));
  CHECK(fetched->warnings.empty());

  BoundaryPreset eight = preset;
  eight.areas = 8;
  const auto fewer = fetch_preset(eight, server.base(), quick(), progress);
  REQUIRE(fewer);
  CHECK(fewer->warnings ==
        Names{"plain has 7 areas, and not the 8 that are known: look at them first"});

  const BoundaryPreset gone{"test-0", "None", 7, {{"error400", "1=1"}, {"html", "1=1"}}};
  const auto none = fetch_preset(gone, server.base(), quick(), progress);
  REQUIRE_FALSE(none);
  CHECK_THAT(none.error().message, contains_text("test-0: no service has it (") &&
                                       contains_text("answers 400") && contains_text("no JSON") &&
                                       contains_text("; --service URL names another"));

  const auto silent = fetch_preset(preset, "http://127.0.0.1:1/", quick(), progress);
  REQUIRE_FALSE(silent);
  CHECK(silent.error().message.find("empty") == std::string::npos);
}

TEST_CASE("boundary_presets: each knows its areas and asks for Medway alone", "[edge]") {
  CHECK(find_preset("medway-22")->areas == 22);
  CHECK(find_preset("medway-24")->areas == 24);
  CHECK(find_preset("medway-lsoa11")->areas == 163);
  CHECK(find_preset("medway-lsoa21")->areas == 169);
  CHECK(find_preset("kent") == nullptr);
  for (const BoundaryPreset& preset : boundary_presets()) {
    for (const ServiceName& service : preset.services) {
      INFO(service.service);
      const bool medway = service.where.find("E06000035") != std::string::npos ||
                          service.where.find("Medway") != std::string::npos ||
                          (service.where.find("'E05002249'") != std::string::npos &&
                           service.where.find("'E05002270')") != std::string::npos);
      CHECK(medway);
    }
  }
}

}  // namespace feature_service_test
}  // namespace hotward::io
