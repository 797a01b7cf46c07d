// parallel_for, parallel_line: the same work on any number of threads.
//
// A body is called once for each index, by some thread, in some order. It must write only to what
// belongs to its index: then the result cannot depend on the number of threads. Sums over indices
// are made afterwards, or by the end of a line, in index order.
#pragma once

#include <cstddef>
#include <exception>
#include <functional>
#include <string_view>

#include "engine/core/result.hpp"

namespace hotward {

/// How many threads parallel_for spreads the calling thread's work over, at least 1 (work.hpp).
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
/// ended; Interrupted where a stop was asked for (work.hpp) before the last call.
void parallel_for(std::size_t count, const std::function<void(std::size_t)>& body);

/// The same, and the progress of the work (progress.hpp) is told after each call. Within the calls
/// nobody is told: loops in them are parts of one call.
void parallel_for(std::size_t count, std::string_view stage,
                  const std::function<void(std::size_t)>& body);

/// A production line: make(i) on all threads, while take(i) is called for one item after the other,
/// in their order. At most `ahead` items are made and not yet taken: item i + ahead is begun when
/// take(i) has ended, and may use what item i used.
/// @param ahead  at least 1; twice the threads keeps all of them busy
/// @param take  false ends the line; items that are being made are thrown away
void parallel_line(std::size_t count, std::size_t ahead,
                   const std::function<void(std::size_t)>& make,
                   const std::function<bool(std::size_t)>& take);

}  // namespace hotward
