#include "tools/command_line.hpp"

#include <CLI/CLI.hpp>

#include "engine/parameter/spelling.hpp"

namespace hotward::tools {
namespace {

using parameter::Kind;
using parameter::Parameter;
using parameter::Words;

std::string typed_names(const Parameter& parameter) {
  if (parameter.by_place) return parameter.name;
  return (parameter.short_name.empty() ? "" : "-" + parameter.short_name + ",") + "--" +
         parameter.name;
}

void set_or_throw(parameter::List& list, const std::string& name, const Words& words) {
  if (const auto set = parameter::set(list, name, words); !set) {
    throw CLI::ValidationError(as_typed(set.error(), list));
  }
}

CLI::Option* option_of(CLI::App& app, const std::shared_ptr<parameter::List>& list,
                       const Parameter& parameter) {
  const std::string name = parameter.name;
  const std::string names = typed_names(parameter);
  if (parameter.kind == Kind::flag) {
    return app.add_flag_function(
        names, [list, name](std::int64_t) { set_or_throw(*list, name, {}); }, parameter.meaning);
  }
  if (!parameter.repeatable) {
    return app.add_option_function<std::string>(
        names, [list, name](const std::string& word) { set_or_throw(*list, name, {word}); },
        parameter.meaning);
  }
  CLI::Option* option = app.add_option_function<Words>(
      names, [list, name](const Words& words) { set_or_throw(*list, name, words); },
      parameter.meaning);
  // One word each time it is given, or it would take the inputs behind it.
  if (!parameter.by_place) option->allow_extra_args(false);
  if (parameter.commas) option->delimiter(',');
  return option;
}

}  // namespace

void declare(CLI::App& app, const std::shared_ptr<parameter::List>& list) {
  for (const Parameter& parameter : list->all()) {
    CLI::Option* option = option_of(app, list, parameter);
    option->group(parameter.group);
    if (parameter.kind == Kind::flag) continue;
    // What is required may also stand in a job file, so CLI11 is not asked to look.
    option->type_name(parameter.shown_as + (parameter.required ? " REQUIRED" : ""));
    if (!parameter.shown_default.empty()) option->default_str(parameter.shown_default);
  }
}

void add_examples(CLI::App& app, const std::vector<std::string>& lines) {
  std::string footer = "Examples:";
  for (const std::string& line : lines) footer += "\n  " + line;
  app.footer(footer);
}

std::string as_typed(const Error& error, const parameter::List& list) {
  return parameter::spelled(error, list, parameter::Spelling::command_line);
}

}  // namespace hotward::tools
