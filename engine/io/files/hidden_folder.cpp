#include "engine/io/files/hidden_folder.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "engine/io/files/system.hpp"

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

}  // namespace

HiddenFolder::HiddenFolder(HiddenFolder&& other) noexcept
    : path_(std::exchange(other.path_, {})),
      slot_(std::exchange(other.slot_, -1)),
      lock_(std::exchange(other.lock_, system::no_lock)) {}

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
  if (failed) system::remove_tree(path.c_str());
}

void HiddenFolder::moved_away() {
  path_.clear();
  forget_folder(std::exchange(slot_, -1));
  system::unlock(std::exchange(lock_, system::no_lock));
}

void HiddenFolder::keep_on_signal() { forget_folder(std::exchange(slot_, -1)); }

Result<HiddenFolder> HiddenFolder::make_in(const fs::path& parent) {
  std::error_code error;
  for (;;) {
    const auto name =
        fmt::format("{}{}-{}", prefix, system::own_process(), next_number.fetch_add(1));
    HiddenFolder made;
    const fs::path folder = fs::absolute(parent, error) / name;
    // Registered first: an interruption between the two lines leaves nothing.
    made.slot_ = register_folder(folder.string());
    std::error_code reason;
    if (fs::create_directory(folder, reason)) {
      made.path_ = folder;
      made.lock_ = system::lock_folder(folder);
      return made;
    }
    if (reason && reason != std::errc::file_exists) {
      return fail(ErrorCode::cannot_write, reason.message());
    }
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
  if (!maker || system::is_running(*maker)) return false;
  const system::Lock lock = system::lock_folder(hidden_folder);
  system::unlock(lock);
  return lock != system::no_lock;
}

void begin_to_take_places() { takes_places.store(true); }

bool outputs_take_their_place() { return takes_places.load(); }

void remove_unfinished_outputs() {
  for (Slot& slot : slots) {
    if (slot.ready.load()) system::remove_tree(slot.path.data());
  }
}

}  // namespace hotward::io
