#include "engine/core/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <memory>
#include <thread>

#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/partitioner.h>

#include "engine/core/check.hpp"
#include "engine/core/progress.hpp"

namespace hotward {
namespace {

unsigned requested = 0;

void call(const std::function<void(std::size_t)>& body, std::size_t i) {
  if (stop_requested.load(std::memory_order_relaxed)) throw Interrupted();
  body(i);
}

unsigned machine_threads() { return std::max(1U, std::thread::hardware_concurrency()); }

}  // namespace

void set_thread_count(unsigned threads) { requested = threads; }

unsigned thread_count() { return requested == 0 ? machine_threads() : requested; }

void parallel_for(std::size_t count, const std::function<void(std::size_t)>& body) {
  if (thread_count() == 1 || count < 2) {
    for (std::size_t i = 0; i < count; ++i) call(body, i);
    return;
  }
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, thread_count());
  // One task an index: callers hand over chunks, not single elements.
  tbb::parallel_for(
      tbb::blocked_range<std::size_t>(0, count, 1),
      [&](const tbb::blocked_range<std::size_t>& range) {
        for (std::size_t i = range.begin(); i != range.end(); ++i) call(body, i);
      },
      tbb::simple_partitioner());
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
  std::size_t next = 0;
  std::atomic<bool> ended = false;
  const auto begin = [&](tbb::flow_control& line) -> std::size_t {
    if (next == count || ended) {
      line.stop();
      return count;
    }
    return next++;
  };
  const auto make_one = [&](std::size_t i) {
    call(make, i);
    return i;
  };
  const auto take_one = [&](std::size_t i) {
    if (!ended && !take(i)) ended = true;
  };
  tbb::parallel_pipeline(
      ahead, tbb::make_filter<void, std::size_t>(tbb::filter_mode::serial_in_order, begin) &
                 tbb::make_filter<std::size_t, std::size_t>(tbb::filter_mode::parallel, make_one) &
                 tbb::make_filter<std::size_t, void>(tbb::filter_mode::serial_in_order, take_one));
}

}  // namespace hotward
