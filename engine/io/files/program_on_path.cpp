#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "engine/io/files/run_program.hpp"
#include "engine/io/files/system.hpp"

namespace hotward::io {

namespace fs = std::filesystem;

std::optional<fs::path> program_on_path(const std::vector<std::string>& names) {
  const char* path = std::getenv("PATH");
  const std::string_view folders = path == nullptr ? "" : path;
  for (const std::string& name : names) {
    for (std::string_view rest = folders; !rest.empty();) {
      const std::size_t end = std::min(rest.find(system::path_separator), rest.size());
      const fs::path program = fs::path(rest.substr(0, end)) / (name + system::program_ending);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (system::is_program(program)) return program;
    }
  }
  return {};
}

}  // namespace hotward::io
