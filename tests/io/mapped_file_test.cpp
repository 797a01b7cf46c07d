#include "engine/io/files/mapped_file.hpp"

#include <csignal>
#include <cstdlib>
#include <thread>

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/io/incidents/read_incidents.hpp"
#include "tests/io/folder.hpp"
#include "tests/support/catch.hpp"

namespace hotward::io {
namespace mapped_file_test {

std::size_t letters(std::string_view bytes) {
  return static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), 'x'));
}

TEST_CASE("MappedFile: a file's bytes, as they are", "[property]") {
  const TestFolder folder;
  put_bytes(folder / "a", std::string(300'000, 'x'));
  put_bytes(folder / "empty", "");
  const MappedFile map((folder / "a").string());
  CHECK(letters(map.bytes()) == 300'000);
  map.release(0, 300'000);
  CHECK(letters(map.bytes()) == 300'000);
  CHECK_FALSE(map.is_broken());
  CHECK(MappedFile((folder / "empty").string()).bytes().empty());
  CHECK(MappedFile((folder / "none").string()).bytes().empty());
  CHECK(MappedFile(folder.path().string()).bytes().empty());
}

TEST_CASE("MappedFile: a file cut short reads as zeros, and is known to be broken", "[error]") {
  const TestFolder folder;
  const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  for (const char* name : {"a", "b", "c"}) put_bytes(folder / name, std::string(64 * page, 'x'));
  const MappedFile whole((folder / "b").string());
  for (int round = 0; round < 3; ++round) {  // guards are used again
    put_bytes(folder / "a", std::string(64 * page, 'x'));
    MappedFile cut((folder / "a").string());
    std::filesystem::resize_file(folder / "a", 10 * page);
    std::vector<std::thread> readers;
    for (int i = 0; i < 4; ++i) {
      readers.emplace_back([&] { CHECK(letters(cut.bytes()) == 10 * page); });
    }
    for (std::thread& reader : readers) reader.join();
    CHECK(cut.is_broken());
    const MappedFile moved = std::move(cut);
    CHECK(moved.is_broken());
  }
  CHECK_FALSE(whole.is_broken());
  CHECK(letters(whole.bytes()) == 64 * page);
}

// The address lies in no map of ours: the program dies of the signal as it would have before.
TEST_CASE("MappedFile: other bus errors are left to whom they belong", "[error]") {
  const TestFolder folder;
  put_bytes(folder / "a", std::string(100, 'x'));
  const pid_t child = fork();
  if (child == 0) {
    std::signal(SIGBUS, SIG_DFL);
    const MappedFile ours((folder / "a").string());
    FILE* file = std::fopen((folder / "a").c_str(), "r");
    void* foreign = mmap(nullptr, 100'000, PROT_READ, MAP_PRIVATE, fileno(file), 0);
    _exit(static_cast<const volatile char*>(foreign)[90'000]);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == SIGBUS);
}

TEST_CASE("read_incidents: a file that changes while it is read is refused", "[error]") {
  const TestFolder folder;
  const auto csv_of = [](int rows) {
    std::string text = "Month,Longitude,Latitude,Crime type\n";
    for (int i = 0; i < rows; ++i) text += "2020-01,0.5,51.4,Burglary\n";
    return text;
  };
  const std::string path = (folder / "a.csv").string();
  // Progress is told between chunks: there another program cuts the file, or adds to it.
  struct Meddler final : Progress {
    std::function<void()> meddle;
    void update(std::string_view, double) override {
      if (meddle) std::exchange(meddle, nullptr)();
    }
  };
  for (const int rows : {1000, 60'000}) {
    put_bytes(path, csv_of(50'000));
    Meddler meddler;
    meddler.meddle = [&] {
      if (rows < 50'000) std::filesystem::resize_file(path, csv_of(rows).size());
      if (rows > 50'000) put_bytes(path + ".new", csv_of(rows));
      if (rows > 50'000) std::filesystem::rename(path + ".new", path);
    };
    IncidentQuery query;
    query.inputs = {path};
    const auto read = read_incidents(query, meddler);
    REQUIRE_FALSE(read);
    CHECK(read.error().message == path + ": changed while it was read; run again");
  }
}

}  // namespace mapped_file_test
}  // namespace hotward::io
