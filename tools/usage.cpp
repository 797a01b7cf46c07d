#include "tools/usage.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/core/spelling.hpp"
#include "engine/study/version.hpp"

namespace hotward::tools {
namespace {

using parameter::Kind;
using parameter::Parameter;

constexpr const char* summary_of_program = "Where crime and anti-social behaviour gather";

constexpr Names<Kind, 11> kind_names{{{Kind::flag, "flag"},
                                      {Kind::text, "text"},
                                      {Kind::column, "column"},
                                      {Kind::path, "path"},
                                      {Kind::choice, "choice"},
                                      {Kind::whole, "whole"},
                                      {Kind::number, "number"},
                                      {Kind::length, "length"},
                                      {Kind::days, "days"},
                                      {Kind::share, "share"},
                                      {Kind::spec, "spec"}}};

// The names a user types: "-o", "--output"; what stands by its place has its own.
std::vector<std::string> names_of(const Parameter& parameter) {
  if (parameter.by_place) return {parameter.name};
  std::vector<std::string> names;
  if (!parameter.short_name.empty()) names.push_back("-" + parameter.short_name);
  names.push_back("--" + parameter.name);
  return names;
}

// Those of a command that are listed, then those that every command has.
std::vector<const Parameter*> listed(const Command& command, const parameter::List& everywhere) {
  std::vector<const Parameter*> all;
  for (const parameter::List* list : {&std::as_const(*command.parameters), &everywhere}) {
    for (const Parameter& parameter : list->all()) {
      if (!parameter.group.empty()) all.push_back(&parameter);
    }
  }
  return all;
}

Json describe(const Parameter& parameter) {
  const bool is_flag = parameter.kind == Kind::flag;
  Json json = {{"names", names_of(parameter)},
               {"name", parameter.name},
               {"kind", std::string(name_of(kind_names, parameter.kind))},
               {"meaning", parameter.meaning},
               {"group", parameter.group},
               {"flag", is_flag},
               {"required", parameter.required},
               {"repeatable", parameter.repeatable}};
  if (!is_flag) json["value"] = parameter.shown_as;
  if (!parameter.choices.empty()) json["choices"] = parameter.choices;
  if (parameter.least > -1e300) json["least"] = parameter.least;
  if (parameter.most < 1e300) json["most"] = parameter.most;
  if (parameter.names_file != parameter::PathKind::none) {
    json["path"] = parameter.names_file == parameter::PathKind::path ? "always" : "or a word";
  }
  if (!parameter.shown_default.empty()) json["default"] = parameter.shown_default;
  return json;
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

std::string roff_options(const std::vector<const Parameter*>& parameters) {
  std::string text = ".SH OPTIONS\n";
  std::string group;
  for (const Parameter* parameter : parameters) {
    if (parameter->group != group) {
      group = parameter->group;
      text += ".SS " + roff(group) + "\n";
    }
    std::string names;
    for (const std::string& name : names_of(*parameter)) {
      names += (names.empty() ? "" : ", ") + std::string("\\fB") + roff(name) + "\\fR";
    }
    if (parameter->kind != Kind::flag) names += " \\fI" + roff(parameter->shown_as) + "\\fR";
    text += ".TP\n" + names + "\n" + roff(parameter->meaning);
    if (!parameter->shown_default.empty()) {
      text += " (default: " + roff(parameter->shown_default) + ")";
    }
    text += "\n";
  }
  return text;
}

std::string roff_examples(const std::vector<std::string>& examples) {
  std::string text = ".SH EXAMPLES\n.nf\n";
  for (const std::string& line : examples) text += "  " + roff(line) + "\n";
  return examples.empty() ? "" : text + ".fi\n";
}

constexpr const char* closing =
    ".SH LAYERS AND COLUMNS\n"
    "docs/outputs.md describes every layer and every column that is written, and what a format "
    "cannot hold.\n"
    ".SH EXIT STATUS\n"
    "0 done; 1 the data or a file is at fault; 2 the command line is at fault; "
    "3 check found faults that would change an answer; 130 interrupted.\n";

}  // namespace

std::string json_usage(std::span<const Command> commands, const parameter::List& everywhere) {
  Json json = {{"program", "hotward"}, {"version", version()}, {"commands", Json::array()}};
  for (const Command& command : commands) {
    Json options = Json::array();
    for (const Parameter* parameter : listed(command, everywhere)) {
      options.push_back(describe(*parameter));
    }
    json["commands"].push_back({{"name", command.name},
                                {"question", command.question},
                                {"examples", command.examples},
                                {"options", options}});
  }
  return json.dump(2) + "\n";
}

Result<std::string> manual_page(std::span<const Command> commands,
                                const parameter::List& everywhere, const std::string& command) {
  if (command.empty() || command == "hotward") {
    std::string text = fmt::format(
        ".TH HOTWARD 1 \"\" \"hotward {}\" \"hotward manual\"\n.SH NAME\nhotward \\- {}\n"
        ".SH SYNOPSIS\n\\fBhotward\\fR \\fIcommand\\fR [\\fIoptions\\fR] \\fIincidents\\fR...\n"
        ".SH COMMANDS\n",
        version(), roff(summary_of_program));
    for (const Command& each : commands) {
      text += fmt::format(".TP\n\\fB{}\\fR\n{}\n", roff(each.name), roff(each.question));
    }
    return text + closing;
  }
  const auto found = std::ranges::find(commands, command, &Command::name);
  if (found == commands.end()) {
    return fail(ErrorCode::usage, fmt::format("there is no command '{}'", command));
  }
  const std::string name = "hotward-" + command;
  return fmt::format(
             ".TH {} 1 \"\" \"hotward {}\" \"hotward manual\"\n.SH NAME\n{} \\- {}\n"
             ".SH SYNOPSIS\n\\fBhotward {}\\fR [\\fIoptions\\fR] \\fIinputs\\fR...\n",
             roff(name), version(), roff(name), roff(found->question), roff(command)) +
         roff_options(listed(*found, everywhere)) + roff_examples(found->examples) + closing;
}

std::string bash_completion(std::span<const Command> commands, const parameter::List& everywhere) {
  std::string names;
  std::string cases;
  for (const Command& command : commands) {
    names += (names.empty() ? "" : " ") + command.name;
    std::string options;
    for (const Parameter* parameter : listed(command, everywhere)) {
      for (const std::string& name : names_of(*parameter)) {
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
