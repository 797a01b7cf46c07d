#include "engine/methods/concentration/burstiness.hpp"

#include <algorithm>
#include <cmath>

#include "engine/core/random.hpp"
#include "tests/support/catch.hpp"

namespace hotward::concentration {
namespace burstiness_test {

using Incidents = std::vector<PlaceMonth>;

// Pearson's statistic over every cell of the table.
double by_definition(const Incidents& incidents, std::uint32_t places, std::uint32_t months) {
  std::vector<double> table(std::size_t{places} * months, 0.0);
  std::vector<double> of_place(places, 0.0);
  std::vector<double> of_month(months, 0.0);
  for (const auto& [place, month] : incidents) {
    table[place * months + month] += 1.0;
    of_place[place] += 1.0;
    of_month[month] += 1.0;
  }
  const auto n = static_cast<double>(incidents.size());
  double square = 0.0;
  for (std::uint32_t p = 0; p < places; ++p) {
    for (std::uint32_t m = 0; m < months; ++m) {
      const double expected = of_place[p] * of_month[m] / n;
      if (expected == 0.0) continue;
      square += std::pow(table[p * months + m] - expected, 2) / expected;
    }
  }
  const auto some = [](double count) { return count > 0.0; };
  const auto p = static_cast<double>(std::ranges::count_if(of_place, some));
  const auto m = static_cast<double>(std::ranges::count_if(of_month, some));
  return (n - 1.0) / n * square / ((p - 1.0) * (m - 1.0));
}

// Places of very different sizes, months alike; each burst is `size` incidents at once.
Incidents bursts(std::uint64_t seed, std::uint32_t number, std::uint32_t size) {
  Random random(seed, Stream::test);
  Incidents incidents;
  for (std::uint32_t b = 0; b < number; ++b) {
    const std::uint32_t place = std::min(random.below(50), random.below(50));
    const std::uint32_t month = random.below(12);
    for (std::uint32_t i = 0; i < size; ++i) incidents.push_back({place, month});
  }
  return incidents;
}

TEST_CASE("burstiness: the definition, over the whole table", "[brute]") {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    const Incidents incidents = bursts(seed, 80, 1 + static_cast<std::uint32_t>(seed % 3));
    CHECK(std::abs(burstiness(incidents) - by_definition(incidents, 50, 12)) < 1e-10);
  }
}

TEST_CASE("burstiness: 1 by chance, the size of bursts where there are any", "[property]") {
  double alone = 0.0;
  double threefold = 0.0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    alone += burstiness(bursts(seed, 300, 1)) / 200.0;
    threefold += burstiness(bursts(seed, 300, 3)) / 200.0;
  }
  // The mean of 200 has a standard error of about 0.005.
  CHECK(std::abs(alone - 1.0) < 0.02);
  CHECK(std::abs(threefold - 3.0) < 0.1);
}

TEST_CASE("burstiness: the order and the numbers of places change nothing", "[property]") {
  Incidents incidents = bursts(7, 200, 2);
  const double before = burstiness(incidents);
  std::ranges::reverse(incidents);
  for (PlaceMonth& one : incidents) one.place = 1000 - one.place;
  CHECK(burstiness(incidents) == before);
}

TEST_CASE("burstiness: one place, one month, nothing", "[edge]") {
  CHECK(std::isnan(burstiness({})));
  CHECK(std::isnan(burstiness({{1, 1}, {1, 2}})));
  CHECK(std::isnan(burstiness({{1, 1}, {2, 1}})));
  CHECK(burstiness({{1, 1}, {2, 2}}) == 1.0);
}

}  // namespace burstiness_test
}  // namespace hotward::concentration
