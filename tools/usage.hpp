// What the list of commands looks like to other programs: JSON, manual pages, shell completion.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace hotward::tools {

/// One JSON object: every command with its options, their types, defaults and meaning.
[[nodiscard]] std::string json_usage(const CLI::App& program);

/// A manual page (roff, section 1): of the program, or of one of its commands.
[[nodiscard]] std::string manual_page(const CLI::App& program, const std::string& command);

/// A bash completion script: commands, then the options of the command typed.
[[nodiscard]] std::string bash_completion(const CLI::App& program);

}  // namespace hotward::tools
