// The examples of the headers, line by line as they stand there (the test `examples` compares),
// and the names of the options, there and back.
#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "engine/methods/pattern/nearest_neighbour_index.hpp"
#include "engine/methods/pattern/ripley_k.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/names.hpp"

namespace hotward::pattern {
namespace examples_test {

// A knot of nine points in the middle of a square kilometre.
const std::vector<geometry::Point> at = {{490, 490}, {490, 500}, {490, 510}, {500, 490}, {500, 500},
                                         {500, 510}, {510, 490}, {510, 500}, {510, 510}};

TEST_CASE("nearest_neighbour_index: the example", "[example]") {
  const auto found = nearest_neighbour_index(at, {}, {.area_m2 = 1e6, .perimeter_m = 4000.0});
  const double ratio = found->places.ratio;  // below 1: gathered
  CHECK(std::abs(ratio - 10.0 / (0.5 * std::sqrt(1e6 / 9.0))) < 1e-12);
}

TEST_CASE("nearest_neighbour_chance: the example", "[example]") {
  const std::uint64_t seed = 1;
  const geometry::PointLayout even_in_a_square = [](Random& random, std::uint64_t n) {
    std::vector<geometry::Point> points;
    for (std::uint64_t i = 0; i < n; ++i) {
      const double x = 1000.0 * random.uniform();
      points.push_back({x, 1000.0 * random.uniform()});
    }
    return points;
  };
  const auto chance = nearest_neighbour_chance(12.0, 30, even_in_a_square, 99, seed);
  const bool gathered = chance->p_value <= 0.05 && chance->mean_m > 12.0;
  CHECK(gathered);
}

TEST_CASE("ripley_k: the example", "[example]") {
  const geometry::Box window{{0.0, 0.0}, {1000.0, 1000.0}};
  const auto found = ripley_k(
      at, {}, {.window = window, .radius_m = radii_m(usual_radius_m(window)), .simulations = 99});
  const bool gathered = found->l_m[5] > found->upper_m[5];  // within found->radius_m[5] metres
  CHECK(gathered);
  CHECK(found->p_value == 0.01);
  CHECK(columns(*found).size() == 7);
}

TEST_CASE("names: every option by its name, and back", "[property]") { check_names(edge_names); }

}  // namespace examples_test
}  // namespace hotward::pattern
