#include "engine/io/files/leftovers.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "engine/io/files/atomic_output.hpp"
#include "engine/io/files/file_swap.hpp"
#include "engine/io/files/hidden_folder.hpp"

namespace hotward::io {
namespace {

namespace fs = std::filesystem;

bool still_stands(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(fs::symlink_status(path, ignored));
}

std::vector<fs::path> names_in(const fs::path& folder) {
  std::error_code ignored;
  std::vector<fs::path> names;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    names.push_back(entry.path().filename());
  }
  std::ranges::sort(names);
  return names;
}

std::string cannot_mend(const fs::path& hidden, const std::string& what,
                        const std::error_code& error) {
  return fmt::format(
      "{}: left by a run that was cut short; {} could not be put back ({}), so the folder stays",
      hidden.string(), what, error.message());
}

std::string cleared(const fs::path& hidden) {
  return fmt::format("{}: left by a run that was cut short; removed", hidden.string());
}

// Moves every file to `place`; `last` after the others. A file that stands there already was
// written since, and stays.
std::error_code move_all(const fs::path& from, const fs::path& place, const fs::path& last) {
  std::vector<fs::path> names = names_in(from);
  std::stable_partition(names.begin(), names.end(), [&](const fs::path& n) { return n != last; });
  std::error_code error;
  for (const fs::path& name : names) {
    if (fs::is_directory(from / name, error) || still_stands(place / name)) continue;
    fs::rename(from / name, place / name, error);
    if (error) return error;
  }
  return {};
}

// "out/.hotward-77-0-replaced-maps": the folder "out/maps" as it was.
std::string restored_folder(const fs::path& hidden, const std::string& name) {
  const fs::path target = hidden.parent_path() / name;
  std::error_code error;
  if (still_stands(target)) {
    fs::remove_all(hidden, error);
    return cleared(hidden);
  }
  fs::rename(hidden, target, error);
  if (error) return cannot_mend(hidden, target.string(), error);
  return fmt::format("{}: put back as it was before a run that was cut short", target.string());
}

std::string finished_files(const fs::path& hidden) {
  const fs::path place = hidden.parent_path();
  std::string note = cleared(hidden);
  std::error_code error;
  for (const fs::path& name : names_in(hidden)) {
    const std::string text = name.string();
    if (text == taken_folder && !names_in(hidden / name).empty()) {
      std::string files;
      for (const fs::path& old : names_in(hidden / name)) {
        files += (files.empty() ? "" : ", ") + old.string();
      }
      error = move_all(hidden / name, place, {});
      note =
          fmt::format("{}: put back as before a run that was cut short: {}", place.string(), files);
    } else if (text.starts_with(placing_prefix)) {
      const std::string target = text.substr(placing_prefix.size());
      if (still_stands(place / target)) continue;
      error = move_all(hidden, place, target);
      note = fmt::format("{}: finished for a run that was cut short", (place / target).string());
    }
    if (error) return cannot_mend(hidden, place.string(), error);
  }
  fs::remove_all(hidden, error);
  return note;
}

}  // namespace

std::vector<std::string> clear_leftovers(const fs::path& target) {
  const fs::path made = target.has_filename() ? target : target.parent_path();  // "out/" is "out"
  const fs::path place = made.has_parent_path() ? made.parent_path() : fs::path(".");
  std::vector<std::string> notes;
  for (const fs::path& name : names_in(place)) {
    const fs::path hidden = place / name;
    if (!maker_of(name.string()) || !is_abandoned(hidden)) continue;
    const std::string text = name.string();
    const std::size_t replaced = text.find(replaced_prefix);
    notes.push_back(replaced == std::string::npos
                        ? finished_files(hidden)
                        : restored_folder(hidden, text.substr(replaced + replaced_prefix.size())));
  }
  return notes;
}

}  // namespace hotward::io
