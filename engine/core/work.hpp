// Work: what the calling thread does it for: how many threads it may use, who can stop it, and who
// is told how far it has come.
//
//   std::atomic<bool> stop = false;                     // set by a button, a signal, a test
//   const WorkScope scope({.threads = 4, .stop = &stop});
//   const auto answer = job::run(job, context);         // and all that it calls
//
// There is no setting of the whole process: two studies may run side by side, each with its own.
// Loops of parallel.hpp hand the work of their caller to the threads that help them.
#pragma once

#include <atomic>

namespace hotward {

class Progress;  // progress.hpp

struct Work {
  unsigned threads = 0;                     ///< 0: all the machine has
  const std::atomic<bool>* stop = nullptr;  ///< once true, long loops end early; none: they do not
  Progress* progress = nullptr;             ///< of long loops; none: nobody is told
};

/// Of the calling thread; until a scope says otherwise, all threads and nobody to stop it.
[[nodiscard]] const Work& current_work();

/// Makes this the work of the calling thread until the scope ends, and then what it was before.
class WorkScope {
 public:
  explicit WorkScope(const Work& work);
  WorkScope(const WorkScope&) = delete;
  WorkScope& operator=(const WorkScope&) = delete;
  ~WorkScope();

 private:
  Work before_;
};

/// Whether whoever can stop the calling thread's work wants it stopped.
[[nodiscard]] inline bool is_stopped() {
  const std::atomic<bool>* stop = current_work().stop;
  return stop != nullptr && stop->load(std::memory_order_relaxed);
}

}  // namespace hotward
