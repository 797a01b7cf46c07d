// System: the door to the operating system.
//
//   *_posix.cpp     Linux and its like
//   *_windows.cpp   Windows 10 (1903) and later
//
// Each function has one in either; what maps files and starts programs has files of its own
// (mapped_file, run_program). Nothing else in the engine or the program includes a header of a
// system: the test `floors` judges. Paths are UTF-8 wherever they are texts.
#pragma once

#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace hotward::io::system {

// Files.

/// As std::fopen, of whatever name and length.
[[nodiscard]] std::FILE* open_file(const std::filesystem::path& path, const char* mode);

/// A file for writing and reading that is gone when it is closed, however the process ends. Null
/// with errno.
[[nodiscard]] std::FILE* open_nameless(const std::filesystem::path& folder);

/// The file's bytes are on the disk. A file system that cannot do this (some network drives) is no
/// reason to lose the output: it is no error.
std::error_code sync_file(const std::filesystem::path& path);

/// The folder's names are on the disk, where its system can.
void sync_folder(const std::filesystem::path& path);

/// Two folders change places in one step; false where the file system cannot.
[[nodiscard]] bool exchange(const std::filesystem::path& a, const std::filesystem::path& b);

/// `from` takes the place of `to`. While another program holds `to` open, some systems refuse: it
/// is tried for a second.
[[nodiscard]] std::error_code replace(const std::filesystem::path& from,
                                      const std::filesystem::path& to);

/// True for a file that may be started.
[[nodiscard]] bool is_program(const std::filesystem::path& path);

/// A lock on a folder, held until it is given back; `no_lock` where another process holds it, or
/// the file system knows no locks on folders.
using Lock = int;  // a handle of Windows has no more significant bits
inline constexpr Lock no_lock = -1;
[[nodiscard]] Lock lock_folder(const std::filesystem::path& folder);
void unlock(Lock lock);

/// Removes a folder of ours with all it holds; calls nothing that a signal handler may not.
/// @param path  absolute
void remove_tree(const char* path);

// Pipes.

/// Of a named pipe, a terminal or a socket true; also of a file that is none, false.
[[nodiscard]] bool is_pipe(const std::string& path);

/// A descriptor for reading what may not be there yet; -1 with errno. Opening does not wait.
[[nodiscard]] int open_pipe(const std::string& path);
void close_pipe(int file);
inline constexpr int standard_input = 0;

/// Waits for bytes, or for the end. @return false where none came within the time
[[nodiscard]] bool wait_for_bytes(int file, int milliseconds);

/// @return the bytes read, 0 at the end; -1 with errno, EAGAIN or EINTR where it may be asked again
[[nodiscard]] std::ptrdiff_t read_some(int file, char* to, std::size_t bytes);

// Processes.

[[nodiscard]] long own_process();
[[nodiscard]] bool is_running(long process);
[[nodiscard]] bool is_superuser();
/// The program that runs, where the system says.
[[nodiscard]] std::filesystem::path own_program();
/// What parts the folders of PATH, and what a program's name ends in.
extern const char path_separator;
extern const char* const program_ending;
void set_environment(const char* name, const char* value);  ///< where it is not set yet

// The terminal, and being stopped.

enum class Stream { output, error };
[[nodiscard]] bool is_terminal(Stream stream);
/// 0 where it is none, or does not say.
[[nodiscard]] std::size_t terminal_width();
/// The console takes UTF-8 and the signs that move a cursor.
void prepare_terminal();

/// `called` on each wish to stop the program: Ctrl-C, a closed terminal, the system's end. It may
/// come on a thread of its own, or in the midst of anything: it must not touch the heap.
void on_stop(void (*called)());
/// `called` once, so many microseconds from now, in the same way; 0: not any more.
void on_alarm(void (*called)());
void set_alarm(long microseconds);
/// Bytes to standard error, and the end of the process, from there.
void write_error(std::string_view bytes);
[[noreturn]] void end_process(int status);

/// Memory that is given back serves the next who asks, where the system can be told so.
void keep_memory();

}  // namespace hotward::io::system
