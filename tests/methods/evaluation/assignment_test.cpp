// Assignment against all permutations.
#include "engine/methods/evaluation/assignment.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <set>
#include <vector>

#include "engine/core/random.hpp"
#include "tests/support/catch.hpp"

namespace hotward::evaluation {
namespace assignment_test {

double least_of_all(const std::vector<double>& costs, std::size_t columns) {
  const std::size_t rows = costs.size() / columns;
  std::vector<std::size_t> order(columns);
  std::iota(order.begin(), order.end(), std::size_t{0});
  double least = std::numeric_limits<double>::infinity();
  do {
    double sum = 0.0;
    for (std::size_t i = 0; i < rows; ++i) sum += costs[i * columns + order[i]];
    least = std::min(least, sum);
  } while (std::ranges::next_permutation(order).found);
  return least;
}

TEST_CASE("assignment: as cheap as the cheapest of all permutations") {
  for (std::uint32_t map = 0; map < 300; ++map) {
    Random random(7, Stream::test, map);
    const std::size_t columns = 1 + random.below(7);
    const std::size_t rows = 1 + random.below(static_cast<std::uint32_t>(columns));
    const bool tied = map % 3 == 0;  // few different costs: many assignments are as cheap
    std::vector<double> costs(rows * columns);
    for (double& cost : costs) cost = tied ? random.below(3) : 10.0 * random.uniform() - 2.0;
    const auto column = assignment(costs, columns);
    REQUIRE(column.size() == rows);
    CHECK(std::set(column.begin(), column.end()).size() == rows);
    double sum = 0.0;
    for (std::size_t i = 0; i < rows; ++i) sum += costs[i * columns + column[i]];
    CHECK(sum == Approx(least_of_all(costs, columns)).margin(1e-12));
  }
}

TEST_CASE("assignment: nothing to assign") { CHECK(assignment({}, 3).empty()); }

}  // namespace assignment_test
}  // namespace hotward::evaluation
