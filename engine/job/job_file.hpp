// Job file: what a job is asked, from a TOML file, or from a JSON object.
//
// A key is a parameter's name (with "_" for "-", who likes); an array gives several values, true
// sets a flag. What was set before, by a command line, wins. Relative paths are taken from the
// folder the file lies in, so that a job can be moved with its data; the parameters declare which
// are paths.
#pragma once

#include <filesystem>
#include <string>

#include "engine/core/result.hpp"
#include "engine/parameter/parameter.hpp"

namespace hotward::job {

/// Sets the parameters that the file names and nobody has set.
/// @return no_such_file; usage with line and column where the file is neither, a value is neither
///         text, number, truth value nor a list of these, no parameter has the name, or its value
///         cannot be.
[[nodiscard]] Result<void> set_from_file(const std::filesystem::path& file, parameter::List& list);

/// The job as one line for a shell: what was set, in the order of the table,
/// inputs first. What cannot change a number stays out (where outputs go, how tables are shown), so
/// that the line is the same for the same answer.
[[nodiscard]] std::string canonical_line(const std::string& command, const parameter::List& list);

}  // namespace hotward::job
