#include <filesystem>
#include <utility>

#include "engine/io/files/mapped_file.hpp"

#define WIN32_LEAN_AND_MEAN
#ifndef NOMINMAX
#define NOMINMAX
#endif
#include <windows.h>

namespace hotward::io {

// Windows lets nobody cut a file short while it is mapped, so the bytes stay as long as the disk
// does: no map is ever broken, and `guard_` is the mapping alone.
MappedFile::MappedFile(const std::string& path) {
  const std::filesystem::path name(path);
  const HANDLE file = CreateFileW(name.c_str(), GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_DELETE,
                                  nullptr, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
  if (file == INVALID_HANDLE_VALUE) return;
  LARGE_INTEGER bytes{};
  if (GetFileType(file) == FILE_TYPE_DISK && GetFileSizeEx(file, &bytes) != 0 &&
      bytes.QuadPart > 0) {
    guard_ = CreateFileMappingW(file, nullptr, PAGE_READONLY, 0, 0, nullptr);
  }
  CloseHandle(file);
  if (guard_ == nullptr) return;
  data_ = static_cast<const char*>(MapViewOfFile(guard_, FILE_MAP_READ, 0, 0, 0));
  if (data_ != nullptr) {
    size_ = static_cast<std::size_t>(bytes.QuadPart);
  } else {
    CloseHandle(std::exchange(guard_, nullptr));
  }
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) UnmapViewOfFile(data_);
  if (guard_ != nullptr) CloseHandle(guard_);
}

bool MappedFile::is_broken() const { return false; }

// The pages are the system's own copy of the file, which it takes back where memory is short.
void MappedFile::release(std::uint64_t /*begin*/, std::uint64_t /*end*/) const {}

}  // namespace hotward::io
