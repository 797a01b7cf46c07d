// Any text as a recipe or a job: what it says, or an error that names file and line. No word of a
// job is lost or made up: what stands before the file's words is what was typed.
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
#include "tools/config.hpp"

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

  const tools::OptionTable options{[](const std::string& key) -> std::optional<tools::KnownOption> {
                                     if (key == "incidents") return {{tools::PathKind::path, true}};
                                     if (key == "areas") return {{tools::PathKind::path_or_word}};
                                     if (key == "cell" || key == "public") return {{}};
                                     return {};
                                   },
                                   {"incidents", "areas", "cell", "public"}};
  const auto words = tools::with_config({"run", "--cell", "5m", path}, options);
  HOTWARD_EXPECTS(!words || (read.has_value() && words->size() >= 3 && (*words)[2] == "5m"));
  return 0;
}
