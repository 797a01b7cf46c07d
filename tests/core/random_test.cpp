#include "engine/core/random.hpp"

#include <cmath>
#include <set>
#include <vector>

#include "tests/support/catch.hpp"

namespace hotward {
namespace random_test {

// Known answers published with the Random123 library (kat_vectors, "philox4x32 10").
TEST_CASE("philox: known answers of Random123", "[oracle]") {
  using Block = std::array<std::uint32_t, 4>;
  CHECK(philox({0, 0, 0, 0}, {0, 0}) == Block{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  const std::uint32_t f = 0xffffffff;
  CHECK(philox({f, f, f, f}, {f, f}) == Block{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
        Block{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("Random: a function of seed, stream, unit and replicate", "[property]") {
  std::set<std::uint64_t> firsts;
  for (std::uint64_t seed : {1U, 2U}) {
    for (const Stream stream : {Stream{2}, Stream{3}}) {
      for (std::uint32_t unit : {0U, 7U}) {
        for (std::uint32_t replicate : {0U, 999U}) {
          Random a(seed, stream, unit, replicate);
          Random b(seed, stream, unit, replicate);
          const std::uint64_t first = a.bits64();
          CHECK(first == b.bits64());
          firsts.insert(first);
        }
      }
    }
  }
  CHECK(firsts.size() == 16);
}

TEST_CASE("stream_of: a stream for each name, apart from the numbered ones", "[property]") {
  std::set<std::uint32_t> numbers;
  for (const char* name : {"", "knox", "near_repeat", "trend", "months"}) {
    CHECK(stream_of(name).number >= 100);
    numbers.insert(stream_of(name).number);
  }
  CHECK(numbers.size() == 5);
  static_assert(stream_of("knox").number == stream_of("knox").number);
}

// A chi-square of 9 degrees of freedom is below 27.9 in 999 of 1,000 fair draws; the seed is fixed.
TEST_CASE("Random: below is uniform", "[statistical]") {
  Random random(GENERATE(1U, 2U, 3U), Stream::test);
  std::vector<double> seen(10, 0.0);
  constexpr int draws = 100'000;
  for (int i = 0; i < draws; ++i) seen[random.below(10)] += 1.0;
  double chi_square = 0.0;
  for (const double n : seen)
    chi_square += (n - draws / 10.0) * (n - draws / 10.0) / (draws / 10.0);
  CHECK(chi_square < 27.9);
}

// Standard errors over n draws: 1/sqrt(n) for the mean, sqrt(2/n) for the variance. Five of them.
TEST_CASE("Random: normal has mean 0 and variance 1", "[statistical]") {
  Random random(GENERATE(1U, 2U, 3U), Stream::test, 5);
  constexpr int draws = 100'000;
  double sum = 0.0;
  double squares = 0.0;
  for (int i = 0; i < draws; ++i) {
    const double z = random.normal();
    sum += z;
    squares += z * z;
  }
  CHECK(std::abs(sum / draws) < 5.0 / std::sqrt(draws));
  CHECK(std::abs(squares / draws - 1.0) < 5.0 * std::sqrt(2.0 / draws));
}

TEST_CASE("Random: uniform stays inside (0, 1)", "[edge]") {
  Random random(1, Stream::test);
  for (int i = 0; i < 10'000; ++i) {
    const double u = random.uniform();
    REQUIRE(u > 0.0);
    REQUIRE(u < 1.0);
  }
}

}  // namespace random_test
}  // namespace hotward
