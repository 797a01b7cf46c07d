// Stopping: what a signal that asks for an end does to the program.
//
// The first one asks loops to stop (core/work.hpp), and most do within a tenth of a second. A
// library may not look: it reads a layer of 200,000 areas, or repairs a boundary. So a timer is
// set, and when it ends the program ends where it stands, as after a second signal: unfinished
// outputs are removed, and one line is printed. Outputs that have begun to take their place are
// finished first.
#pragma once

#include <string_view>

namespace hotward::tools {

/// Signals that ask for an end are heard from now on; those of a full disk and a closed pipe become
/// errors of the write that meets them.
void listen_to_signals();

/// Whose name the line begins with where the clock strikes.
void name_what_is_stopped(std::string_view command);

/// The program has stopped by itself, and says so.
void has_stopped();

}  // namespace hotward::tools
