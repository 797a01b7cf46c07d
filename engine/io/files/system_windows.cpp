#include <array>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <cwchar>
#include <thread>

#include "engine/io/files/system.hpp"

#define WIN32_LEAN_AND_MEAN
#ifndef NOMINMAX
#define NOMINMAX
#endif
#include <fcntl.h>
#include <io.h>
#include <windows.h>

// Names come and go as UTF-8: the program's manifest (tools/windows/hotward.manifest) makes that
// the code page of the process, and lifts the limit of 260 characters. What is called here takes
// wide names all the same, so that the library does not depend on its user's manifest.
namespace hotward::io::system {
namespace {

namespace fs = std::filesystem;

std::error_code last_error() { return {static_cast<int>(GetLastError()), std::system_category()}; }

HANDLE open_handle(const fs::path& path, DWORD access, DWORD share, DWORD flags) {
  return CreateFileW(path.c_str(), access, share, nullptr, OPEN_EXISTING, flags, nullptr);
}

constexpr DWORD share_all = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;

// Within a path of fixed room: what is called when the program is stopped must not touch the heap.
using Path = std::array<wchar_t, 4096>;

bool append(Path& path, std::size_t& length, const wchar_t* name) {
  const std::size_t more = std::wcslen(name);
  if (length + more + 2 > path.size()) return false;
  path[length++] = L'\\';
  std::memcpy(path.data() + length, name, more * sizeof(wchar_t));
  length += more;
  path[length] = L'\0';
  return true;
}

void remove_wide(Path& path, std::size_t length, int depth) {
  constexpr int deepest = 4;  // ours are two deep
  if (depth > deepest) return;
  const std::size_t own = length;
  if (append(path, length, L"*")) {
    WIN32_FIND_DATAW entry;
    const HANDLE search = FindFirstFileW(path.data(), &entry);
    for (bool more = search != INVALID_HANDLE_VALUE; more;
         more = FindNextFileW(search, &entry) != 0) {
      if (std::wcscmp(entry.cFileName, L".") == 0 || std::wcscmp(entry.cFileName, L"..") == 0) {
        continue;
      }
      length = own;
      if (!append(path, length, entry.cFileName)) continue;
      const bool folder = (entry.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0 &&
                          (entry.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) == 0;
      if (folder) {
        remove_wide(path, length, depth + 1);
      } else {
        DeleteFileW(path.data());
      }
    }
    if (search != INVALID_HANDLE_VALUE) FindClose(search);
  }
  path[own] = L'\0';
  RemoveDirectoryW(path.data());
}

std::atomic<void (*)()> stop_called{nullptr};
std::atomic<void (*)()> alarm_called{nullptr};
HANDLE alarm_timer = nullptr;

BOOL WINAPI on_console(DWORD /*event*/) {
  if (const auto called = stop_called.load()) called();
  return TRUE;
}

VOID CALLBACK on_timer(PVOID /*unused*/, BOOLEAN /*fired*/) {
  if (const auto called = alarm_called.load()) called();
}

HANDLE handle_of(Stream stream) {
  return GetStdHandle(stream == Stream::output ? STD_OUTPUT_HANDLE : STD_ERROR_HANDLE);
}

}  // namespace

const char path_separator = ';';
const char* const program_ending = ".exe";

std::FILE* open_file(const fs::path& path, const char* mode) {
  std::wstring wide;
  for (const char* c = mode; *c != '\0'; ++c) wide += static_cast<wchar_t>(*c);
  return _wfopen(path.c_str(), wide.c_str());
}

std::FILE* open_nameless(const fs::path& folder) {
  for (int number = 0; number < 1000; ++number) {
    const fs::path path =
        folder / (".hotward-rows-" + std::to_string(own_process()) + "-" + std::to_string(number));
    const HANDLE file = CreateFileW(path.c_str(), GENERIC_READ | GENERIC_WRITE | DELETE, 0, nullptr,
                                    CREATE_NEW, FILE_FLAG_DELETE_ON_CLOSE, nullptr);
    if (file == INVALID_HANDLE_VALUE) {
      if (GetLastError() == ERROR_FILE_EXISTS) continue;
      errno = GetLastError() == ERROR_ACCESS_DENIED ? EACCES : EIO;
      return nullptr;
    }
    const int descriptor = _open_osfhandle(reinterpret_cast<intptr_t>(file), _O_BINARY);
    return descriptor < 0 ? nullptr : _fdopen(descriptor, "w+b");
  }
  errno = EEXIST;
  return nullptr;
}

std::error_code sync_file(const fs::path& path) {
  const HANDLE file = open_handle(path, GENERIC_WRITE, share_all, FILE_ATTRIBUTE_NORMAL);
  if (file == INVALID_HANDLE_VALUE) return last_error();
  const bool failed = FlushFileBuffers(file) == 0 && GetLastError() != ERROR_INVALID_FUNCTION;
  const std::error_code reason = failed ? last_error() : std::error_code();
  CloseHandle(file);
  return reason;
}

// NTFS writes names to its journal by itself.
void sync_folder(const fs::path& /*path*/) {}

bool exchange(const fs::path& /*a*/, const fs::path& /*b*/) { return false; }

std::error_code replace(const fs::path& from, const fs::path& to) {
  // A viewer or a virus scanner that looks at the old file lets go of it soon.
  constexpr int tries = 20;
  std::error_code error;
  for (int i = 0; i < tries; ++i) {
    if (MoveFileExW(from.c_str(), to.c_str(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH)) {
      return {};
    }
    error = last_error();
    const DWORD why = GetLastError();
    if (why != ERROR_SHARING_VIOLATION && why != ERROR_ACCESS_DENIED &&
        why != ERROR_LOCK_VIOLATION) {
      return error;
    }
    Sleep(50);
  }
  return error;
}

bool is_program(const fs::path& path) {
  std::error_code none;
  return fs::is_regular_file(path, none);
}

// Not the folder itself: an open one could not be moved to its place. Its name is one of a kind,
// and so is that of a mutex called after it.
Lock lock_folder(const fs::path& folder) {
  const std::wstring name = L"Local\\" + folder.filename().wstring();
  const HANDLE handle = CreateMutexW(nullptr, FALSE, name.c_str());
  if (handle == nullptr) return no_lock;
  if (GetLastError() != ERROR_ALREADY_EXISTS)
    return static_cast<Lock>(reinterpret_cast<std::intptr_t>(handle));
  CloseHandle(handle);
  return no_lock;
}

void unlock(Lock lock) {
  if (lock != no_lock) CloseHandle(reinterpret_cast<HANDLE>(static_cast<std::intptr_t>(lock)));
}

void remove_tree(const char* utf8) {
  Path path{};
  const int length =
      MultiByteToWideChar(CP_UTF8, 0, utf8, -1, path.data(), static_cast<int>(path.size()));
  if (length > 1) remove_wide(path, static_cast<std::size_t>(length) - 1, 0);
}

bool is_pipe(const std::string& path) { return path.starts_with("\\\\.\\pipe\\"); }

int open_pipe(const std::string& path) {
  return _wopen(fs::path(path).c_str(), _O_RDONLY | _O_BINARY);
}

void close_pipe(int file) { _close(file); }

bool wait_for_bytes(int file, int milliseconds) {
  const auto handle = reinterpret_cast<HANDLE>(_get_osfhandle(file));
  if (GetFileType(handle) != FILE_TYPE_PIPE) return true;  // a file has them; a console waits
  constexpr int step = 10;
  for (int waited = 0; waited < milliseconds; waited += step) {
    DWORD ready = 0;
    // At its end a pipe is broken, which reading reports as no more bytes.
    if (PeekNamedPipe(handle, nullptr, 0, nullptr, &ready, nullptr) == 0 || ready > 0) return true;
    Sleep(step);
  }
  return false;
}

std::ptrdiff_t read_some(int file, char* to, std::size_t bytes) {
  constexpr std::size_t most = std::size_t{1} << 30;
  _setmode(file, _O_BINARY);
  return _read(file, to, static_cast<unsigned>(bytes < most ? bytes : most));
}

long own_process() { return static_cast<long>(GetCurrentProcessId()); }

bool is_running(long process) {
  const HANDLE handle = OpenProcess(SYNCHRONIZE, FALSE, static_cast<DWORD>(process));
  if (handle == nullptr) return GetLastError() == ERROR_ACCESS_DENIED;
  const bool running = WaitForSingleObject(handle, 0) == WAIT_TIMEOUT;
  CloseHandle(handle);
  return running;
}

bool is_superuser() { return false; }

fs::path own_program() {
  Path path{};
  const DWORD length = GetModuleFileNameW(nullptr, path.data(), static_cast<DWORD>(path.size()));
  return length == 0 || length == path.size() ? fs::path() : fs::path(path.data());
}

void set_environment(const char* name, const char* value) {
  if (std::getenv(name) == nullptr) _putenv_s(name, value);
}

bool is_terminal(Stream stream) {
  DWORD mode = 0;
  return GetConsoleMode(handle_of(stream), &mode) != 0;
}

std::size_t terminal_width() {
  CONSOLE_SCREEN_BUFFER_INFO screen;
  if (GetConsoleScreenBufferInfo(handle_of(Stream::output), &screen) == 0) return 0;
  return static_cast<std::size_t>(screen.srWindow.Right - screen.srWindow.Left + 1);
}

void prepare_terminal() {
  SetConsoleOutputCP(CP_UTF8);
  SetConsoleCP(CP_UTF8);
  for (const Stream stream : {Stream::output, Stream::error}) {
    DWORD mode = 0;
    if (GetConsoleMode(handle_of(stream), &mode) != 0) {
      SetConsoleMode(handle_of(stream), mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING);
    }
  }
  // JSON and tables end their lines as everywhere else.
  _setmode(1, _O_BINARY);
  _setmode(2, _O_BINARY);
}

void on_stop(void (*called)()) {
  stop_called.store(called);
  SetConsoleCtrlHandler(on_console, TRUE);
}

void on_alarm(void (*called)()) { alarm_called.store(called); }

void set_alarm(long microseconds) {
  if (alarm_timer != nullptr) {
    DeleteTimerQueueTimer(nullptr, alarm_timer, nullptr);
    alarm_timer = nullptr;
  }
  if (microseconds == 0) return;
  CreateTimerQueueTimer(&alarm_timer, nullptr, on_timer, nullptr,
                        static_cast<DWORD>(microseconds / 1000), 0, WT_EXECUTEONLYONCE);
}

void write_error(std::string_view bytes) {
  DWORD written = 0;
  WriteFile(handle_of(Stream::error), bytes.data(), static_cast<DWORD>(bytes.size()), &written,
            nullptr);
}

void end_process(int status) {
  TerminateProcess(GetCurrentProcess(), static_cast<UINT>(status));
  std::abort();
}

void keep_memory() {}

}  // namespace hotward::io::system
