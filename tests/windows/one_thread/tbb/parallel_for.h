// What the engine uses of oneTBB, on one thread: for tests on a system that has no oneTBB.
#pragma once

#include <cstddef>

namespace tbb {

struct global_control {
  enum parameter { max_allowed_parallelism };
  global_control(parameter, std::size_t) {}
};

struct simple_partitioner {};

template <class Index>
class blocked_range {
 public:
  blocked_range(Index begin, Index end, Index) : begin_(begin), end_(end) {}
  Index begin() const { return begin_; }
  Index end() const { return end_; }

 private:
  Index begin_;
  Index end_;
};

template <class Range, class Body>
void parallel_for(const Range& range, const Body& body, const simple_partitioner&) {
  body(range);
}

struct flow_control {
  bool stopped = false;
  void stop() { stopped = true; }
};

enum class filter_mode { serial_in_order, parallel };

template <class In, class Out, class Body>
struct filter {
  const Body& body;
};

template <class In, class Out, class Body>
filter<In, Out, Body> make_filter(filter_mode, const Body& body) {
  return {body};
}

template <class First, class Second>
struct chain {
  First first;
  Second second;
};

template <class I, class O, class B, class P, class C>
chain<filter<I, O, B>, filter<O, P, C>> operator&(filter<I, O, B> a, filter<O, P, C> b) {
  return {a, b};
}
template <class F, class S, class I, class O, class B>
chain<chain<F, S>, filter<I, O, B>> operator&(chain<F, S> a, filter<I, O, B> b) {
  return {a, b};
}

template <class Begin, class Make, class Take>
void parallel_pipeline(std::size_t, chain<chain<Begin, Make>, Take> stages) {
  flow_control control;
  while (true) {
    const auto item = stages.first.first.body(control);
    if (control.stopped) return;
    stages.second.body(stages.first.second.body(item));
  }
}

}  // namespace tbb
