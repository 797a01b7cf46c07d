#include "engine/io/files/archive_path.hpp"

#include <array>
#include <filesystem>
#include <string_view>

#include <cpl_vsi.h>
#include <fmt/format.h>

#include "engine/io/files/gdal_handles.hpp"

namespace hotward::io {
namespace {

struct Archive {
  std::string_view ending;
  const char* prefix;
};

constexpr std::array archives = {Archive{".zip", "/vsizip/"}, Archive{".tar", "/vsitar/"},
                                 Archive{".tgz", "/vsitar/"}, Archive{".tar.gz", "/vsitar/"}};

bool exists(const std::string& path) {
  const GdalMessages quiet;
  VSIStatBufL status;
  return VSIStatExL(path.c_str(), &status, VSI_STAT_EXISTS_FLAG) == 0;
}

}  // namespace

std::string archive_prefix(const std::string& name) {
  std::string small;
  for (const char c : name) small += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  for (const Archive& archive : archives) {
    if (small.ends_with(archive.ending)) return archive.prefix;
  }
  return {};
}

std::string opened_path(const std::string& name) {
  if (name.starts_with("/vsi")) return name;
  // The first file on the way is what the rest lies in.
  for (auto end = name.find_first_of("/:", 1); end != std::string::npos;
       end = name.find_first_of("/:", end + 1)) {
    const std::string outer = name.substr(0, end);
    const std::string prefix = archive_prefix(outer);
    std::error_code fault;
    if (prefix.empty() || !std::filesystem::is_regular_file(outer, fault)) continue;
    const std::string within = fmt::format("{}{}/{}", prefix, outer, name.substr(end + 1));
    if (name[end] == '/' || exists(within)) return within;  // else a column or layer behind a colon
  }
  return name;
}

std::string typed_path(const std::string& name) {
  for (const char* prefix : {"/vsizip/", "/vsitar/"}) {
    if (!name.starts_with(prefix)) continue;
    const std::string typed = name.substr(std::string_view(prefix).size());
    return archive_prefix(typed) == prefix || opened_path(typed) == name ? typed : name;
  }
  return name;
}

}  // namespace hotward::io
