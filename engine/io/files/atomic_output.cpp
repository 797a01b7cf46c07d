#include "engine/io/files/atomic_output.hpp"

#include <utility>

#include <fmt/format.h>

#include "engine/io/files/file_swap.hpp"
#include "engine/io/files/system.hpp"

namespace hotward::io {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> cannot_write(const fs::path& path, const std::string& reason) {
  return fail(ErrorCode::cannot_write,
              fmt::format("{}: cannot be written: {}", path.string(), reason));
}

tl::unexpected<Error> exists_already(const fs::path& path) {
  return fail(ErrorCode::already_exists,
              path.string() + ": exists already (--overwrite replaces it)");
}

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

}  // namespace

Result<UnfinishedOutput> UnfinishedOutput::beside(const fs::path& target) {
  const fs::path parent = folder_of(target);
  std::error_code error;
  if (!fs::is_directory(parent, error)) {
    return cannot_write(target, parent.string() + " is no folder");
  }
  auto hidden = HiddenFolder::make_in(parent);
  if (!hidden) return cannot_write(target, hidden.error().message);
  return UnfinishedOutput(target, std::move(*hidden));
}

Result<void> UnfinishedOutput::finish_files(bool overwrite) {
  FileSwap swap({this});
  if (!overwrite) {
    if (auto free = swap.check_free(); !free) return free;
  }
  return swap.swap();
}

Result<void> UnfinishedOutput::finish_folder(bool overwrite) {
  std::error_code error;
  const bool stands = fs::exists(fs::symlink_status(target_, error));
  const bool replace =
      stands && !(fs::is_directory(target_, error) && fs::is_empty(target_, error));
  if (replace && !overwrite) return exists_already(target_);
  begin_to_take_places();
  if (replace && system::exchange(folder(), target_)) {
    hidden_.remove();
    return {};
  }
  fs::path old;
  if (replace) {
    old = fmt::format("{}-{}{}", folder().string(), replaced_prefix, target_.filename().string());
    fs::rename(target_, old, error);
    if (error) return cannot_write(target_, error.message());
  }
  fs::rename(folder(), target_, error);
  if (error) {
    std::error_code ignored;
    if (replace) fs::rename(old, target_, ignored);
    return cannot_write(target_, error.message());
  }
  hidden_.moved_away();
  if (replace) fs::remove_all(old, error);
  return {};
}

Result<void> finish_together(std::vector<UnfinishedOutput>& outputs, bool overwrite) {
  std::vector<UnfinishedOutput*> all;
  for (UnfinishedOutput& output : outputs) all.push_back(&output);
  FileSwap swap(std::move(all));
  if (!overwrite) {
    if (auto free = swap.check_free(); !free) return free;
  }
  return swap.swap();
}

Result<void> check_free(const fs::path& path, bool overwrite) {
  std::error_code error;
  if (!overwrite && fs::exists(fs::symlink_status(path, error))) return exists_already(path);
  if (overwrite && fs::is_directory(path, error)) {
    return fail(ErrorCode::cannot_write, path.string() + ": cannot be written: it is a folder");
  }
  return {};
}

}  // namespace hotward::io
