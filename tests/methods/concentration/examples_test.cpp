// The examples of the headers, line by line as they stand there (the test `examples` compares).
#include <cmath>
#include <cstdint>
#include <vector>

#include "engine/methods/concentration/burstiness.hpp"
#include "engine/methods/concentration/concentration.hpp"
#include "engine/methods/concentration/count_law.hpp"
#include "engine/methods/concentration/lorenz.hpp"
#include "engine/methods/concentration/repeat_places.hpp"
#include "tests/support/catch.hpp"

namespace hotward::concentration {
namespace examples_test {

TEST_CASE("burstiness: the example", "[example]") {
  const std::vector<PlaceMonth> incidents = {{1, 1}, {1, 1}, {1, 1}, {2, 2}, {2, 2}, {2, 2}};
  const double together = burstiness(incidents);  // 5: each place had its own in one month
  CHECK(std::abs(together - 5.0) < 1e-12);
}

TEST_CASE("measure: the example", "[example]") {
  const std::vector<std::int64_t> cells = {10, 8, 2, 0, 0, 0, 0, 0, 0, 0};
  const auto found = measure(cells, {.seen = Seen::all_places});
  const double gini = found->gini;               // 0.78, but so few make a high one by chance
  const double beyond_chance = found->adjusted;  // 0.77: 0 is what chance makes, 1 the most
  CHECK(std::abs(gini - 0.78) < 1e-12);
  CHECK(std::abs(beyond_chance - 0.7666492091) < 1e-9);
}

TEST_CASE("law_of_mean: the example", "[example]") {
  const auto law = law_of_mean(0.5, 1.0, Seen::all_places);
  const double none = law->chances[0];  // 0.61 of the places have no incident
  CHECK(std::abs(none - std::exp(-0.5)) < 1e-12);
}

TEST_CASE("lorenz: the example", "[example]") {
  const std::vector<std::int64_t> counts = {10, 8, 2, 0, 0, 0, 0, 0, 0, 0};
  const Histogram classes = histogram(counts);
  const double unequal = gini(classes);                   // 0.78
  const std::int64_t half = places_holding(classes, 50);  // 1 place has half of them
  CHECK(std::abs(unequal - 0.78) < 1e-12);
  CHECK(half == 1);
}

TEST_CASE("chance_of_as_many: the example", "[example]") {
  const std::vector<std::int64_t> counts = {1, 1, 1, 7};
  const std::vector<double> p = chance_of_as_many(counts);  // 1, 1, 1, 0.009
  CHECK(p[0] == 1.0);
  CHECK(std::abs(p[3] - 0.009) < 5e-4);
}

}  // namespace examples_test
}  // namespace hotward::concentration
