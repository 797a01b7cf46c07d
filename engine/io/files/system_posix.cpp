#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include "engine/io/files/huge_pages.hpp"
#include "engine/io/files/system.hpp"

#ifdef __linux__
#include <malloc.h>
#include <stdio.h>
#include <sys/syscall.h>
#endif

namespace hotward::io::system {
namespace {

namespace fs = std::filesystem;

std::error_code last_error() { return {errno, std::generic_category()}; }

std::error_code sync(const fs::path& path, int flags) {
  const int file = ::open(path.c_str(), flags | O_CLOEXEC);
  if (file < 0) return last_error();
  const bool failed = ::fsync(file) != 0 && errno != EINVAL && errno != ENOSYS && errno != ENOTSUP;
  const std::error_code reason(failed ? errno : 0, std::generic_category());
  ::close(file);
  return reason;
}

// A file without a name. @return -1, with errno
int open_unnamed(const fs::path& folder) {
#ifdef O_TMPFILE
  const int nameless = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (nameless >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL)) return nameless;
#endif
  // A file system that has none: the name is taken away again at once.
  std::string name = (folder / ".hotward-rows-XXXXXX").string();
  const int file = mkostemp(name.data(), O_CLOEXEC);
  if (file >= 0) ::unlink(name.c_str());
  return file;
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

void (*stop_called)() = nullptr;
void (*alarm_called)() = nullptr;

}  // namespace

const char path_separator = ':';
const char* const program_ending = "";

std::FILE* open_file(const fs::path& path, const char* mode) {
  return std::fopen(path.c_str(), mode);
}

std::FILE* open_nameless(const fs::path& folder) {
  const int file = open_unnamed(folder);
  if (file < 0) return nullptr;
  std::FILE* stream = fdopen(file, "w+b");
  if (stream == nullptr) {
    const int error = errno;
    ::close(file);
    errno = error;
  }
  return stream;
}

std::error_code sync_file(const fs::path& path) { return sync(path, O_RDONLY); }

void sync_folder(const fs::path& path) { sync(path, O_RDONLY | O_DIRECTORY); }

bool exchange(const fs::path& a, const fs::path& b) {
#if defined(__linux__) && defined(RENAME_EXCHANGE)
  return renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) == 0;
#else
  static_cast<void>(a);
  static_cast<void>(b);
  return false;
#endif
}

std::error_code replace(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::rename(from, to, error);
  return error;
}

bool is_program(const fs::path& path) {
  std::error_code none;
  return fs::is_regular_file(path, none) && ::access(path.c_str(), X_OK) == 0;
}

Lock lock_folder(const fs::path& folder) {
  const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (file >= 0 && ::flock(file, LOCK_EX | LOCK_NB) == 0) return file;
  if (file >= 0) ::close(file);
  return no_lock;
}

void unlock(Lock lock) {
  if (lock != no_lock) ::close(lock);
}

void remove_tree(const char* path) { remove_tree(AT_FDCWD, path, 0); }

bool is_pipe(const std::string& path) {
  struct stat status {};
  if (path.empty() || ::stat(path.c_str(), &status) != 0) return false;
  return S_ISFIFO(status.st_mode) || S_ISCHR(status.st_mode) || S_ISSOCK(status.st_mode);
}

// Without O_NONBLOCK opening a named pipe waits, deaf to everything, until somebody writes.
int open_pipe(const std::string& path) {
  return ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
}

void close_pipe(int file) { ::close(file); }

bool wait_for_bytes(int file, int milliseconds) {
  pollfd waiting{file, POLLIN, 0};
  const int ready = ::poll(&waiting, 1, milliseconds);
  return ready != 0 && (ready > 0 || errno != EINTR);
}

std::ptrdiff_t read_some(int file, char* to, std::size_t bytes) { return ::read(file, to, bytes); }

long own_process() { return ::getpid(); }

bool is_running(long process) {
  return ::kill(static_cast<pid_t>(process), 0) == 0 || errno != ESRCH;
}

bool is_superuser() { return ::geteuid() == 0; }

fs::path own_program() {
  std::error_code ignored;
  return fs::read_symlink("/proc/self/exe", ignored);
}

void set_environment(const char* name, const char* value) { ::setenv(name, value, 0); }

bool is_terminal(Stream stream) {
  return ::isatty(stream == Stream::output ? STDOUT_FILENO : STDERR_FILENO) != 0;
}

std::size_t terminal_width() {
  winsize size{};
  if (!is_terminal(Stream::output) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col;
}

void prepare_terminal() {}

void on_stop(void (*called)()) {
  stop_called = called;
  for (const int stop : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXCPU}) {
    std::signal(stop, [](int) { stop_called(); });
  }
  for (const int ignored : {SIGPIPE, SIGXFSZ}) std::signal(ignored, SIG_IGN);
}

void on_alarm(void (*called)()) {
  alarm_called = called;
  std::signal(SIGALRM, [](int) { alarm_called(); });
}

void set_alarm(long microseconds) {
  const itimerval once{{0, 0}, {0, static_cast<suseconds_t>(microseconds)}};
  ::setitimer(ITIMER_REAL, &once, nullptr);
}

void write_error(std::string_view bytes) {
  static_cast<void>(!::write(STDERR_FILENO, bytes.data(), bytes.size()));
}

void end_process(int status) { _exit(status); }

// Memory that a chunk of rows gives back serves the next one, instead of going to the system and
// coming back as fresh zeroed pages; and the first of it stands on large pages, where the system
// has them. A million points in clusters: 14,500 page faults instead of 57,000.
void keep_memory() {
#ifdef __GLIBC__
  constexpr std::size_t large = std::size_t{250} << 20;
  mallopt(M_MMAP_THRESHOLD, 256 << 20);
  mallopt(M_TRIM_THRESHOLD, 512 << 20);
  void* heap = std::malloc(large);  // only asked for, not written: it costs addresses, no memory
  if (heap == nullptr) return;
  prefer_huge_pages(heap, large);
  std::free(heap);
#endif
}

}  // namespace hotward::io::system
