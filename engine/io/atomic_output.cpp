#include "engine/io/atomic_output.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/syscall.h>
#endif

#include <fmt/format.h>

namespace hotward::io {
namespace {

namespace fs = std::filesystem;

// Fixed storage: a signal handler must not touch the heap.
struct Slot {
  std::atomic<bool> taken{false};
  std::atomic<bool> ready{false};
  std::array<char, 4096> path{};
};
std::array<Slot, 32> slots;
std::atomic<unsigned> next_number{0};

int register_folder(const std::string& path) {
  for (std::size_t i = 0; i < slots.size(); ++i) {
    bool expected = false;
    if (path.size() >= slots[i].path.size()) return -1;
    if (!slots[i].taken.compare_exchange_strong(expected, true)) continue;
    std::copy(path.begin(), path.end(), slots[i].path.begin());
    slots[i].path[path.size()] = '\0';
    slots[i].ready.store(true);
    return static_cast<int>(i);
  }
  return -1;
}

void forget_folder(int slot) {
  if (slot < 0) return;
  slots[static_cast<std::size_t>(slot)].ready.store(false);
  slots[static_cast<std::size_t>(slot)].taken.store(false);
}

void remove_tree(int parent, const char* name, int depth);

// Removes an entry that may be a file or a folder.
void remove_entry(int folder, const char* name, int depth) {
  if (std::strcmp(name, ".") == 0 || std::strcmp(name, "..") == 0) return;
  if (unlinkat(folder, name, 0) != 0) remove_tree(folder, name, depth);
}

#ifdef __linux__
// opendir() allocates, so a signal handler cannot use it; getdents64 is a bare system call.
void remove_tree(int parent, const char* name, int depth) {
  constexpr int deepest = 4;  // ours are two deep
  const int folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (folder < 0 || depth > deepest) return;
  alignas(8) std::array<char, 8192> buffer;
  for (long read = 1; read > 0;) {
    read = syscall(SYS_getdents64, folder, buffer.data(), buffer.size());
    for (long at = 0; at < read;) {
      // struct linux_dirent64: inode 8 bytes, offset 8, record length 2, type 1, name.
      const char* entry = buffer.data() + at;
      unsigned short length = 0;
      std::memcpy(&length, entry + 16, sizeof length);
      remove_entry(folder, entry + 19, depth + 1);
      at += length;
    }
  }
  close(folder);
  unlinkat(parent, name, AT_REMOVEDIR);
}
#else
void remove_tree(int parent, const char* name, int depth) {
  constexpr int deepest = 4;
  const int folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (folder < 0 || depth > deepest) return;
  if (DIR* entries = fdopendir(dup(folder))) {
    while (const dirent* entry = readdir(entries)) remove_entry(folder, entry->d_name, depth + 1);
    closedir(entries);
  }
  close(folder);
  unlinkat(parent, name, AT_REMOVEDIR);
}
#endif

bool same_bytes(const fs::path& a, const fs::path& b) {
  std::error_code error;
  if (fs::file_size(a, error) != fs::file_size(b, error) || error) return false;
  std::ifstream first(a, std::ios::binary);
  std::ifstream second(b, std::ios::binary);
  return first && second &&
         std::equal(std::istreambuf_iterator<char>(first), {},
                    std::istreambuf_iterator<char>(second));
}

tl::unexpected<Error> cannot_write(const fs::path& path, const std::error_code& error) {
  return fail(ErrorCode::cannot_write,
              fmt::format("{}: cannot be written: {}", path.string(), error.message()));
}

tl::unexpected<Error> exists_already(const fs::path& path) {
  return fail(ErrorCode::already_exists,
              path.string() + ": exists already (--overwrite replaces it)");
}

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

UnfinishedOutput::UnfinishedOutput(fs::path target) : target_(std::move(target)) {}

UnfinishedOutput::UnfinishedOutput(UnfinishedOutput&& other) noexcept
    : target_(std::move(other.target_)),
      folder_(std::exchange(other.folder_, {})),
      slot_(std::exchange(other.slot_, -1)) {}

UnfinishedOutput::~UnfinishedOutput() {
  std::error_code ignored;
  if (!folder_.empty()) fs::remove_all(folder_, ignored);
  forget_folder(slot_);
}

Result<UnfinishedOutput> UnfinishedOutput::beside(const fs::path& target) {
  const fs::path parent = folder_of(target);
  std::error_code error;
  if (!fs::is_directory(parent, error)) {
    return fail(ErrorCode::cannot_write, fmt::format("{}: cannot be written: {} is no folder",
                                                     target.string(), parent.string()));
  }
  UnfinishedOutput output(target);
  for (;;) {
    const auto name = fmt::format(".hotward-{}-{}", getpid(), next_number.fetch_add(1));
    const fs::path folder = fs::absolute(parent, error) / name;
    // Registered first: an interruption between the two lines leaves nothing.
    const int slot = register_folder(folder.string());
    if (mkdir(folder.c_str(), 0777) == 0) {
      output.folder_ = folder;
      output.slot_ = slot;
      return output;
    }
    const std::error_code reason(errno, std::generic_category());
    forget_folder(slot);
    if (reason.value() != EEXIST) return cannot_write(target, reason);
  }
}

Result<void> UnfinishedOutput::finish_files(bool overwrite, const std::vector<std::string>& stale) {
  const fs::path place = folder_of(target_);
  std::vector<fs::path> names = files_in(folder_);
  // The target comes last: whoever sees it finds everything that belongs to it.
  std::stable_partition(names.begin(), names.end(),
                        [&](const fs::path& name) { return name != target_.filename(); });
  std::error_code error;
  std::vector<fs::path> made;
  if (!overwrite) {
    for (const fs::path& name : names) {
      if (!fs::exists(fs::symlink_status(place / name, error))) {
        made.push_back(place / name);
      } else if (!same_bytes(folder_ / name, place / name) || name == target_.filename()) {
        return exists_already(place / name);
      }
    }
  }
  for (const fs::path& name : names) {
    fs::rename(folder_ / name, place / name, error);
    if (!error) continue;
    std::error_code ignored;
    for (const fs::path& path : made) fs::remove(path, ignored);
    return cannot_write(place / name, error);
  }
  for (const std::string& name : stale) {
    if (overwrite && std::find(names.begin(), names.end(), name) == names.end()) {
      fs::remove(place / name, error);
    }
  }
  fs::remove_all(folder_, error);
  folder_.clear();
  return {};
}

Result<void> UnfinishedOutput::finish_folder(bool overwrite) {
  std::error_code error;
  const bool stands = fs::exists(fs::symlink_status(target_, error));
  const bool replace =
      stands && !(fs::is_directory(target_, error) && fs::is_empty(target_, error));
  if (replace && !overwrite) return exists_already(target_);
  fs::path old;
  if (replace) {
    old = folder_.string() + "-old";
    fs::rename(target_, old, error);
    if (error) return cannot_write(target_, error);
  }
  fs::rename(folder_, target_, error);
  if (error) {
    std::error_code ignored;
    if (replace) fs::rename(old, target_, ignored);
    return cannot_write(target_, error);
  }
  folder_.clear();
  if (replace) fs::remove_all(old, error);
  return {};
}

Result<void> check_free(const fs::path& path, bool overwrite) {
  std::error_code error;
  if (!overwrite && fs::exists(fs::symlink_status(path, error))) return exists_already(path);
  if (overwrite && fs::is_directory(path, error)) {
    return fail(ErrorCode::cannot_write, path.string() + ": cannot be written: it is a folder");
  }
  return {};
}

void remove_unfinished_outputs() {
  for (Slot& slot : slots) {
    if (slot.ready.load()) remove_tree(AT_FDCWD, slot.path.data(), 0);
  }
}

}  // namespace hotward::io
