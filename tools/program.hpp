// Program: reads the command line, hands over to one command, prints its answer.
#pragma once

#include <atomic>

namespace hotward::tools {

/// Set by the signal handler; whatever the program does looks at it and stops.
inline std::atomic<bool> stop_requested{false};

/// @return the exit status: 0, 1 for what is wrong with data, 2 for what is wrong with the request,
///         130 where the user stopped it
[[nodiscard]] int run_program(int argc, char** argv);

}  // namespace hotward::tools
