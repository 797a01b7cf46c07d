// Usage: what the tables of parameters look like to other programs: JSON, manual pages, completion.
#pragma once

#include <span>
#include <string>

#include "tools/command.hpp"

namespace hotward::tools {

/// One JSON object: every command with its parameters: names, kind, default, range, meaning.
[[nodiscard]] std::string json_usage(std::span<const Command> commands,
                                     const parameter::List& everywhere);

/// A manual page (roff, section 1): of the program, or of one of its commands.
/// @return usage where there is no such command
[[nodiscard]] Result<std::string> manual_page(std::span<const Command> commands,
                                              const parameter::List& everywhere,
                                              const std::string& command);

/// A bash completion script: commands, then the options of the command typed and their choices.
[[nodiscard]] std::string bash_completion(std::span<const Command> commands,
                                          const parameter::List& everywhere);

}  // namespace hotward::tools
