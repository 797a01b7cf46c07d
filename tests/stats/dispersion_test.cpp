#include "engine/stats/dispersion.hpp"

#include <cmath>
#include <cstdint>
#include <vector>

#include "tests/support/catch.hpp"
#include "tests/support/overdispersed.hpp"

namespace hotward::stats {
namespace dispersion_test {

using Cells = std::vector<std::int64_t>;

/// Areas of unlike size, months with a season, each count with phi times its mean as variance.
Cells table(double phi, double mean, std::size_t areas, std::size_t months, std::uint32_t seed) {
  Random random(seed, Stream::test, 71);
  Cells cells;
  for (std::size_t i = 0; i < areas; ++i) {
    for (std::size_t t = 0; t < months; ++t) {
      const double size = 2.0 * static_cast<double>(i + 1) / static_cast<double>(areas + 1);
      const double season = 1.0 + 0.3 * std::sin(static_cast<double>(t) / 1.9);
      cells.push_back(overdispersed_count(random, mean * size * season, phi));
    }
  }
  return cells;
}

// 200 tables each. The mean of phi (without the four degrees at 1) may stray by 7%: four
// standard errors of the coarsest of them.
TEST_CASE("dispersion: finds what the counts were made with", "[statistical]") {
  const double phi = GENERATE(1.0, 2.0, 3.0, 5.0);
  const double mean = GENERATE(1.0, 8.0, 40.0);
  INFO("phi " << phi << ", mean " << mean);
  double sum = 0.0;
  for (std::uint32_t k = 0; k < 200; ++k) {
    const auto found = dispersion(table(phi, mean, 22, 24, 100 + k), 24);
    REQUIRE(found);
    CHECK(found->phi >= 1.0);
    sum += found->phi;
  }
  // Never below 1: the mean of what is cut off there lies a little above it.
  CHECK(std::abs(sum / 200 / phi - 1.0) < 0.07);
}

TEST_CASE("dispersion: by hand", "[oracle]") {
  // Totals 6, 4; 4, 6: E = 2.4, 3.6; 1.6, 2.4. Squares of 4 times 1.6. Expected: 4 × 0.6 …
  const auto found = dispersion(Cells{4, 2, 0, 4}, 2);
  REQUIRE(found);
  const double expected = 2.4 * 0.4 * 0.6 + 3.6 * 0.4 * 0.4 + 1.6 * 0.6 * 0.6 + 2.4 * 0.6 * 0.4;
  const double phi = 4 * 1.6 * 1.6 / expected;
  CHECK(found->degrees == 1.0);
  CHECK(std::abs(found->phi - (phi + 4.0) / 5.0) < 1e-12);
}

// A type with three incidents says next to nothing, and phi stays near 1.
TEST_CASE("dispersion: three incidents", "[edge]") {
  Cells cells(22 * 24, 0);
  cells[5] = cells[100] = cells[300] = 1;
  const auto apart = dispersion(cells, 24);
  REQUIRE(apart);
  CHECK(apart->degrees <= 6.0);
  CHECK(apart->phi < 1.5);
  Cells one_month(22 * 24, 0);
  one_month[5] = 3;
  CHECK_FALSE(dispersion(one_month, 24));
}

TEST_CASE("dispersion: one month, one area, nothing", "[edge]") {
  CHECK_FALSE(dispersion(Cells{5, 9, 1}, 1));
  CHECK_FALSE(dispersion(Cells{5, 9, 1}, 3));
  CHECK_FALSE(dispersion(Cells(12, 0), 3));
  CHECK_FALSE(dispersion(Cells{}, 3));
  CHECK_FALSE(dispersion(Cells{5, 9, 1, 0, 0, 0}, 3));  // of two areas one is empty
}

TEST_CASE("dispersion: the order of areas and months does not matter", "[property]") {
  const Cells cells = table(3.0, 8.0, 7, 12, 5);
  const Cells turned(cells.rbegin(), cells.rend());
  const auto a = dispersion(cells, 12);
  const auto b = dispersion(turned, 12);
  REQUIRE(a);
  REQUIRE(b);
  CHECK(std::abs(a->phi - b->phi) < 1e-12 * a->phi);
}

}  // namespace dispersion_test
}  // namespace hotward::stats
