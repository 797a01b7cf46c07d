// The examples of the headers, line by line as they stand there (the test `examples` compares).
#include <string>
#include <vector>

#include "engine/methods/targeting/circle_placement.hpp"
#include "engine/methods/targeting/small_area.hpp"
#include "engine/methods/targeting/turned_placement.hpp"
#include "tests/support/catch.hpp"

namespace hotward::targeting {
namespace examples_test {

TEST_CASE("place_circles: the example", "[example]") {
  const std::vector<geometry::Point> at = {{0, 0}, {250, 0}, {900, 0}};
  const std::vector<double> weight = {3, 2, 4};
  const auto placed = place_circles(at, weight, {.radius_m = 150});
  const double captured = placed->captured;  // 5: the first two, from between them
  CHECK(captured == 5.0);
  CHECK(placed->circles[0].centre == geometry::Point{125, 0});
}

TEST_CASE("place_turned: the example", "[example]") {
  const std::vector<geometry::Point> at = {{0, 0}, {60, 60}, {120, 120}};
  const std::vector<double> weight = {1, 1, 1};
  const auto placed = place_turned(at, weight, {.width_m = 130, .tolerance_m = 0.5});
  const double captured = placed->captured;  // 3: with a corner to the north-east, 184 m across
  CHECK(captured == 3.0);
}

TEST_CASE("small_area: the example", "[example]") {
  const std::vector<double> value = {9, 8, 6, 2};
  const std::vector<double> households = {2500, 1500, 1000, 800};
  const std::vector<std::string> codes = {"a", "b", "c", "d"};
  const weights::SpatialWeights links = weights::binary({{1}, {0, 2}, {1, 3}, {2}});
  const auto group = small_area({value, codes, links, {{households, 3000.0}}});
  const double captured = group->captured;  // 14: areas 1 and 2, of 2,500 households together
  CHECK(captured == 14.0);
  CHECK(group->sites == std::vector<weights::Site>{1, 2});
  CHECK(group->is_exact());
}

}  // namespace examples_test
}  // namespace hotward::targeting
