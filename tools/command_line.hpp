// Command line: tables of parameters, as options. The only door to CLI11: its templates cost ten
// seconds a file.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/parameter/parameter.hpp"

namespace CLI {
class App;
}  // namespace CLI

namespace hotward::tools {

/// Declares an option for each parameter; parsing the command line sets it. What cannot be leaves
/// as CLI::ParseError, with the option spelled as the user typed it.
/// @param list  kept as long as the app needs it
void declare(CLI::App& app, const std::shared_ptr<parameter::List>& list);

/// Whole command lines at the end of the help.
void add_examples(CLI::App& app, const std::vector<std::string>& lines);

/// "--min-points has no unit": an error with its parameters spelled as options.
[[nodiscard]] std::string as_typed(const Error& error, const parameter::List& list);

}  // namespace hotward::tools
