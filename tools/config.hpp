// Options from a TOML file: `--config FILE.toml`, or `hotward run JOB.toml`.
//
// A key is an option's long name (with "_" for "-", who likes), a value what would follow it; an
// array repeats the option, true sets a flag. The positional words of a command are named as its
// help names them: `incidents`. What stands on the command line wins. Relative paths are taken from
// the folder the file lies in, so that a job can be moved with its data; which options hold paths
// is declared where they are (CommandLine).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/result.hpp"
#include "tools/command_line.hpp"

namespace hotward::tools {

/// What a key of the file stands for.
struct KnownOption {
  PathKind path = PathKind::none;
  bool positional = false;      ///< its words stand without the option's name
  std::string short_name = {};  ///< "-o"; empty where it has none
};

/// What the options of a command are.
struct OptionTable {
  /// Nothing where the command has no such option.
  std::function<std::optional<KnownOption>(const std::string& key)> find;
  std::vector<std::string> names;  ///< of all, for advice
};

/// @param arguments  the words after the program's name
/// @param options    of the command that the first word names
/// @return the same words with the file's options put in, `--config FILE` or JOB.toml taken out.
///         Errors: no_such_file; usage with line and column where the file is no TOML, or a value
///         is neither text, number, truth value nor a list of these, or no option has the name.
[[nodiscard]] Result<std::vector<std::string>> with_config(std::vector<std::string> arguments,
                                                           const OptionTable& options);

}  // namespace hotward::tools
