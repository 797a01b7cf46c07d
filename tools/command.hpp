// Command: what every tools/command_<name>.cpp provides, and what it is given.
//
// A command has two parts. Its setup function declares options on a CommandLine and returns the Run
// that will read them; Run goes in a straight line from reading to writing and returns what it has
// to say. No file is opened before Run.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/core/progress.hpp"
#include "engine/core/result.hpp"
#include "tools/command_line.hpp"

namespace hotward::tools {

using Json = nlohmann::ordered_json;

/// Whether inputs get a SHA-256 in the record (docs/decisions/0002).
enum class HashPolicy { automatic, always, never };

/// What the user said before naming inputs: the same for every command.
struct Session {
  std::string command;       ///< "rank"
  std::string command_line;  ///< without the options that cannot change a number
  std::uint64_t seed = 1;
  bool seed_given = false;  ///< by the user; else the usual one
  HashPolicy hash = HashPolicy::automatic;
  Progress* progress = nullptr;  ///< never null while a command runs
};

/// What a command has to say when it is done.
struct Done {
  Json summary;                        ///< the whole object that --json prints
  std::string text;                    ///< the same for people, for stdout
  std::vector<std::string> warnings;   ///< for stderr; also in the summary
  std::vector<std::string> weighty{};  ///< those that change a number or make a claim void: with -q
  int exit_status = 0;                 ///< 0, or 3 where `check` found faults
};

using Run = std::function<Result<Done>(const Session&)>;

struct Command {
  const char* name;
  const char* question;
  Run (*setup)(CommandLine&);
};

/// All commands, in the order of commands.def.
[[nodiscard]] const std::vector<Command>& commands();

#define HOTWARD_COMMAND(name, function, question) Run function(CommandLine& line);
#include "tools/commands.def"
#undef HOTWARD_COMMAND

}  // namespace hotward::tools
