// parallel_for: the same work on any number of threads.
//
// The body is called once for each index, by some thread, in some order. It must write only to what
// belongs to its index: then the result cannot depend on the number of threads. Sums over indices
// are made afterwards, in index order.
#pragma once

#include <cstddef>
#include <exception>
#include <functional>

#include "engine/core/result.hpp"

namespace hotward {

/// Threads that the calling process uses from now on; 0 means all the machine has. Call it once, in
/// main.
void set_thread_count(unsigned threads);

/// How many threads parallel_for spreads its work over, at least 1.
[[nodiscard]] unsigned thread_count();

/// The user stopped the program: thrown by parallel_for, caught by unless_stopped where a function
/// promises a Result, else where the program answers.
struct Interrupted : std::exception {
  [[nodiscard]] const char* what() const noexcept override { return "interrupted"; }
};

/// What a call gives, or an interrupted error where it was stopped: for functions that promise one.
template <class Call>
[[nodiscard]] auto unless_stopped(Call call) -> decltype(call()) {
  try {
    return call();
  } catch (const Interrupted& stop) {
    return fail(ErrorCode::interrupted, stop.what());
  }
}

/// Calls body(0) … body(count − 1). An exception of the body leaves here after the other calls
/// ended; Interrupted where a stop was asked for (progress.hpp) before the last call.
void parallel_for(std::size_t count, const std::function<void(std::size_t)>& body);

}  // namespace hotward
