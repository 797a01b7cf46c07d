#include "engine/io/files/hidden_folder.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/syscall.h>
#endif

#include <fmt/format.h>

namespace hotward::io {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view prefix = ".hotward-";

// Fixed storage: a signal handler must not touch the heap.
struct Slot {
  std::atomic<bool> taken{false};
  std::atomic<bool> ready{false};
  std::array<char, 4096> path{};
};
std::array<Slot, 64> slots;
std::atomic<unsigned> next_number{0};
std::atomic<bool> takes_places{false};

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

// The folder, opened and locked; -1 where another process holds the lock, or the file system knows
// no locks on folders: then a living maker alone tells that it is in use.
int lock_of(const fs::path& folder) {
  const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (file >= 0 && ::flock(file, LOCK_EX | LOCK_NB) == 0) return file;
  if (file >= 0) ::close(file);
  return -1;
}

}  // namespace

HiddenFolder::HiddenFolder(HiddenFolder&& other) noexcept
    : path_(std::exchange(other.path_, {})),
      slot_(std::exchange(other.slot_, -1)),
      lock_(std::exchange(other.lock_, -1)) {}

HiddenFolder& HiddenFolder::operator=(HiddenFolder&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(slot_, other.slot_);
  std::swap(lock_, other.lock_);
  return *this;
}

HiddenFolder::~HiddenFolder() { remove(); }

void HiddenFolder::remove() {
  std::error_code failed;
  if (!path_.empty()) fs::remove_all(path_, failed);
  const std::string path = path_.string();
  moved_away();
  // It gives up at the first entry that cannot be listed or removed; it needs memory for its list,
  // and a file to open for each folder.
  if (failed) remove_tree(AT_FDCWD, path.c_str(), 0);
}

void HiddenFolder::moved_away() {
  path_.clear();
  forget_folder(std::exchange(slot_, -1));
  if (lock_ >= 0) ::close(std::exchange(lock_, -1));
}

void HiddenFolder::keep_on_signal() { forget_folder(std::exchange(slot_, -1)); }

Result<HiddenFolder> HiddenFolder::make_in(const fs::path& parent) {
  std::error_code error;
  for (;;) {
    const auto name = fmt::format("{}{}-{}", prefix, getpid(), next_number.fetch_add(1));
    HiddenFolder made;
    const fs::path folder = fs::absolute(parent, error) / name;
    // Registered first: an interruption between the two lines leaves nothing.
    made.slot_ = register_folder(folder.string());
    if (mkdir(folder.c_str(), 0777) == 0) {
      made.path_ = folder;
      made.lock_ = lock_of(folder);
      return made;
    }
    const std::error_code reason(errno, std::generic_category());
    if (reason.value() != EEXIST) return fail(ErrorCode::cannot_write, reason.message());
  }
}

std::optional<long> maker_of(const std::string& name) {
  if (!name.starts_with(prefix)) return {};
  long process = 0;
  unsigned number = 0;
  const char* end = name.data() + name.size();
  const auto first = std::from_chars(name.data() + prefix.size(), end, process);
  if (first.ec != std::errc() || first.ptr == end || *first.ptr != '-' || process <= 0) return {};
  const auto second = std::from_chars(first.ptr + 1, end, number);
  if (second.ec != std::errc() || (second.ptr != end && *second.ptr != '-')) return {};
  return process;
}

bool is_abandoned(const fs::path& hidden_folder) {
  const auto maker = maker_of(hidden_folder.filename().string());
  if (!maker || (::kill(static_cast<pid_t>(*maker), 0) == 0 || errno != ESRCH)) return false;
  const int lock = lock_of(hidden_folder);
  if (lock >= 0) ::close(lock);
  return lock >= 0;
}

void begin_to_take_places() { takes_places.store(true); }

bool outputs_take_their_place() { return takes_places.load(); }

void remove_unfinished_outputs() {
  for (Slot& slot : slots) {
    if (slot.ready.load()) remove_tree(AT_FDCWD, slot.path.data(), 0);
  }
}

}  // namespace hotward::io
