#include "tools/command.hpp"

namespace hotward::tools {

const std::vector<Command>& commands() {
  static const std::vector<Command> list = {
#define HOTWARD_COMMAND(name, function, question) {name, question, function},
#include "tools/commands.def"
#undef HOTWARD_COMMAND
  };
  return list;
}

}  // namespace hotward::tools
