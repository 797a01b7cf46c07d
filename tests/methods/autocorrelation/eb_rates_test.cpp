#include "engine/methods/autocorrelation/eb_rates.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include "engine/methods/autocorrelation/global_moran.hpp"
#include "tests/methods/autocorrelation/maps.hpp"
#include "tests/support/close.hpp"

namespace hotward::autocorrelation {
namespace eb_rates_test {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// spdep 1.2-7, EBest.
TEST_CASE("eb_rates: six areas as EBest smooths them", "[oracle]") {
  const auto r = eb_rates(std::vector<double>{5, 0, 12, 30, 3, 8},
                          std::vector<double>{1000, 800, 1500, 2500, 400, 900});
  REQUIRE(r);
  check_close(
      r->smoothed,
      {.006674066578, .004764932514, .008072243510, .010814856859, .007992936466, .008489779555},
      1e-12);
}

TEST_CASE("eb_rates: the 22 wards as EBest smooths them", "[oracle]") {
  HOTWARD_NEEDS_SHARED("oracle/programs/wards22.eb.csv");
  const Table table("oracle/programs/wards22.eb.csv");
  const auto r = eb_rates(table.numbers("n"), table.numbers("pop"));
  REQUIRE(r);
  CHECK(std::abs(r->variance - 0.00452250856083893) <= 1e-14);
  CHECK(std::abs(r->mean_rate - 0.0371783419300925) <= 1e-14);
  check_close(r->rate, table.numbers("raw"), 1e-15);
  check_close(r->smoothed, table.numbers("EBest"), 1e-12);
}

// Two areas, by hand: p = 0.1, 0.3; b = 0.2; s^2 = 0.01; N = 100; a = 0.01 - 0.002 = 0.008;
// variance 0.008 + 0.002 = 0.01, so z = -1, 1 and r = 0.2 -+ 0.8 * 0.1.
TEST_CASE("eb_rates: two areas by hand", "[oracle]") {
  const auto r = eb_rates(std::vector<double>{10, 30}, std::vector<double>{100, 100});
  REQUIRE(r);
  check_close(r->standardized, {-1, 1}, 1e-12);
  check_close(r->smoothed, {0.12, 0.28}, 1e-12);
}

TEST_CASE("eb_rates: less variance than chance makes is none", "[edge]") {
  const auto r = eb_rates(std::vector<double>{10, 11, 10}, std::vector<double>{100, 100, 100});
  REQUIRE(r);
  CHECK(r->variance == 0.0);
  check_close(r->smoothed, std::vector<double>(3, 31.0 / 300), 1e-15);
  CHECK(r->standardized[1] > 0.0);
  const auto flat = eb_rates(std::vector<double>{5, 5}, std::vector<double>{50, 50});
  REQUIRE(flat);
  check_close(flat->standardized, {0, 0}, 0.0);
}

TEST_CASE("eb_rates: an area without people is undefined, the rest computed", "[edge]") {
  const auto r =
      eb_rates(std::vector<double>{10, 4, 30, 2, nan}, std::vector<double>{100, 0, 100, nan, 100});
  REQUIRE(r);
  CHECK(r->undefined == 3);
  check_close(r->standardized, {-1, nan, 1, nan, nan}, 1e-12);
  check_close(r->smoothed, {0.12, nan, 0.28, nan, nan}, 1e-12);
}

// The extreme rates of any map are those of small areas. With one true rate everywhere, the raw
// rates of areas of 20 spread 10 times wider than those of areas of 2,000; standardised ones spread
// alike.
TEST_CASE("eb_rates: small areas no longer stand out", "[property]") {
  Random random(1, Stream::test, 48);
  std::vector<double> counts;
  std::vector<double> people;
  for (int i = 0; i < 2000; ++i) {
    people.push_back(i < 1000 ? 20 : 2000);
    counts.push_back(poisson_draw(random, 0.02 * people.back()));
  }
  const auto r = eb_rates(counts, people);
  REQUIRE(r);
  const auto spread = [](const std::vector<double>& x, std::size_t first) {
    double square = 0.0;
    for (std::size_t i = first; i < first + 1000; ++i) square += x[i] * x[i];
    return std::sqrt(square / 1000);
  };
  const double ratio = spread(r->standardized, 0) / spread(r->standardized, 1000);
  CHECK(ratio > 0.8);
  CHECK(ratio < 1.25);
}

TEST_CASE("eb_rates: says why it cannot answer", "[error]") {
  const auto message = [](const Result<EbRates>& result) {
    return result ? "no error" : result.error().message;
  };
  const std::vector<double> people = {10, 20};
  CHECK(message(eb_rates(std::vector<double>{1, -1}, people)) == "the count of site 1 is -1");
  CHECK(message(eb_rates(std::vector<double>{1, 1}, std::vector<double>{0, nan})) ==
        "rates: no area has a population");
  CHECK(message(eb_rates(std::vector<double>{0, 0}, people)) ==
        "rates: no incident fell in an area with a population");
}

}  // namespace eb_rates_test
}  // namespace hotward::autocorrelation
