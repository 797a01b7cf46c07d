// Any text as a recipe or a job: what it says, or an error that names file and line. What
// was set before the file is read stays as it was.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <unistd.h>

#include "engine/core/check.hpp"
#include "engine/io/files/read_toml.hpp"
#include "engine/io/sample/read_recipe.hpp"
#include "engine/job/job_file.hpp"

namespace {

using namespace hotward;

// Both readers take a path. A file in memory, one for each process.
const std::string& file_with(const std::string& text) {
  static const std::string path = [] {
    const std::filesystem::path memory = "/dev/shm";
    const auto folder =
        std::filesystem::exists(memory) ? memory : std::filesystem::temp_directory_path();
    return (folder / ("hotward-fuzz-" + std::to_string(::getpid()) + ".toml")).string();
  }();
  static const struct Remove {
    ~Remove() { std::filesystem::remove(path); }
  } remove;
  std::ofstream(path, std::ios::binary) << text;
  return path;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto read = io::read_toml(text, "job.toml");
  if (!read) HOTWARD_EXPECTS(read.error().message.starts_with("job.toml:"));
  const std::string& path = file_with(text);
  const auto recipe = io::read_recipe(path);
  if (!recipe) HOTWARD_EXPECTS(recipe.error().message.starts_with(path));
  if (recipe) HOTWARD_EXPECTS(read.has_value() && recipe->text == text);

  std::vector<std::string> inputs;
  std::string areas;
  double cell_m = 5.0;
  bool is_public = false;
  parameter::List list;
  list.paths("incidents", inputs, "");
  list.path("areas", areas, "");
  list.length("cell", cell_m, "");
  list.flag("public", is_public, "");
  HOTWARD_EXPECTS(parameter::set(list, "cell", {"5m"}).has_value());
  const auto set = job::set_from_file(path, list);
  HOTWARD_EXPECTS(!set || read.has_value());
  HOTWARD_EXPECTS(cell_m == 5.0);  // what was set before wins
  return 0;
}
