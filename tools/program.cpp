#include "tools/program.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <system_error>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "engine/core/parallel.hpp"
#include "engine/core/spelling.hpp"
#include "engine/core/utf8.hpp"
#include "engine/io/files/atomic_output.hpp"
#include "engine/job/job_file.hpp"
#include "engine/report/printable.hpp"
#include "engine/study/version.hpp"
#include "tools/command.hpp"
#include "tools/command_line.hpp"
#include "tools/exit_status.hpp"
#include "tools/settings.hpp"
#include "tools/stopping.hpp"
#include "tools/terminal.hpp"
#include "tools/usage.hpp"

namespace hotward::tools {
namespace {

constexpr int faults_found = 3;  // exit status of `check`

// What every command understands.
struct CommonOptions {
  bool json = false;
  bool quiet = false;
  ProgressChoice progress = ProgressChoice::automatic;
  Settings settings;
  std::string config;
};

parameter::List parameters(CommonOptions& common) {
  parameter::List list("Everywhere");
  list.flag("json", common.json, "Print the summary as one JSON object").unrecorded();
  list.flag("quiet", common.quiet,
            "Say nothing on stderr but errors, and what changes a number or makes a claim void")
      .unrecorded()
      .short_name = "q";
  list.choice("progress", common.progress, progress_names, "How to show progress on stderr")
      .unrecorded();
  list.append(parameters(common.settings));
  list.path("config", common.config,
            "Options from a TOML or JSON file; what stands on the command line wins")
      .unrecorded()
      .as("FILE");
  return list;
}

// What the program says about itself, without a command.
struct SelfQuestions {
  bool version = false;
  bool json_usage = false;
  bool bash_completion = false;
  std::string manual;
};

struct Program {
  CLI::App app{"Where crime and anti-social behaviour gather", "hotward"};
  SelfQuestions about;
  CommonOptions common;
  std::vector<Command> commands = all_commands();
  // Of each command: its own parameters and the common ones.
  std::vector<std::shared_ptr<parameter::List>> parameters;
};

std::unique_ptr<Program> make_program() {
  auto program = std::make_unique<Program>();
  CLI::App& app = program->app;
  app.require_subcommand(0, 1);
  app.get_formatter()->column_width(34);
  for (const Command& command : program->commands) {
    CLI::App* sub = app.add_subcommand(command.name, command.question);
    auto list = std::make_shared<parameter::List>(*command.parameters);
    list->append(parameters(program->common));
    declare(*sub, list);
    add_examples(*sub, command.examples);
    program->parameters.push_back(std::move(list));
  }
  app.add_flag("-V,--version", program->about.version, "Print the version, with the libraries'");
  app.add_flag("--json-usage", program->about.json_usage,
               "Describe every command and option, for programs");
  app.add_option("--manual", program->about.manual,
                 "Print a manual page (roff): hotward, or a command")
      ->group("");
  app.add_flag("--bash-completion", program->about.bash_completion, "Print the completion script")
      ->group("");
  app.footer(
      "hotward help COMMAND explains a command, with examples; hotward version is --version.");
  return program;
}

bool is_command(const Program& program, const std::string& word) {
  return std::ranges::find(program.commands, word, &Command::name) != program.commands.end();
}

std::string no_such_command(const Program& program, const std::string& word) {
  std::vector<std::string> names;
  for (const Command& command : program.commands) names.push_back(command.name);
  return fmt::format("there is no command '{}'{}; there are: {}", word, did_you_mean(word, names),
                     fmt::join(names, " "));
}

// The long names of a command's options, as typed.
std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_group().empty()) continue;
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

// "--type" of "--type=asb", "-o" of "-oout.csv"; empty where the word is no option.
std::string option_in(const std::string& word) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  if (word.size() > 1 && word[0] == '-' && is_letter(word[1])) return word.substr(0, 2);
  const bool is_long = word.starts_with("--") && word.size() > 2 && is_letter(word[2]);
  return is_long ? word.substr(0, word.find('=')) : std::string();
}

// The first word that looks like an option and is none, said so: CLI11 would rather complain of
// what is missing beside it. Empty where there is none.
std::string no_such_option(const CLI::App& app, const std::vector<std::string>& arguments) {
  for (const std::string& word : arguments) {
    if (word == "--") break;
    const std::string name = option_in(word);
    if (name.empty()) continue;
    if (app.get_option_no_throw(name) != nullptr) continue;
    const std::string help =
        app.get_parent() == nullptr ? "hotward help" : "hotward help " + app.get_name();
    return fmt::format("there is no option {}{}; {} lists them", name,
                       name.starts_with("--") ? did_you_mean(name, option_names(app)) : "", help);
  }
  return {};
}

// "help rank" and "version" as other programs have them.
std::vector<std::string> as_options(std::vector<std::string> arguments) {
  if (arguments.empty()) return arguments;
  const bool asks_how = arguments.size() == 2 && arguments.front() == "help";
  if (arguments.front() == "version" || (asks_how && arguments.back() == "version")) {
    arguments = {"--version"};
  } else if (arguments.front() == "help") {
    arguments.erase(arguments.begin());
    if (arguments.size() > 1) arguments.resize(1);
    arguments.emplace_back("--help");
  }
  return arguments;
}

// @return the exit status: 0 as well where nobody reads on ("| head").
int print_out(const std::string& text) {
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if ((written && std::fflush(stdout) == 0) || errno == EPIPE) return 0;
  print_error("", "standard output cannot be written: " + std::generic_category().message(errno));
  return exit_status(ErrorCode::cannot_write);
}

// The file that `run job.toml` names, taken out of the words; empty where there is none.
std::string take_job_file(std::vector<std::string>& arguments) {
  if (arguments.empty() || arguments.front() != "run") return {};
  const auto found = std::find_if(arguments.begin() + 1, arguments.end(), [](const auto& word) {
    return word.ends_with(".toml") && !word.starts_with('-');
  });
  if (found == arguments.end() || *(found - 1) == "--config") return {};
  std::string file = *found;
  arguments.erase(found);
  return file;
}

int execute(Program& program, std::size_t index) {
  const CommonOptions& common = program.common;
  const Command& command = program.commands[index];
  const parameter::List& list = *program.parameters[index];
  TerminalProgress progress(progress_style(common.progress, common.quiet));
  Context context = context_of(command.name, list, common.settings, stop_requested, progress);
  context.notice = [](const std::string& note) { print_warning("", note); };
  const WorkScope scope(context.work);
  const auto answer = unless_stopped([&] { return command.run(context); });
  progress.clear();
  if (!answer) {
    has_stopped();
    print_error(command.name, as_typed(answer.error(), list));
    return exit_status(answer.error().code);
  }
  for (const std::string& warning : common.quiet ? answer->weighty : answer->warnings) {
    print_warning(command.name, warning);
  }
  const int printed =
      print_out(common.json ? answer->summary.dump(2) + "\n"
                            : wrapped(report::printable(answer->text), output_width()));
  if (printed != 0) return printed;
  return answer->faults_found ? faults_found : 0;
}

// Sets from the file what the command line left open, and looks whether all goes together.
Result<void> complete(Program& program, std::size_t index, const std::string& job_file) {
  parameter::List& list = *program.parameters[index];
  for (const std::string& file : {job_file, program.common.config}) {
    if (file.empty()) continue;
    if (const auto set = job::set_from_file(file, list); !set) return set;
  }
  return check(list);
}

// What the program says where it was asked about itself, which needs no command.
Result<std::string> answer_about_itself(Program& program) {
  const SelfQuestions& about = program.about;
  const parameter::List everywhere = parameters(program.common);
  if (about.version) return version_text();
  if (about.json_usage) return json_usage(program.commands, everywhere);
  if (about.bash_completion) return bash_completion(program.commands, everywhere);
  if (!about.manual.empty()) return manual_page(program.commands, everywhere, about.manual);
  return std::string();
}

// What is wrong with the command line, in the program's own words where CLI11's are of no help.
int print_usage_error(const Program& program, const std::vector<std::string>& arguments,
                      const CLI::ParseError& error) {
  const auto chosen = program.app.get_subcommands();
  const bool unknown = chosen.empty() && !arguments.empty() && !arguments.front().starts_with('-');
  const CLI::App& at_fault = chosen.empty() ? program.app : *chosen.front();
  std::string option = no_such_option(at_fault, arguments);
  if (option.empty() && dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
    const std::string message = error.what();
    if (message.ends_with(" missing")) {  // "--type: 1 required NAME missing"
      option = message.substr(0, message.find(':')) + " needs a value";
    }
  }
  print_error(chosen.empty() ? "" : chosen.front()->get_name(),
              unknown          ? no_such_command(program, arguments.front())
              : option.empty() ? error.what()
                               : option);
  return exit_status(ErrorCode::usage);
}

}  // namespace

int run_program(int argc, char** argv) {
  auto arguments = as_options(std::vector<std::string>(argv + 1, argv + argc));
  const auto program = make_program();
  CLI::App& app = program->app;
  if (arguments.size() == 2 && arguments.back() == "--help" &&
      !is_command(*program, arguments.front())) {
    print_error("", no_such_command(*program, arguments.front()));
    return exit_status(ErrorCode::usage);
  }
  const std::string job_file = take_job_file(arguments);
  try {
    // CLI11 takes the words last first.
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::Success& help) {
    std::ostringstream text;
    app.exit(help, text, text);
    return print_out(text.str());
  } catch (const CLI::ParseError& error) {
    return print_usage_error(*program, arguments, error);
  }
  const auto about = answer_about_itself(*program);
  if (!about) {
    print_error("", about.error().message);
    return exit_status(about.error().code);
  }
  if (!about->empty()) return print_out(*about);
  for (std::size_t i = 0; i < program->commands.size(); ++i) {
    const std::string& name = program->commands[i].name;
    if (!app.got_subcommand(name)) continue;
    name_what_is_stopped(name);
    if (const auto sound = complete(*program, i, job_file); !sound) {
      print_error(name, as_typed(sound.error(), *program->parameters[i]));
      return exit_status(sound.error().code);
    }
    return execute(*program, i);
  }
  return print_out(app.help());
}

}  // namespace hotward::tools
