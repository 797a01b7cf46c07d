// Stopped: while one stands, whatever the calling thread does is wanted stopped.
#pragma once

#include <atomic>

#include "engine/core/work.hpp"

namespace hotward {

class Stopped {
 private:
  std::atomic<bool> stop_{true};
  WorkScope scope_{{.threads = current_work().threads, .stop = &stop_}};
};

}  // namespace hotward
