// Program: reads the command line, hands over to one command, prints what it says.
#pragma once

namespace hotward::tools {

/// @return the exit status: 0, 1 for what is wrong with data, 2 for what is wrong with the request,
///         130 where the user stopped it
[[nodiscard]] int run_program(int argc, char** argv);

}  // namespace hotward::tools
