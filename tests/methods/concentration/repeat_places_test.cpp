#include "engine/methods/concentration/repeat_places.hpp"

#include <cmath>

#include "engine/core/random.hpp"
#include "engine/stats/poisson_draw.hpp"
#include "tests/support/catch.hpp"

namespace hotward::concentration {
namespace repeat_places_test {

using Counts = std::vector<std::int64_t>;

// Of mean 2.5 without zeros, 2.2316… with them: by sums over the probabilities.
TEST_CASE("chance_of_as_many: by hand", "[oracle]") {
  const auto p = chance_of_as_many(Counts{1, 1, 1, 7});
  CHECK(p[0] == 1.0);
  CHECK(std::abs(p[3] - 0.008993657551869162) < 1e-12);
}

TEST_CASE("chance_of_as_many: holds its level where places are alike", "[property]") {
  Random random(5, Stream::test);
  const stats::PoissonDraw draw(1.3);
  std::size_t places = 0;
  std::size_t found = 0;
  for (int trial = 0; trial < 40; ++trial) {
    Counts counts;
    for (int i = 0; i < 2000; ++i) {
      if (const auto count = draw(random); count > 0) counts.push_back(count);
    }
    for (const double p : chance_of_as_many(counts)) {
      ++places;
      if (p <= 0.05) ++found;
    }
  }
  // Counts are whole: the level is at most 0.05.
  const double share = static_cast<double>(found) / static_cast<double>(places);
  CHECK(share <= 0.055);
  CHECK(share > 0.01);
}

TEST_CASE("chance_of_as_many: one at each place, one place, nothing", "[edge]") {
  CHECK(chance_of_as_many(Counts{}).empty());
  CHECK(chance_of_as_many(Counts{1, 1}) == std::vector<double>{1.0, 1.0});
  const auto alone = chance_of_as_many(Counts{40});
  CHECK(alone[0] > 0.4);
  // Far out in the tail p keeps its digits.
  Counts far(1000, 1);
  far.push_back(60);
  CHECK(chance_of_as_many(far).back() > 0.0);
  CHECK(chance_of_as_many(far).back() < 1e-100);
}

}  // namespace repeat_places_test
}  // namespace hotward::concentration
