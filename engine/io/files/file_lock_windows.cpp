#include <cstdint>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "engine/io/files/file_lock.hpp"

#define WIN32_LEAN_AND_MEAN
#ifndef NOMINMAX
#define NOMINMAX
#endif
#include <windows.h>

namespace hotward::io {

// Shared with nobody, and removed with its last handle, however the program ends.
Result<FileLock> FileLock::of(const std::filesystem::path& file) {
  std::filesystem::path path = file;
  path += ".lock";
  const HANDLE handle = CreateFileW(path.c_str(), GENERIC_READ | GENERIC_WRITE, 0, nullptr,
                                    OPEN_ALWAYS, FILE_FLAG_DELETE_ON_CLOSE, nullptr);
  if (handle != INVALID_HANDLE_VALUE) {
    return FileLock(std::move(path), static_cast<int>(reinterpret_cast<std::intptr_t>(handle)));
  }
  const auto reason = static_cast<int>(GetLastError());
  if (reason == ERROR_SHARING_VIOLATION || reason == ERROR_DELETE_PENDING) {
    return fail(ErrorCode::unavailable,
                fmt::format("{}: another program works with it; run again when that is done",
                            file.string()));
  }
  return fail(ErrorCode::cannot_write,
              fmt::format("{}: {}", path.string(),
                          std::error_code(reason, std::system_category()).message()));
}

FileLock::~FileLock() {
  if (handle_ >= 0) CloseHandle(reinterpret_cast<HANDLE>(static_cast<std::intptr_t>(handle_)));
}

}  // namespace hotward::io
