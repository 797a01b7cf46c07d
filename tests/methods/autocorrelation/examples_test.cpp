// The examples of the headers, line by line as they stand there (the test `examples` compares),
// and the names of the options, there and back.
#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <string>
#include <vector>

#include "engine/methods/autocorrelation/eb_rates.hpp"
#include "engine/methods/autocorrelation/general_g.hpp"
#include "engine/methods/autocorrelation/gi_star.hpp"
#include "engine/methods/autocorrelation/global_geary.hpp"
#include "engine/methods/autocorrelation/global_moran.hpp"
#include "engine/methods/autocorrelation/local_geary.hpp"
#include "engine/methods/autocorrelation/local_moran.hpp"
#include "engine/methods/autocorrelation/space_time_gi.hpp"
#include "engine/weights/grid_contiguity.hpp"
#include "tests/support/close.hpp"
#include "tests/support/names.hpp"

namespace hotward::autocorrelation {
namespace examples_test {

// Six sites in a row: low ones on the left, high ones on the right.
const std::vector<double> counts = {1, 0, 2, 8, 9, 7};

weights::SpatialWeights row_of_six() {
  const std::vector<weights::GridCell> cells = {{0, 0}, {0, 1}, {0, 2}, {0, 3}, {0, 4}, {0, 5}};
  return weights::grid_contiguity(cells, weights::GridKind::square_rook);
}

TEST_CASE("adjustment: the example", "[example]") {
  const std::vector<double> p_values = {0.01, 0.04, 0.03};
  const std::vector<double> q_values = adjusted(p_values, Adjustment::benjamini_hochberg);
  check_close(q_values, {0.03, 0.04, 0.04}, 1e-15);
}

TEST_CASE("caution: the example", "[example]") {
  const weights::SpatialWeights neighbours = row_of_six();
  std::vector<std::string> notes;
  for (const Caution& caution : cautions(counts, neighbours, {})) notes.push_back(caution.text);
  REQUIRE(notes.size() == 2);  // few sites, few neighbours
}

TEST_CASE("eb_rates: the example", "[example]") {
  const std::vector<double> burglaries = {3, 40, 200};
  const std::vector<double> households = {20, 1000, 4000};
  const auto rates = eb_rates(burglaries, households);
  const double smoothed = rates->smoothed[0];  // nearer to the mean rate than rates->rate[0]
  CHECK(smoothed > rates->mean_rate);
  CHECK(smoothed < rates->rate[0]);
}

TEST_CASE("general_g: the example", "[example]") {
  const weights::SpatialWeights neighbours = row_of_six();
  const auto g = general_g(counts, neighbours);
  const bool high_beside_high = g->statistic > g->expected;
  CHECK(high_beside_high);
}

TEST_CASE("global_geary: the example", "[example]") {
  const weights::SpatialWeights neighbours = row_of_six();
  const auto c = global_geary(counts, neighbours);
  const bool neighbours_are_alike = c->statistic < c->expected;
  CHECK(neighbours_are_alike);
}

TEST_CASE("global_moran: the example", "[example]") {
  const weights::SpatialWeights neighbours = row_of_six();
  const auto i = global_moran(counts, weights::row_standardized(neighbours));
  const bool neighbours_are_alike = i->statistic > i->expected;  // p: i->p_permutations
  CHECK(neighbours_are_alike);
  CHECK(i->p_permutations < 0.3);
}

TEST_CASE("global_statistic: the example", "[example]") {
  const weights::SpatialWeights neighbours = row_of_six();
  const double links = weight_sums(neighbours).s0;  // of binary weights, each direction counted
  CHECK(links == 10.0);
}

TEST_CASE("local_geary: the example", "[example]") {
  const weights::SpatialWeights neighbours = row_of_six();
  const auto found = local_geary(counts, weights::row_standardized(neighbours));
  const bool like_its_neighbours = found->statistic[4] < found->expected[4];
  CHECK(like_its_neighbours);
}

TEST_CASE("local_moran: the example", "[example]") {
  const weights::SpatialWeights neighbours = row_of_six();
  const auto found = local_moran(counts, weights::row_standardized(neighbours));
  const Quadrant quadrant = found->quadrant[4];  // high_high: a high value amid high ones
  CHECK(quadrant == Quadrant::high_high);
}

TEST_CASE("neighbour_sum: the example", "[example]") {
  const weights::SpatialWeights neighbours = row_of_six();
  const auto test = neighbour_sum_test(counts, neighbours, {.null = Null::conditional});
  const double p = test->tails[4].upper;             // 1 / 10: of all pairs among the other five
  const std::string how = describe(test->evidence);  // "exact, conditional randomisation"
  CHECK(std::abs(p - 0.1) < 1e-12);
  CHECK(how == "exact, conditional randomisation");
}

Result<double> gi_star_example() {
  const weights::SpatialWeights neighbours = row_of_six();
  const auto found = gi_star(counts, weights::with_self(neighbours));
  if (!found) return fail(found.error());
  const double p = found->p_upper[4];  // 1 / 20: no other three of the six sum to as much
  return p;
}

TEST_CASE("gi_star: the example", "[example]") {
  const auto p = gi_star_example();
  REQUIRE(p);
  CHECK(std::abs(*p - 0.05) < 1e-12);
}

Result<double> space_time_gi_example() {
  const weights::SpatialWeights neighbours = row_of_six();
  const Cube cube{6, {0, 1, 0, 2, 1, 0, 1, 0, 2, 8, 9, 7}, {31.0, 28.0}};
  const auto found = space_time_gi(cube, neighbours);
  if (!found) return fail(found.error());
  const double z = found->z_score[cube.bin(1, 4)];  // above 0: many at site 4 in period 1
  return z;
}

TEST_CASE("space_time_gi: the example", "[example]") {
  const auto z = space_time_gi_example();
  REQUIRE(z);
  CHECK(*z > 1.0);
}

TEST_CASE("names: every option by its name, and back", "[property]") {
  check_names(adjustment_names);
  check_names(null_names);
  check_names(counting_names);
  check_names(draws_names);
  check_names(quadrant_names);
  check_names(time_window_names);
  check_names(moments_names);
  check_names(convention_names);
  check_names(caution_names);
}

}  // namespace examples_test
}  // namespace hotward::autocorrelation
