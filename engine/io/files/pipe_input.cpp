#include "engine/io/files/pipe_input.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <map>
#include <mutex>
#include <string_view>
#include <utility>

#include <cpl_vsi.h>
#include <fmt/format.h>

#include "engine/core/progress.hpp"
#include "engine/io/files/system.hpp"

namespace hotward::io {
namespace {

using namespace std::string_view_literals;

// CSV is what has no mark of its own.
std::string_view ending_of(std::string_view bytes) {
  for (const auto& [mark, ending] :
       {std::pair("SQLite format 3\0"sv, ".gpkg"sv), std::pair("fgb\3"sv, ".fgb"sv),
        std::pair("PK\3\4"sv, ".zip"sv), std::pair("\x1f\x8b"sv, ".csv.gz"sv)}) {
    if (bytes.starts_with(mark)) return ending;
  }
  const std::size_t first = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF"sv);
  const bool json = first != std::string_view::npos && bytes[first] == '{';
  return json ? ".geojson"sv : ".csv"sv;
}

tl::unexpected<Error> failed(const std::string& path) {
  return fail(ErrorCode::unreadable, fmt::format("{}: {}", path, std::strerror(errno)));
}

Result<std::string> read_all(const std::string& path) {
  const int file = system::open_pipe(path);
  if (file < 0) return failed(path);
  std::string bytes;
  Result<std::size_t> got = 1;
  while (got && *got > 0) {
    const std::size_t size = bytes.size();
    bytes.resize(size + std::max<std::size_t>(size, std::size_t{1} << 16));
    got = read_waiting(file, bytes.data() + size, bytes.size() - size);
    bytes.resize(size + got.value_or(0));
  }
  system::close_pipe(file);
  if (got) return bytes;
  if (got.error().code == ErrorCode::interrupted) return fail(got.error());
  return fail(ErrorCode::unreadable, fmt::format("{}: {}", path, got.error().message));
}

}  // namespace

bool is_pipe(const std::string& path) { return system::is_pipe(path); }

Result<std::size_t> read_waiting(int file, char* to, std::size_t bytes) {
  constexpr int patience_ms = 100;
  while (true) {
    if (const auto go_on = check_stop(); !go_on) return fail(go_on.error());
    if (!system::wait_for_bytes(file, patience_ms)) continue;
    const std::ptrdiff_t got = system::read_some(file, to, bytes);
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR && errno != EAGAIN) {
      return fail(ErrorCode::unreadable, std::strerror(errno));
    }
  }
}

Result<std::string> take_pipe(const std::string& path) {
  static std::mutex mutex;
  static std::map<std::string, std::string> taken;  // name in memory, by path
  if (!is_pipe(path)) return path;
  const std::lock_guard lock(mutex);
  if (const auto known = taken.find(path); known != taken.end()) return known->second;
  const auto bytes = read_all(path);
  if (!bytes) return fail(bytes.error());
  const std::string name =
      fmt::format("/vsimem/hotward-pipe-{}/input{}", taken.size(), ending_of(*bytes));
  VSILFILE* file = VSIFOpenL(name.c_str(), "wb");
  const bool written =
      file != nullptr && VSIFWriteL(bytes->data(), 1, bytes->size(), file) == bytes->size();
  if (file != nullptr) VSIFCloseL(file);
  if (!written) return fail(ErrorCode::unreadable, path + ": more than the memory holds");
  return taken.emplace(path, name).first->second;
}

}  // namespace hotward::io
