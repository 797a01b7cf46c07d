// Exit status: what the program returns to the shell.
#pragma once

#include "engine/core/error.hpp"

namespace hotward::tools {

/// 2 for usage, 130 for interrupted, 1 for everything else.
[[nodiscard]] constexpr int exit_status(ErrorCode code) {
  if (code == ErrorCode::usage) return 2;
  if (code == ErrorCode::interrupted) return 130;
  return 1;
}

}  // namespace hotward::tools
