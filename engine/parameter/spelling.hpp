// Spelling: how each door writes the parameters that a message of the engine names.
//
// A message marks a parameter with two hyphens: "name one with --population-label". Everywhere
// else it has its bare name, as in Error::parameter. A door writes both as its users do:
//
//   Spelling::command_line  name one with --population-label
//   Spelling::job_file      name one with population-label
//   Spelling::python        name one with population_label
//
//   std::cerr << parameter::spelled(error, job.parameters, parameter::Spelling::job_file);
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/core/error.hpp"
#include "engine/parameter/parameter.hpp"

namespace hotward::parameter {

enum class Spelling : std::uint8_t { command_line, job_file, python };

/// One parameter, by its name in the table: "min-points" is --min-points, min-points, min_points;
/// "from", a word of Python's own, is from_ there.
[[nodiscard]] std::string spelled(std::string_view name, Spelling spelling);

/// A message or a text of findings, each parameter of the list in it spelled. What begins with two
/// hyphens and is no parameter of the list stays: it may be a user's own.
[[nodiscard]] std::string spelled_in(std::string_view text, const List& list, Spelling spelling);

/// An error as one sentence, the parameter at fault first: "--cell '150' has no unit: write 50m".
[[nodiscard]] std::string spelled(const Error& error, const List& list, Spelling spelling);

}  // namespace hotward::parameter
