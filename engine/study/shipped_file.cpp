#include "engine/study/shipped_file.hpp"

#include <cstdlib>
#include <vector>

#include <fmt/format.h>

#include "engine/io/files/system.hpp"

namespace hotward {
namespace {

std::filesystem::path& brought() {
  static std::filesystem::path folder;
  return folder;
}

}  // namespace

void bring_shipped_files(const std::filesystem::path& folder) { brought() = folder; }

Result<std::filesystem::path> shipped_file(const std::string& relative) {
  std::vector<std::filesystem::path> folders;
  if (const char* told = std::getenv("HOTWARD_DATA"); told != nullptr && *told != '\0') {
    folders.emplace_back(told);
  } else {
    if (!brought().empty()) folders.push_back(brought());
    const auto program = io::system::own_program();
    if (!program.empty()) {
      folders.push_back(program.parent_path().parent_path() / HOTWARD_INSTALL_DATA);
    }
    folders.emplace_back(HOTWARD_BUILD_DATA);
  }
  std::string looked;
  for (const auto& folder : folders) {
    std::error_code ignored;
    if (std::filesystem::exists(folder / relative, ignored)) return folder / relative;
    looked += (looked.empty() ? "" : ", ") + folder.string();
  }
  return fail(ErrorCode::no_such_file,
              fmt::format("{} is in none of: {} (set HOTWARD_DATA to the folder that holds it)",
                          relative, looked));
}

}  // namespace hotward
