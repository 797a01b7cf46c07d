#include <filesystem>

#include "engine/io/files/file_stamp.hpp"

#define WIN32_LEAN_AND_MEAN
#ifndef NOMINMAX
#define NOMINMAX
#endif
#include <windows.h>

namespace hotward::io {

std::optional<FileStamp> stamp_of(const std::string& path) {
  const std::filesystem::path name(path);
  const HANDLE file =
      CreateFileW(name.c_str(), 0, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                  OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
  if (file == INVALID_HANDLE_VALUE) return {};
  BY_HANDLE_FILE_INFORMATION about{};
  const bool known =
      GetFileType(file) == FILE_TYPE_DISK && GetFileInformationByHandle(file, &about) != 0;
  CloseHandle(file);
  if (!known) return {};
  const auto both = [](DWORD high, DWORD low) {
    return static_cast<std::uint64_t>(high) << 32U | low;
  };
  constexpr std::uint64_t a_second = 10'000'000;  // steps of 100 ns since 1601
  const std::uint64_t written =
      both(about.ftLastWriteTime.dwHighDateTime, about.ftLastWriteTime.dwLowDateTime);
  return FileStamp{about.dwVolumeSerialNumber, both(about.nFileIndexHigh, about.nFileIndexLow),
                   both(about.nFileSizeHigh, about.nFileSizeLow),
                   static_cast<std::int64_t>(written / a_second),
                   static_cast<std::int64_t>(written % a_second) * 100};
}

}  // namespace hotward::io
