#include "engine/methods/concentration/lorenz.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/core/random.hpp"
#include "tests/support/catch.hpp"

namespace hotward::concentration {
namespace lorenz_test {

using Counts = std::vector<std::int64_t>;

Counts sparse(std::int64_t a, std::int64_t b, std::int64_t c) {
  return {a, b, c, 0, 0, 0, 0, 0, 0, 0};
}

double gini_of(const Counts& counts) { return gini(histogram(counts)); }

// By all pairs.
double by_definition(const Counts& counts) {
  double apart = 0.0;
  double sum = 0.0;
  for (const auto a : counts) {
    sum += static_cast<double>(a);
    for (const auto b : counts) apart += std::abs(static_cast<double>(a - b));
  }
  return apart / (2.0 * static_cast<double>(counts.size()) * sum);
}

Counts some(Random& random, std::size_t places, std::uint32_t most) {
  Counts counts;
  for (std::size_t i = 0; i < places; ++i) counts.push_back(random.below(most + 1));
  counts.front() += 1;
  return counts;
}

// lorenzgini::gini, as its authors' article has them.
TEST_CASE("gini: Bernasco and Steenbeek's examples", "[oracle]") {
  struct Row {
    Counts counts;
    double gini, generalised, unbiased;
  };
  for (const Row& row : {Row{sparse(10, 8, 2), 0.78, 0.78, 0.78 * 10 / 9},
                         Row{sparse(5, 2, 1), 0.80, 0.75, 0.857142857142857},
                         Row{sparse(3, 1, 1), 0.78, 0.56, 0.70}}) {
    const Histogram classes = histogram(row.counts);
    const double g = gini(classes);
    const std::int64_t n = incidents_in(classes);
    CHECK(std::abs(g - row.gini) < 1e-15);
    CHECK(std::abs(gini_generalised(g, 10, n) - row.generalised) < 1e-14);
    CHECK(std::abs(gini_unbiased(g, 10, n) - row.unbiased) < 1e-14);
  }
}

TEST_CASE("gini: the definition, by all pairs", "[brute]") {
  Random random(1, Stream::test);
  for (int trial = 0; trial < 200; ++trial) {
    const Counts counts = some(random, 1 + random.below(60), 1 + random.below(30));
    CHECK(std::abs(gini_of(counts) - by_definition(counts)) < 1e-13);
  }
}

TEST_CASE("gini: neither scale nor order matter, empty places do", "[property]") {
  Random random(2, Stream::test);
  for (int trial = 0; trial < 50; ++trial) {
    Counts counts = some(random, 2 + random.below(40), 9);
    const double g = gini_of(counts);
    Counts turned(counts.rbegin(), counts.rend());
    CHECK(gini_of(turned) == g);
    Counts tenfold = counts;
    for (auto& count : tenfold) count *= 10;
    CHECK(std::abs(gini_of(tenfold) - g) < 1e-15);
    // As many empty places again: G becomes (1 + G) / 2.
    counts.resize(2 * counts.size(), 0);
    CHECK(std::abs(gini_of(counts) - (1.0 + g) / 2.0) < 1e-14);
  }
}

TEST_CASE("places_holding: the least number, by trying", "[brute]") {
  Random random(3, Stream::test);
  for (int trial = 0; trial < 100; ++trial) {
    Counts counts = some(random, 1 + random.below(30), 12);
    const Histogram classes = histogram(counts);
    std::ranges::sort(counts, std::ranges::greater{});
    for (const std::int64_t pct : {1, 25, 50, 75, 80, 99, 100}) {
      std::int64_t held = 0;
      std::int64_t places = 0;
      while (100 * held < pct * incidents_in(classes))
        held += counts[static_cast<std::size_t>(places++)];
      CHECK(places_holding(classes, pct) == places);
    }
  }
}

TEST_CASE("curve_of: through the corners, and twice the area above the diagonal is G",
          "[property]") {
  const Histogram classes = histogram(sparse(10, 8, 2));
  const Curve curve = curve_of(classes);
  CHECK(curve.places == std::vector<double>{0.0, 0.1, 0.2, 0.3, 1.0});
  CHECK(curve.incidents == std::vector<double>{0.0, 0.5, 0.9, 1.0, 1.0});
  CHECK(std::abs(incidents_at(curve, 0.15) - 0.7) < 1e-15);
  CHECK(std::abs(places_at(curve, 0.7) - 0.15) < 1e-15);
  CHECK(places_at(curve, 1.0) == 0.3);
  double area = 0.0;
  for (std::size_t i = 1; i < curve.places.size(); ++i) {
    area +=
        (curve.places[i] - curve.places[i - 1]) * (curve.incidents[i] + curve.incidents[i - 1]) / 2;
  }
  CHECK(std::abs(2.0 * area - 1.0 - 0.78) < 1e-14);
}

TEST_CASE("greatest_gini: all at one place, and no arrangement is above it", "[property]") {
  CHECK(std::abs(gini_of(sparse(7, 0, 0)) - greatest_gini(10, 7, Seen::all_places)) < 1e-15);
  const Counts ones = {1, 1, 1, 9};
  CHECK(std::abs(gini_of(ones) - greatest_gini(4, 12, Seen::places_with_incidents)) < 1e-15);
  CHECK(std::abs(
            gini_adjusted(gini_of(ones), 0.2, greatest_gini(4, 12, Seen::places_with_incidents)) -
            1.0) < 1e-14);
}

TEST_CASE("gini: one place, all alike, nothing", "[edge]") {
  CHECK(gini_of({5}) == 0.0);
  CHECK(gini_of({3, 3, 3, 3}) == 0.0);
  CHECK(std::isnan(gini_of({0, 0})));
  CHECK(std::isnan(gini_of({})));
  CHECK(std::isnan(gini_unbiased(0.0, 1, 5)));
  CHECK(std::isnan(gini_generalised(0.0, 4, 0)));
  CHECK(std::isnan(greatest_gini(0, 0, Seen::all_places)));
  CHECK(std::isnan(gini_adjusted(0.0, 0.0, 0.0)));
  CHECK(places_holding(histogram(Counts{0, 0}), 50) == 0);
  CHECK(curve_of(histogram(Counts{0})).places.empty());
  CHECK(std::isnan(places_at(curve_of(histogram(Counts{0})), 0.5)));
}

}  // namespace lorenz_test
}  // namespace hotward::concentration
