#include "engine/io/files/atomic_output.hpp"

#include <cerrno>
#include <utility>

#ifdef __linux__
#include <fcntl.h>
#include <stdio.h>
#endif

#include <fmt/format.h>

#include "engine/io/files/file_swap.hpp"

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

// Two folders change places in one step, where the file system can; false where it cannot.
bool exchanged(const fs::path& a, const fs::path& b) {
#if defined(__linux__) && defined(RENAME_EXCHANGE)
  return renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) == 0;
#else
  static_cast<void>(a);
  static_cast<void>(b);
  return false;
#endif
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
  if (replace && exchanged(folder(), target_)) {
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
