// Pipe input: what another program hands over, `<(sort cases.csv)`, /dev/stdin or a named pipe.
//
// A pipe can be read only once and from its beginning, and readers look at a file several times. So
// all of it is taken into memory on first use, and is a file there from then on. Its ending is told
// by its first bytes. Waiting for a pipe ends when the user stops the program.
#pragma once

#include <cstddef>
#include <string>

#include "engine/core/result.hpp"

namespace hotward::io {

/// True for a named pipe, a device such as /dev/stdin, and a socket.
[[nodiscard]] bool is_pipe(const std::string& path);

/// @return the name that GDAL's virtual file system has for the bytes of the pipe at `path`,
///         "/vsimem/hotward-pipe-0/input.csv"; for a path that is no pipe, the path. unreadable;
///         interrupted.
///
///   const auto name = take_pipe("/dev/fd/63");
[[nodiscard]] Result<std::string> take_pipe(const std::string& path);

/// Waits for bytes as long as nobody stops the program.
/// @return how many came; 0 at the end; unreadable, without a name; interrupted.
[[nodiscard]] Result<std::size_t> read_waiting(int file, char* to, std::size_t bytes);

}  // namespace hotward::io
