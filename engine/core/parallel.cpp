#include "engine/core/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <thread>

#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/partitioner.h>
#if defined(__SANITIZE_THREAD__)
#include <sanitizer/tsan_interface.h>
#endif

#include "engine/core/check.hpp"
#include "engine/core/progress.hpp"
#include "engine/core/work.hpp"

namespace hotward {
namespace {

// TBB is not compiled for the thread sanitizer (preset `threads`), which therefore does not see
// that bodies begin after their loop was called and end before it returns. These marks declare it;
// to others they are nothing. What was done before publish(mark) is seen after observe(mark).
void publish([[maybe_unused]] char& mark) {
#if defined(__SANITIZE_THREAD__)
  __tsan_release(&mark);
#endif
}
void observe([[maybe_unused]] char& mark) {
#if defined(__SANITIZE_THREAD__)
  __tsan_acquire(&mark);
#endif
}

// On what is called by TBB itself: it reads what TBB copied from thread to thread, unseen as well.
#if defined(__SANITIZE_THREAD__)
#define HOTWARD_CALLED_BY_TBB __attribute__((no_sanitize("thread")))
#else
#define HOTWARD_CALLED_BY_TBB
#endif

// Observes one mark at its beginning, publishes another at its end, after an exception too.
class Span {
 public:
  Span(char& before, char& after) : after_(after) { observe(before); }
  Span(const Span&) = delete;
  Span& operator=(const Span&) = delete;
  ~Span() { publish(after_); }

 private:
  char& after_;
};

// The caller's side of a loop. Who helps in it does the caller's work.
struct Loop {
  Loop() { publish(begun); }
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;
  ~Loop() { observe(ended); }

  const Work work = current_work();
  char begun = 0;
  char ended = 0;
};

void call(const std::function<void(std::size_t)>& body, std::size_t i) {
  if (is_stopped()) throw Interrupted();
  body(i);
}

void call_range(Loop& loop, const std::function<void(std::size_t)>& body, std::size_t first,
                std::size_t last) {
  const Span task(loop.begun, loop.ended);
  const WorkScope scope(loop.work);
  for (std::size_t i = first; i != last; ++i) call(body, i);
}

// The three stages of a line. Those of one item at a time see all that came to an end before them.
struct Line {
  std::size_t count;
  const std::function<void(std::size_t)>& make;
  const std::function<bool(std::size_t)>& take;
  std::size_t next = 0;
  std::atomic<bool> ended = false;
  Loop loop = {};  // last: what stands before it is seen by all stages

  /// @return count where there are no more
  std::size_t begin() {
    observe(loop.begun);
    const Span stage(loop.ended, loop.begun);
    return next == count || ended ? count : next++;
  }
  void make_one(std::size_t i) {
    const Span stage(loop.begun, loop.ended);
    const WorkScope scope(loop.work);
    call(make, i);
  }
  void take_one(std::size_t i) {
    const Span stage(loop.ended, loop.ended);
    const WorkScope scope(loop.work);
    if (!ended && !take(i)) ended = true;
  }
};

unsigned machine_threads() { return std::max(1U, std::thread::hardware_concurrency()); }

}  // namespace

unsigned thread_count() {
  const unsigned asked = current_work().threads;
  return asked == 0 ? machine_threads() : asked;
}

void parallel_for(std::size_t count, const std::function<void(std::size_t)>& body) {
  if (thread_count() == 1 || count < 2) {
    for (std::size_t i = 0; i < count; ++i) call(body, i);
    return;
  }
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, thread_count());
  Loop loop;
  // One task an index: callers hand over chunks, not single elements.
  tbb::parallel_for(
      tbb::blocked_range<std::size_t>(0, count, 1),
      [&](const tbb::blocked_range<std::size_t>& range)
          HOTWARD_CALLED_BY_TBB { call_range(loop, body, range.begin(), range.end()); },
      tbb::simple_partitioner());
}

void parallel_for(std::size_t count, std::string_view stage,
                  const std::function<void(std::size_t)>& body) {
  const Work work = current_work();
  Work silent = work;
  silent.progress = nullptr;
  const WorkScope scope(silent);
  std::mutex mutex;  // told in the order of counting: the share only grows
  std::size_t done = 0;
  parallel_for(count, [&](std::size_t i) {
    body(i);
    if (work.progress == nullptr) return;
    const std::lock_guard lock(mutex);
    work.progress->update(stage, static_cast<double>(++done) / static_cast<double>(count));
  });
}

void parallel_line(std::size_t count, std::size_t ahead,
                   const std::function<void(std::size_t)>& make,
                   const std::function<bool(std::size_t)>& take) {
  HOTWARD_EXPECTS(ahead != 0);
  if (thread_count() == 1 || count < 2) {
    for (std::size_t i = 0; i < count; ++i) {
      call(make, i);
      if (!take(i)) return;
    }
    return;
  }
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, thread_count());
  Line line{count, make, take};
  const auto begin = [&](tbb::flow_control& control) HOTWARD_CALLED_BY_TBB -> std::size_t {
    const std::size_t i = line.begin();
    if (i == count) control.stop();
    return i;
  };
  const auto make_one = [&](std::size_t i) HOTWARD_CALLED_BY_TBB {
    line.make_one(i);
    return i;
  };
  const auto take_one = [&](std::size_t i) HOTWARD_CALLED_BY_TBB { line.take_one(i); };
  tbb::parallel_pipeline(
      ahead, tbb::make_filter<void, std::size_t>(tbb::filter_mode::serial_in_order, begin) &
                 tbb::make_filter<std::size_t, std::size_t>(tbb::filter_mode::parallel, make_one) &
                 tbb::make_filter<std::size_t, void>(tbb::filter_mode::serial_in_order, take_one));
}

}  // namespace hotward
