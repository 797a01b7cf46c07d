#include "engine/methods/quality/coverage.hpp"

#include <vector>

#include "engine/core/random.hpp"
#include "engine/stats/poisson_draw.hpp"
#include "tests/support/catch.hpp"

namespace hotward::quality {
namespace coverage_test {

using Counts = std::vector<std::optional<std::int64_t>>;
using enum Coverage;

// Crime of Kent by month as data.police.uk has it: December 2018 is under-recorded by half, no
// more.
TEST_CASE("coverage: what is there, missing, broken off and ended", "[oracle]") {
  CHECK(coverage(Counts{16913, 11462, 5895, 15402, 13864}) ==
        std::vector{present, present, present, present, present});
  CHECK(coverage(Counts{100, 90, {}, 12, 110}) ==
        std::vector{present, present, absent, partial, present});
  CHECK(coverage(Counts{30, 31, 29, 0, 0, 0}) ==
        std::vector{present, present, present, ended, ended, ended});
  // Months that the force does not have part nothing.
  CHECK(coverage(Counts{30, 31, 29, 0, {}, 0, 0}) ==
        std::vector{present, present, present, ended, absent, ended, ended});
}

TEST_CASE("coverage: a rare type is quiet, not ended", "[property]") {
  CHECK(coverage(Counts{2, 1, 3, 0, 0, 0}) == std::vector(6, present));
  CHECK(coverage(Counts{0, 0, 0, 0}) == std::vector(4, present));
  CHECK(coverage(Counts{30, 31, 0, 0}) == std::vector{present, present, partial, partial});
  // Poisson months of any mean: next to none is flagged.
  Random random(9, Stream::test);
  std::size_t flagged = 0;
  for (const double mean : {0.5, 3.0, 15.0, 25.0, 200.0}) {
    for (int round = 0; round < 400; ++round) {
      Counts counts;
      for (int m = 0; m < 24; ++m) counts.emplace_back(stats::PoissonDraw(mean)(random));
      for (const Coverage c : coverage(counts)) flagged += c == present ? 0 : 1;
    }
  }
  CHECK(flagged <= 5);
}

TEST_CASE("coverage: too few months to judge by", "[edge]") {
  CHECK(coverage({}).empty());
  CHECK(coverage(Counts{{}, {}}) == std::vector{absent, absent});
  CHECK(coverage(Counts{500, 1}) == std::vector{present, present});
}

}  // namespace coverage_test
}  // namespace hotward::quality
