#include "engine/io/files/archived_file.hpp"

#include <algorithm>
#include <cctype>
#include <vector>

#include <fmt/format.h>

#include "engine/io/files/archive_path.hpp"
#include "engine/io/files/driver_choice.hpp"

namespace hotward::io {

Result<std::string> file_in_archive(const std::string& name,
                                    std::span<const std::string_view> endings,
                                    std::string_view what) {
  const auto has_ending = [&](std::string of) {
    std::ranges::transform(of, of.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return std::ranges::any_of(endings, [&](std::string_view end) { return of.ends_with(end); });
  };
  if (has_ending(name) || archive_prefix(name).empty()) return name;
  std::vector<std::string> found = files_within(name);
  std::erase_if(found, [&](const std::string& one) { return !has_ending(one); });
  if (found.size() == 1) return found.front();
  if (found.empty()) {
    return fail(ErrorCode::no_data,
                fmt::format("{}: no {} in it ({})", name, what, fmt::join(endings, ", ")));
  }
  return fail(ErrorCode::usage, fmt::format("{}: holds {} {}; name one, as {}", name, found.size(),
                                            what, found.front()));
}

}  // namespace hotward::io
