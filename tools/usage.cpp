#include "tools/usage.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "tools/command.hpp"
#include "tools/version.hpp"

namespace hotward::tools {
namespace {

// The names a user types: "-o", "--output"; a positional's own name where it has no other.
std::vector<std::string> names_of(const CLI::Option& option) {
  std::vector<std::string> names;
  for (const std::string& name : option.get_snames()) names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) names.push_back("--" + name);
  if (names.empty()) names.push_back(option.get_name(true));
  return names;
}

bool is_flag(const CLI::Option& option) { return option.get_items_expected_max() == 0; }

Json describe(const CLI::Option& option) {
  Json json = {
      {"names", names_of(option)},         {"meaning", option.get_description()},
      {"group", option.get_group()},       {"flag", is_flag(option)},
      {"required", option.get_required()}, {"repeatable", option.get_items_expected_max() > 1}};
  if (!is_flag(option)) json["value"] = option.get_type_name();
  if (!option.get_default_str().empty()) json["default"] = option.get_default_str();
  return json;
}

std::vector<const CLI::Option*> options_of(const CLI::App& app) {
  return app.get_options([](const CLI::Option* option) { return !option->get_group().empty(); });
}

// Backslashes and leading dots mean something to roff; a hyphen is a minus only when escaped.
std::string roff(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '\\')
      escaped += "\\e";
    else if (c == '-')
      escaped += "\\-";
    else
      escaped += c;
  }
  if (!escaped.empty() && (escaped.front() == '.' || escaped.front() == '\'')) {
    escaped.insert(0, "\\&");
  }
  return escaped;
}

std::string roff_options(const CLI::App& app) {
  std::string text = ".SH OPTIONS\n";
  std::string group;
  for (const CLI::Option* option : options_of(app)) {
    if (option->get_group() != group) {
      group = option->get_group();
      text += ".SS " + roff(group) + "\n";
    }
    std::string names;
    for (const std::string& name : names_of(*option)) {
      names += (names.empty() ? "" : ", ") + std::string("\\fB") + roff(name) + "\\fR";
    }
    if (!is_flag(*option)) names += " \\fI" + roff(option->get_type_name()) + "\\fR";
    text += ".TP\n" + names + "\n" + roff(option->get_description()) + "\n";
  }
  return text;
}

std::string roff_footer(const std::string& footer) {
  if (footer.empty()) return "";
  return ".SH EXAMPLES\n.nf\n" + roff(footer.substr(footer.find('\n') + 1)) + "\n.fi\n";
}

constexpr const char* closing =
    ".SH LAYERS AND COLUMNS\n"
    "docs/outputs.md describes every layer and every column that is written, and what a format "
    "cannot hold.\n"
    ".SH EXIT STATUS\n"
    "0 done; 1 the data or a file is at fault; 2 the command line is at fault; "
    "3 check found faults that would change an answer; 130 interrupted.\n";

}  // namespace

std::string json_usage(const CLI::App& program) {
  Json json = {{"program", "hotward"}, {"version", version()}, {"commands", Json::array()}};
  for (const Command& command : commands()) {
    const CLI::App* app = program.get_subcommand(command.name);
    Json options = Json::array();
    for (const CLI::Option* option : options_of(*app)) options.push_back(describe(*option));
    json["commands"].push_back(
        {{"name", command.name}, {"question", command.question}, {"options", options}});
  }
  return json.dump(2) + "\n";
}

std::string manual_page(const CLI::App& program, const std::string& command) {
  if (command.empty() || command == "hotward") {
    std::string text = fmt::format(
        ".TH HOTWARD 1 \"\" \"hotward {}\" \"hotward manual\"\n.SH NAME\nhotward \\- {}\n"
        ".SH SYNOPSIS\n\\fBhotward\\fR \\fIcommand\\fR [\\fIoptions\\fR] \\fIincidents\\fR...\n"
        ".SH COMMANDS\n",
        version(), roff(program.get_description()));
    for (const Command& each : commands()) {
      text += fmt::format(".TP\n\\fB{}\\fR\n{}\n", roff(each.name), roff(each.question));
    }
    return text + closing;
  }
  const CLI::App* app = program.get_subcommand(command);
  const std::string name = "hotward-" + command;
  return fmt::format(
             ".TH {} 1 \"\" \"hotward {}\" \"hotward manual\"\n.SH NAME\n{} \\- {}\n"
             ".SH SYNOPSIS\n\\fBhotward {}\\fR [\\fIoptions\\fR] \\fIinputs\\fR...\n",
             roff(name), version(), roff(name), roff(app->get_description()), roff(command)) +
         roff_options(*app) + roff_footer(app->get_footer()) + closing;
}

std::string bash_completion(const CLI::App& program) {
  std::string names;
  std::string cases;
  for (const Command& command : commands()) {
    names += (names.empty() ? "" : " ") + std::string(command.name);
    std::string options;
    for (const CLI::Option* option : options_of(*program.get_subcommand(command.name))) {
      for (const std::string& name : names_of(*option)) {
        if (name.starts_with('-')) options += (options.empty() ? "" : " ") + name;
      }
    }
    cases += fmt::format("    {}) options=\"{}\" ;;\n", command.name, options);
  }
  return fmt::format(
      "# bash completion for hotward\n"
      "_hotward() {{\n"
      "  local word=\"${{COMP_WORDS[COMP_CWORD]}}\" options=\"\"\n"
      "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
      "    COMPREPLY=($(compgen -W \"{} help version --help --version --json-usage\" -- "
      "\"$word\"))\n"
      "    return\n"
      "  fi\n"
      "  case \"${{COMP_WORDS[1]}}\" in\n{}  esac\n"
      "  if [[ \"$word\" == -* ]]; then\n"
      "    COMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n"
      "  else\n"
      "    COMPREPLY=($(compgen -f -- \"$word\"))\n"
      "  fi\n"
      "}}\n"
      "complete -o filenames -F _hotward hotward\n",
      names, cases);
}

}  // namespace hotward::tools
