// Command: what the user can ask of the program, each with the table of its parameters.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/job/job.hpp"

namespace hotward::tools {

struct Command {
  std::string name;
  std::string question;
  std::vector<std::string> examples;
  std::shared_ptr<parameter::List> parameters;  ///< lives as long as what it sets
  std::function<Result<job::Answer>(const Context&)> run;
};

/// All commands, in the order in which the help lists them: `run`, `report`, the analyses
/// of engine/job/registry.cpp, and what fetches or makes data.
[[nodiscard]] std::vector<Command> all_commands();

[[nodiscard]] Command run_command();
[[nodiscard]] Command report_command();
[[nodiscard]] Command boundaries_command();
[[nodiscard]] Command sample_command();

}  // namespace hotward::tools
