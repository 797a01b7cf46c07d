#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <mutex>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/io/files/mapped_file.hpp"

namespace hotward::io {

namespace {

// What the signal handler must know of a map. Guards are used again but never freed: a handler on
// another thread may be looking at them.
struct Guard {
  std::atomic<char*> begin{nullptr};
  std::atomic<std::size_t> bytes{0};
  std::atomic<bool> broken{false};
  std::atomic<bool> used{false};
  Guard* next = nullptr;
};
std::atomic<Guard*> guards{nullptr};
struct sigaction before_ours;
long page_size = 4096;

std::size_t page_bytes() { return static_cast<std::size_t>(page_size); }

// From the page that failed to the end: a file cut short fails on all of them. System calls alone.
bool fill_with_zeros(char* at) {
  for (Guard* guard = guards.load(); guard != nullptr; guard = guard->next) {
    char* begin = guard->begin.load();
    if (begin == nullptr || at < begin || at >= begin + guard->bytes.load()) continue;
    char* page = begin + static_cast<std::size_t>(at - begin) / page_bytes() * page_bytes();
    const auto bytes = static_cast<std::size_t>(begin + guard->bytes.load() - page);
    guard->broken.store(true);
    return ::mmap(page, bytes, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) !=
           MAP_FAILED;
  }
  return false;
}

void on_bus_error(int /*signal*/, siginfo_t* info, void* /*context*/) {
  // Where it is not ours, the access is tried again under the handler from before.
  if (!fill_with_zeros(static_cast<char*>(info->si_addr)))
    ::sigaction(SIGBUS, &before_ours, nullptr);
}

void watch_bus_errors() {
  static std::once_flag once;
  std::call_once(once, [] {
    page_size = ::sysconf(_SC_PAGESIZE);
    struct sigaction ours {};
    ours.sa_sigaction = on_bus_error;
    ours.sa_flags = SA_SIGINFO;
    ::sigaction(SIGBUS, &ours, &before_ours);
  });
}

Guard* take_guard() {
  for (Guard* guard = guards.load(); guard != nullptr; guard = guard->next) {
    bool expected = false;
    if (guard->used.compare_exchange_strong(expected, true)) return guard;
  }
  auto* made = new Guard;  // owned by the list, for good
  made->used.store(true);
  made->next = guards.load();
  while (!guards.compare_exchange_weak(made->next, made)) {
  }
  return made;
}

Guard* guard_of(void* guard) { return static_cast<Guard*>(guard); }

}  // namespace

MappedFile::MappedFile(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return;
  struct stat status {};
  if (::fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) {
    const auto bytes = static_cast<std::size_t>(status.st_size);
    watch_bus_errors();
    void* at = ::mmap(nullptr, bytes, PROT_READ, MAP_PRIVATE, file, 0);
    if (at != MAP_FAILED) {
      data_ = static_cast<const char*>(at);
      size_ = bytes;
      Guard* guard = take_guard();
      guard->broken.store(false);
      guard->bytes.store(bytes);
      guard->begin.store(static_cast<char*>(at));
      guard_ = guard;
    }
  }
  ::close(file);
}

MappedFile::~MappedFile() {
  if (guard_ == nullptr) return;
  guard_of(guard_)->begin.store(nullptr);
  ::munmap(const_cast<char*>(data_), size_);
  guard_of(guard_)->used.store(false);
}

bool MappedFile::is_broken() const { return guard_ != nullptr && guard_of(guard_)->broken.load(); }

void MappedFile::release(std::uint64_t begin, std::uint64_t end) const {
  if (guard_ == nullptr || is_broken()) return;  // zeros let go would be zeros again, at a cost
  // Whole pages only; the last page of the file belongs to its end. A page that is read brings its
  // neighbours along, so some on both sides are here again though they were released before.
  constexpr std::size_t brought_along = std::size_t{64} << 10;
  const std::size_t first = begin / page_bytes() * page_bytes();
  const std::size_t from = first - std::min(first, brought_along);
  const std::size_t to =
      std::min<std::uint64_t>(end + brought_along, size_) / page_bytes() * page_bytes();
  if (from < to) ::madvise(const_cast<char*>(data_) + from, to - from, MADV_DONTNEED);
}

}  // namespace hotward::io
