// Options from a TOML file: `--config FILE.toml`, or `hotward run JOB.toml`.
//
// A key is an option's long name, a value what would follow it; an array repeats the option, true
// sets a flag. `incidents` holds the inputs. What stands on the command line wins. Paths in the
// file are taken from the folder the file lies in, so that a job can be moved with its data.
#pragma once

#include <string>
#include <vector>

#include "engine/core/result.hpp"

namespace hotward::tools {

/// @param arguments  the words after the program's name
/// @return the same words with the file's options put in, `--config FILE` or JOB.toml taken out.
///         Errors: no_such_file; usage with line and column where the file is no TOML or a value is
///         neither text, number, truth value nor a list of these.
[[nodiscard]] Result<std::vector<std::string>> with_config(std::vector<std::string> arguments);

}  // namespace hotward::tools
