// hotward: the program. Reads the command line, hands over to one command, prints what it says.
#include <csignal>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <malloc.h>
#include <unistd.h>

#include "engine/core/parallel.hpp"
#include "engine/io/atomic_output.hpp"
#include "tools/command.hpp"
#include "tools/config.hpp"
#include "tools/terminal.hpp"
#include "tools/usage.hpp"
#include "tools/version.hpp"

namespace hotward::tools {
namespace {

constexpr int interrupted_status = 130;

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
};

void add_common(CLI::App& app, CommonOptions& common) {
  const char* group = "Everywhere";
  app.add_flag("--json", common.json, "Print the summary as one JSON object")->group(group);
  app.add_flag("-q,--quiet", common.quiet, "Say nothing on stderr but errors")->group(group);
  app.add_option("--progress", common.progress, "How to show progress on stderr")
      ->check(CLI::IsMember({"auto", "bar", "json", "none"}))
      ->capture_default_str()
      ->group(group);
  app.add_option("--threads", common.threads, "Threads to use; 0 means all")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str()
      ->group(group);
  app.add_option("--seed", common.seed, "Seed of every random draw")
      ->capture_default_str()
      ->group(group);
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
    add_common(*sub, program->common);
  }
  app.add_flag("--version", program->about.version, "Print the version, with the libraries'");
  app.add_flag("--json-usage", program->about.json_usage,
               "Describe every command and option, for programs");
  app.add_option("--manual", program->about.manual,
                 "Print a manual page (roff): hotward, or a command")
      ->group("");
  app.add_flag("--bash-completion", program->about.bash_completion, "Print the completion script")
      ->group("");
  app.footer("hotward <command> --help tells more, with examples.");
  return program;
}

void print_out(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

// The first signal asks loops to stop in an orderly way. A second one does not wait for them.
void on_signal(int /*signal*/) {
  if (stop_requested.exchange(true)) {
    io::remove_unfinished_outputs();
    _exit(interrupted_status);
  }
}

// Options that cannot change a number stay out of the record, so that it is the same for any number
// of threads and wherever the outputs go. True where the next word belongs to the option.
bool skips_value(const std::string& word) {
  return word == "-o" || word == "--output" || word == "--threads" || word == "--progress";
}
bool is_left_out(const std::string& word) {
  return word == "--overwrite" || word == "-q" || word == "--quiet" || word == "--json" ||
         word.starts_with("--output=") || word.starts_with("--threads=") ||
         word.starts_with("--progress=");
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
    const bool plain = !word.empty() && word.find_first_of(" \t'\"$&;|<>*?()") == std::string::npos;
    line += plain ? " " + word : fmt::format(" '{}'", word);
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
  const Session session{name, command_line, common.seed, hash, &progress};
  const Result<Done> done = program.runs[index](session);
  progress.clear();
  if (!done) {
    print_error(name, done.error().message);
    return exit_status(done.error().code);
  }
  if (!common.quiet) {
    for (const std::string& warning : done->warnings) print_warning(name, warning);
  }
  print_out(common.json ? done->summary.dump(2) + "\n" : done->text);
  return done->exit_status;
}

// True where the program was asked about itself, which needs no command.
bool answer_about_itself(const Program& program) {
  const SelfQuestions& about = program.about;
  if (about.version) print_out(version_text());
  if (about.json_usage) print_out(json_usage(program.app));
  if (about.bash_completion) print_out(bash_completion(program.app));
  if (!about.manual.empty()) print_out(manual_page(program.app, about.manual));
  return about.version || about.json_usage || about.bash_completion || !about.manual.empty();
}

int run_program(int argc, char** argv) {
  const std::vector<std::string> typed(argv + 1, argv + argc);
  const auto arguments = with_config(typed);
  if (!arguments) {
    print_error("", arguments.error().message);
    return exit_status(arguments.error().code);
  }
  const auto program = make_program();
  CLI::App& app = program->app;
  try {
    // CLI11 takes the words last first.
    app.parse(std::vector<std::string>(arguments->rbegin(), arguments->rend()));
  } catch (const CLI::Success& help) {
    app.exit(help, std::cout, std::cerr);
    return 0;
  } catch (const CLI::ParseError& error) {
    const auto chosen = app.get_subcommands();
    print_error(chosen.empty() ? "" : chosen.front()->get_name(), error.what());
    return exit_status(ErrorCode::usage);
  }
  if (answer_about_itself(*program)) return 0;
  for (std::size_t i = 0; i < commands().size(); ++i) {
    if (app.got_subcommand(commands()[i].name)) return execute(*program, i, recorded(typed));
  }
  print_out(app.help());
  return 0;
}

}  // namespace
}  // namespace hotward::tools

int main(int argc, char** argv) {
  // Memory that a chunk of rows gives back serves the next one, instead of going to the system and
  // coming back as fresh zeroed pages: 1.05 instead of 1.15 CPU s on ten million rows.
  mallopt(M_MMAP_THRESHOLD, 256 << 20);
  mallopt(M_TRIM_THRESHOLD, 512 << 20);
  std::signal(SIGINT, hotward::tools::on_signal);
  std::signal(SIGTERM, hotward::tools::on_signal);
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return hotward::tools::run_program(argc, argv);
  } catch (const std::bad_alloc&) {
    hotward::tools::print_error("", "out of memory");
  } catch (const std::exception& error) {
    hotward::tools::print_error("", error.what());
  }
  hotward::io::remove_unfinished_outputs();
  return 1;
}
