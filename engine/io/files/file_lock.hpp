// File lock: one program at a time works on a file.
//
// The lock is a file beside it, FILE.lock, on which the system holds an exclusive lock for as long
// as the program runs: a program that is killed leaves the empty file behind, and locks nothing.
#pragma once

#include <filesystem>
#include <utility>

#include "engine/core/result.hpp"

namespace hotward::io {

class FileLock {
 public:
  /// Does not wait. @return unavailable where another holds it; cannot_write where no lock can be
  ///         made beside the file
  [[nodiscard]] static Result<FileLock> of(const std::filesystem::path& file);

  FileLock(FileLock&& other) noexcept
      : path_(std::exchange(other.path_, {})), handle_(std::exchange(other.handle_, -1)) {}
  FileLock& operator=(FileLock&& other) noexcept {
    std::swap(path_, other.path_);
    std::swap(handle_, other.handle_);
    return *this;
  }
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  ~FileLock();

 private:
  FileLock(std::filesystem::path path, int handle) : path_(std::move(path)), handle_(handle) {}

  std::filesystem::path path_;
  int handle_ = -1;
};

}  // namespace hotward::io
