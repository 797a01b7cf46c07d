#include "engine/core/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/core/progress.hpp"
#include "engine/core/random.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/threads.hpp"

namespace hotward {
namespace parallel_test {

TEST_CASE("parallel_for: each index once, on any number of threads", "[property]") {
  set_thread_count(GENERATE(1U, 2U, 4U));
  std::vector<std::atomic<int>> calls(1000);
  parallel_for(calls.size(), [&](std::size_t i) { calls[i]++; });
  CHECK(std::ranges::all_of(calls, [](const auto& n) { return n == 1; }));
  set_thread_count(0);
}

TEST_CASE("parallel_for: no index, no call", "[edge]") {
  parallel_for(0, [](std::size_t) { FAIL("called"); });
}

TEST_CASE("parallel_for: an exception of the body reaches the caller", "[error]") {
  set_thread_count(GENERATE(1U, 2U));
  CHECK_THROWS_AS(parallel_for(10,
                               [](std::size_t i) {
                                 if (i == 3) throw std::runtime_error("three");
                               }),
                  std::runtime_error);
  set_thread_count(0);
}

class Told final : public Progress {
 public:
  void update(std::string_view stage, double share) override {
    stages.emplace_back(stage);
    shares.push_back(share);
  }

  std::vector<std::string> stages;
  std::vector<double> shares;
};

TEST_CASE("parallel_for: of a stage, tells how far it has come, and nothing of loops within",
          "[property]") {
  Told told;
  const WorkScope scope({.threads = GENERATE(1U, 2U, 4U), .progress = &told});
  std::atomic<int> calls = 0;
  parallel_for(40, "outer",
               [&](std::size_t) { parallel_for(3, "inner", [&](std::size_t) { ++calls; }); });
  CHECK(calls == 120);
  CHECK(told.shares.size() == 40);
  CHECK(std::ranges::is_sorted(told.shares));
  CHECK(told.shares.back() == 1.0);
  CHECK(std::ranges::all_of(told.stages, [](const auto& stage) { return stage == "outer"; }));
  report_progress("after", 0.5);
  CHECK(told.stages.back() == "after");
}

// A number of the item's own; slower for every third, so that a line out of order shows.
std::uint32_t value_of(std::size_t i) {
  Random random(i, Stream::test);
  for (int k = 0; k < 50000 && i % 3 == 0; ++k) static_cast<void>(random.below(1000));
  return random.below(1U << 31U);
}

TEST_CASE("parallel_line: takes each item once, in order, few at a time", "[property]") {
  set_thread_count(GENERATE(1U, 2U, 4U));
  const std::size_t ahead = GENERATE(std::size_t{1}, std::size_t{3}, std::size_t{8});
  std::vector<std::uint32_t> slots(ahead);
  std::vector<std::uint32_t> taken;
  parallel_line(
      100, ahead, [&](std::size_t i) { slots[i % ahead] = value_of(i); },
      [&](std::size_t i) {
        taken.push_back(slots[i % ahead]);
        return true;
      });
  std::vector<std::uint32_t> expected(100);
  for (std::size_t i = 0; i < expected.size(); ++i) expected[i] = value_of(i);
  CHECK(taken == expected);
  set_thread_count(0);
}

TEST_CASE("parallel_line: ends where it is told, or where the user says so", "[error]") {
  set_thread_count(GENERATE(1U, 2U));
  std::atomic<int> made = 0;
  int taken = 0;
  parallel_line(
      10000, 4, [&](std::size_t /*i*/) { ++made; },
      [&](std::size_t i) {
        ++taken;
        return i != 6;
      });
  CHECK(taken == 7);
  CHECK(made < 7 + 4);

  std::atomic<bool> stop = false;
  const WorkScope scope({.threads = current_work().threads, .stop = &stop});
  const auto stop_at_nine = [&stop](std::size_t i) {
    if (i == 9) stop = true;
  };
  CHECK_THROWS_AS(parallel_line(10000, 4, stop_at_nine, [](std::size_t) { return true; }),
                  Interrupted);
  set_thread_count(0);
}

TEST_CASE("parallel_line: no item, no call", "[edge]") {
  parallel_line(
      0, 1, [](std::size_t) { FAIL("made"); },
      [](std::size_t) {
        FAIL("taken");
        return true;
      });
}

}  // namespace parallel_test
}  // namespace hotward
