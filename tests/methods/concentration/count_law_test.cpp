#include "engine/methods/concentration/count_law.hpp"

#include <cmath>

#include "engine/stats/distributions.hpp"
#include "engine/stats/poisson_difference.hpp"
#include "tests/support/catch.hpp"

namespace hotward::concentration {
namespace count_law_test {

struct Figures {
  double sum = 0.0;
  double mean = 0.0;
  double variance = 0.0;
};

Figures figures_of(const CountLaw& law) {
  Figures figures;
  double square = 0.0;
  for (std::size_t i = 0; i < law.chances.size(); ++i) {
    const double k = static_cast<double>(law.first) + static_cast<double>(i);
    figures.sum += law.chances[i];
    figures.mean += k * law.chances[i];
    square += k * k * law.chances[i];
  }
  figures.variance = square - figures.mean * figures.mean;
  return figures;
}

TEST_CASE("law_of_mean: adds up, with the mean and the variance asked for", "[property]") {
  for (const double mean : {0.01, 0.7, 1.0, 12.0, 900.0, 20'000.0}) {
    for (const double dispersion : {1.0, 1.001, 2.0, 40.0}) {
      INFO(mean << " " << dispersion);
      const auto law = law_of_mean(mean, dispersion, Seen::all_places);
      REQUIRE(law);
      const Figures figures = figures_of(*law);
      CHECK(std::abs(figures.sum - 1.0) < 1e-12);
      CHECK(std::abs(figures.mean / mean - 1.0) < 1e-9);
      CHECK(std::abs(figures.variance / (dispersion * mean) - 1.0) < 1e-5);
    }
  }
}

TEST_CASE("law_of_mean: Poisson's law, and its Gini by formula", "[oracle]") {
  for (const double mean : {0.1, 1.0, 10.0, 300.0}) {
    INFO(mean);
    const auto law = law_of_mean(mean, 1.0, Seen::all_places);
    REQUIRE(law);
    for (std::size_t i = 0; i < law->chances.size(); i += 3) {
      const double chance = stats::poisson_pmf(law->first + static_cast<std::int64_t>(i), mean);
      CHECK(std::abs(law->chances[i] - chance) <= 1e-11 * chance + 1e-18);
    }
    CHECK(std::abs(gini(*law) - stats::poisson_gini(mean)) < 1e-12);
  }
}

TEST_CASE("law_of_mean: without zeros it has the mean that was seen", "[property]") {
  for (const double mean : {1.0001, 1.5, 4.0, 70.0}) {
    for (const double dispersion : {1.0, 1.3}) {
      INFO(mean << " " << dispersion);
      const auto law = law_of_mean(mean, dispersion, Seen::places_with_incidents);
      if (dispersion > 1.0 && mean <= (dispersion - 1.0) / std::log(dispersion)) {
        CHECK_FALSE(law);
        continue;
      }
      REQUIRE(law);
      CHECK(law->first >= 1);
      CHECK(std::abs(figures_of(*law).mean / mean - 1.0) < 1e-9);
    }
  }
  const double before = mean_with_zeros(2.5);
  CHECK(std::abs(before - 2.2316118840230224) < 1e-12);
  CHECK(mean_with_zeros(1.0) == 0.0);
}

TEST_CASE("law_of_mean: one at each place, and means that no law has", "[edge]") {
  const auto ones = law_of_mean(1.0, 1.0, Seen::places_with_incidents);
  REQUIRE(ones);
  CHECK(ones->first == 1);
  CHECK(ones->chances == std::vector<double>{1.0});
  CHECK(gini(*ones) == 0.0);
  CHECK_FALSE(law_of_mean(1.0, 2.0, Seen::places_with_incidents));
}

}  // namespace count_law_test
}  // namespace hotward::concentration
