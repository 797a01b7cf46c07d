#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/io/files/file_lock.hpp"

namespace hotward::io {
namespace {

namespace fs = std::filesystem;

// Who held the lock before may have removed the file after it was opened here.
bool stands_at(const fs::path& path, int handle) {
  struct stat here {};
  struct stat there {};
  return ::fstat(handle, &here) == 0 && ::stat(path.c_str(), &there) == 0 &&
         here.st_dev == there.st_dev && here.st_ino == there.st_ino;
}

}  // namespace

Result<FileLock> FileLock::of(const fs::path& file) {
  fs::path path = file;
  path += ".lock";
  while (true) {
    const int handle = ::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (handle < 0) {
      const std::error_code reason(errno, std::generic_category());
      return fail(ErrorCode::cannot_write, fmt::format("{}: {}", path.string(), reason.message()));
    }
    if (::flock(handle, LOCK_EX | LOCK_NB) != 0) {
      const int reason = errno;
      ::close(handle);
      if (reason == EINTR) continue;
      return fail(
          ErrorCode::unavailable,
          reason == EWOULDBLOCK
              ? fmt::format("{}: another program works with it; run again when that is done",
                            file.string())
              : fmt::format("{}: {}", path.string(),
                            std::error_code(reason, std::generic_category()).message()));
    }
    if (stands_at(path, handle)) return FileLock(std::move(path), handle);
    ::close(handle);
  }
}

FileLock::~FileLock() {
  if (handle_ < 0) return;
  ::unlink(path_.c_str());
  ::close(handle_);
}

}  // namespace hotward::io
