// HOTWARD_EXPECTS: stops the program where the program itself is wrong, in every build.
//
// For faults of the data or of the request there is Result; a caller that breaks a documented
// precondition is a fault of the code, and no answer computed after it could be trusted.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace hotward::detail {

[[noreturn]] inline void broken_expectation(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "hotward: internal error: %s:%d: expected %s\n", file, line, condition);
  std::abort();
}

}  // namespace hotward::detail

#define HOTWARD_EXPECTS(condition) \
  ((condition) ? void(0) : ::hotward::detail::broken_expectation(#condition, __FILE__, __LINE__))
