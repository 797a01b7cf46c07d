#include "engine/core/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <vector>

#include "tests/support/catch.hpp"

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

}  // namespace parallel_test
}  // namespace hotward
