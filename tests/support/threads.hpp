// Threads of a test: how many the calling thread's work may use from here on; 0: all there are.
#pragma once

#include <optional>

#include "engine/core/work.hpp"

namespace hotward {

inline void set_thread_count(unsigned threads) {
  thread_local std::optional<WorkScope> scope;
  scope.reset();
  if (threads != 0) scope.emplace(Work{.threads = threads, .stop = current_work().stop});
}

}  // namespace hotward
