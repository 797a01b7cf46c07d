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
#include "engine/io/files/atomic_output.hpp"
#include "engine/report/utf8.hpp"
#include "tools/command.hpp"
#include "tools/config.hpp"
#include "tools/terminal.hpp"
#include "tools/usage.hpp"
#include "tools/version.hpp"

namespace hotward::tools {
namespace {

// What every command understands.
struct CommonOptions {
  bool json = false;
  bool quiet = false;
  std::string progress = "auto";
  unsigned threads = 0;
  std::uint64_t seed = 1;
  std::string hash = "auto";
};

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
  std::vector<Run> runs;  // one per command, in the order of commands()
  std::vector<std::map<std::string, PathKind>> paths;  // likewise
};

void add_common(CLI::App& app, CommandLine& line, CommonOptions& common) {
  const char* group = "Everywhere";
  app.add_flag("--json", common.json, "Print the summary as one JSON object")->group(group);
  app.add_flag("-q,--quiet", common.quiet,
               "Say nothing on stderr but errors, and what changes a number or makes a claim void")
      ->group(group);
  app.add_option("--progress", common.progress, "How to show progress on stderr")
      ->check(CLI::IsMember({"auto", "bar", "json", "none"}))
      ->capture_default_str()
      ->group(group);
  app.add_option("--threads", common.threads, "Threads to use; 0 means all")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str()
      ->group(group);
  line.option("--seed", common.seed, "Seed of every random draw").shows_default().group(group);
  app.add_option("--hash", common.hash,
                 "SHA-256 of the inputs in the record; auto: up to 256 MiB each")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->capture_default_str()
      ->group(group);
  // Read before the command line is parsed (with_config); declared here so that the help shows it.
  app.add_option("--config", "Options from a TOML file; what stands on the command line wins")
      ->type_name("FILE.toml")
      ->group(group);
}

std::unique_ptr<Program> make_program() {
  auto program = std::make_unique<Program>();
  CLI::App& app = program->app;
  app.require_subcommand(0, 1);
  app.get_formatter()->column_width(34);
  for (const Command& command : commands()) {
    CLI::App* sub = app.add_subcommand(command.name, command.question);
    CommandLine line(*sub);
    program->runs.push_back(command.setup(line));
    add_common(*sub, line, program->common);
    program->paths.push_back(line.paths());
  }
  app.add_flag("-V,--version", program->about.version, "Print the version, with the libraries'");
  app.add_flag("--json-usage", program->about.json_usage,
               "Describe every command and option, for programs");
  app.add_option("--manual", program->about.manual,
                 "Print a manual page (roff): hotward, or a command")
      ->group("");
  app.add_flag("--bash-completion", program->about.bash_completion, "Print the completion script")
      ->group("");
  app.footer("hotward help COMMAND tells more, with examples; hotward version is --version.");
  return program;
}

bool is_command(const std::string& word) {
  return std::ranges::any_of(commands(),
                             [&](const Command& command) { return word == command.name; });
}

std::string no_such_command(const std::string& word) {
  std::vector<std::string> names;
  for (const Command& command : commands()) names.emplace_back(command.name);
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

// The first word that looks like an option and is none, said so: CLI11 would rather complain of
// what is missing beside it. Empty where there is none.
std::string no_such_option(const CLI::App& app, const std::vector<std::string>& arguments) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  for (const std::string& word : arguments) {
    if (word == "--") break;
    if (!word.starts_with("--") || word.size() < 3 || !is_letter(word[2])) continue;
    const std::string name = word.substr(0, word.find('='));
    if (app.get_option_no_throw(name) != nullptr) continue;
    const std::string help =
        app.get_parent() == nullptr ? "hotward help" : "hotward help " + app.get_name();
    return fmt::format("there is no option {}{}; {} lists them", name,
                       did_you_mean(name, option_names(app)), help);
  }
  return {};
}

// What a job file may say: the options of the command that the first word names.
OptionTable options_of(const Program& program, const std::vector<std::string>& arguments) {
  OptionTable table;
  table.find = [](const std::string&) { return std::nullopt; };
  for (std::size_t i = 0; !arguments.empty() && i < commands().size(); ++i) {
    if (arguments.front() != commands()[i].name) continue;
    const CLI::App* app = program.app.get_subcommand(commands()[i].name);
    for (const std::string& name : option_names(*app)) table.names.push_back(name.substr(2));
    table.find = [app,
                  &paths = program.paths[i]](const std::string& key) -> std::optional<KnownOption> {
      const CLI::Option* option = app->get_option_no_throw("--" + key);
      if (option == nullptr) option = app->get_option_no_throw(key);
      if (option == nullptr) return {};
      KnownOption known;
      known.positional = option->get_positional();
      if (!option->get_snames().empty()) known.short_name = "-" + option->get_snames().front();
      if (const auto path = paths.find(key); path != paths.end()) known.path = path->second;
      return known;
    };
  }
  return table;
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

// Options that cannot change a number stay out of the record, so that it is the same for any number
// of threads and wherever the outputs go. True where the next word belongs to the option.
bool skips_value(const std::string& word) {
  return word == "-o" || word == "--output" || word == "--threads" || word == "--progress" ||
         word == "--top" || word == "--columns";
}
bool is_left_out(const std::string& word) {
  return word == "--overwrite" || word == "-q" || (word.starts_with("-o") && word.size() > 2) ||
         word == "--quiet" || word == "--json" || word.starts_with("--output=") ||
         word.starts_with("--threads=") || word.starts_with("--top=") ||
         word.starts_with("--columns=") || word.starts_with("--progress=");
}

// As a shell would have to be told.
std::string quoted(const std::string& word) {
  if (!word.empty() && word.find_first_of(" \t'\"$&;|<>*?()") == std::string::npos) return word;
  std::string inside;
  for (const char c : word) inside += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return "'" + inside + "'";
}

std::string recorded(const std::vector<std::string>& arguments) {
  std::string line = "hotward";
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    if (is_left_out(word)) continue;
    if (skips_value(word)) {
      ++i;
      continue;
    }
    line += " " + quoted(word);
  }
  return line;
}

int execute(Program& program, std::size_t index, const std::string& command_line) {
  const CommonOptions& common = program.common;
  const std::string name = commands()[index].name;
  set_thread_count(common.threads);
  TerminalProgress progress(progress_style(common.progress, common.quiet));
  const HashPolicy hash = common.hash == "always"  ? HashPolicy::always
                          : common.hash == "never" ? HashPolicy::never
                                                   : HashPolicy::automatic;
  const bool seed_given = program.app.get_subcommand(name)->count("--seed") > 0;
  const Session session{name, command_line, common.seed, seed_given, hash, &progress};
  const Result<Done> done = unless_stopped([&] { return program.runs[index](session); });
  progress.clear();
  if (!done) {
    print_error(name, done.error().message);
    return exit_status(done.error().code);
  }
  for (const std::string& warning : common.quiet ? done->weighty : done->warnings) {
    print_warning(name, warning);
  }
  const int printed =
      print_out(common.json ? done->summary.dump(2) + "\n"
                            : wrapped(report::printable(done->text), output_width()));
  return printed != 0 ? printed : done->exit_status;
}

// What the program says where it was asked about itself, which needs no command.
std::optional<std::string> answer_about_itself(const Program& program) {
  const SelfQuestions& about = program.about;
  if (about.version) return version_text();
  if (about.json_usage) return json_usage(program.app);
  if (about.bash_completion) return bash_completion(program.app);
  if (!about.manual.empty()) return manual_page(program.app, about.manual);
  return {};
}

}  // namespace

int run_program(int argc, char** argv) {
  const auto typed = as_options(std::vector<std::string>(argv + 1, argv + argc));
  const auto program = make_program();
  CLI::App& app = program->app;
  if (typed.size() == 2 && typed.back() == "--help" && !is_command(typed.front())) {
    print_error("", no_such_command(typed.front()));
    return exit_status(ErrorCode::usage);
  }
  const auto arguments = with_config(typed, options_of(*program, typed));
  if (!arguments) {
    print_error("", arguments.error().message);
    return exit_status(arguments.error().code);
  }
  try {
    // CLI11 takes the words last first.
    app.parse(std::vector<std::string>(arguments->rbegin(), arguments->rend()));
  } catch (const CLI::Success& help) {
    std::ostringstream text;
    app.exit(help, text, text);
    return print_out(text.str());
  } catch (const CLI::ParseError& error) {
    const auto chosen = app.get_subcommands();
    const bool unknown =
        chosen.empty() && !arguments->empty() && !arguments->front().starts_with('-');
    const CLI::App& at_fault = chosen.empty() ? app : *chosen.front();
    const std::string option = no_such_option(at_fault, *arguments);
    print_error(chosen.empty() ? "" : chosen.front()->get_name(),
                unknown          ? no_such_command(arguments->front())
                : option.empty() ? error.what()
                                 : option);
    return exit_status(ErrorCode::usage);
  }
  if (const auto answer = answer_about_itself(*program)) return print_out(*answer);
  for (std::size_t i = 0; i < commands().size(); ++i) {
    if (app.got_subcommand(commands()[i].name)) return execute(*program, i, recorded(*arguments));
  }
  return print_out(app.help());
}

}  // namespace hotward::tools
