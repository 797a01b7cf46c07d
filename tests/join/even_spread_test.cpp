#include "engine/join/even_spread.hpp"

#include <cmath>
#include <numeric>

#include "engine/core/random.hpp"
#include "engine/geometry/containment.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/patchwork.hpp"

namespace hotward::join {
namespace even_spread_test {

using geometry::Location;
using geometry::MultiPolygon;
using geometry::Point;

MultiPolygon rectangle(double west, double south, double east, double north) {
  return {{{{west, south}, {east, south}, {east, north}, {west, north}}, {}}};
}

std::vector<Point> lattice(double low, double high, double step) {
  std::vector<Point> points;
  for (double y = low + step / 2; y < high; y += step) {
    for (double x = low + step / 2; x < high; x += step) points.push_back({x, y});
  }
  return points;
}

// Two areas of 4 and 2 cells, and a sliver between centres.
TEST_CASE("spread_evenly: by hand", "[oracle]") {
  const std::vector<MultiPolygon> shapes = {rectangle(0, 0, 200, 200), rectangle(200, 0, 300, 200),
                                            rectangle(310, 10, 340, 40)};
  const std::vector<double> people = {100, 30, 7};
  const auto spread = spread_evenly(shapes, people, lattice(0, 400, 100));
  CHECK(spread.amounts == std::vector<double>{25, 25, 15, 25, 25, 15, 7});
  CHECK(spread.own_points == 1);
  CHECK(geometry::locate(spread.at.back(), shapes[2]) == Location::inside);
  CHECK(spread.at[2].x == 250.0);
}

TEST_CASE("spread_evenly: nobody is lost, every point in its area", "[brute]") {
  const auto shapes = Patchwork({.columns = 4, .rows = 4}, 9).areas();
  Random random(GENERATE(1U, 2U), Stream::test);
  std::vector<double> people;
  for (std::size_t a = 0; a < shapes.size(); ++a) people.push_back(random.below(2000));
  people[3] = 0.0;
  std::vector<Point> points;
  for (int i = 0; i < 500; ++i) {
    const double x = 559'000.0 + 8'000.0 * random.uniform();
    points.push_back({x, 149'000.0 + 8'000.0 * random.uniform()});
  }
  const auto spread = spread_evenly(shapes, people, points);
  std::vector<double> back(shapes.size(), 0.0);
  for (std::size_t i = 0; i < spread.at.size(); ++i) {
    std::size_t a = 0;
    while (geometry::locate(spread.at[i], shapes[a]) == Location::outside) ++a;
    back[a] += spread.amounts[i];
  }
  for (std::size_t a = 0; a < shapes.size(); ++a) CHECK(std::abs(back[a] - people[a]) < 1e-6);
}

TEST_CASE("spread_evenly: an area of nobody has no point, nor has one without shape", "[edge]") {
  const std::vector<MultiPolygon> shapes = {rectangle(0, 0, 200, 200), {}};
  CHECK(spread_evenly(shapes, std::vector<double>{0, 0}, lattice(0, 200, 100)).at.empty());
  const auto alone = spread_evenly(shapes, std::vector<double>{5, 0}, {});
  CHECK(alone.amounts == std::vector<double>{5});
  CHECK(alone.own_points == 1);
}

TEST_CASE("spread_evenly: where areas overlap, the first of them has the point", "[edge]") {
  const std::vector<MultiPolygon> shapes = {rectangle(0, 0, 200, 100), rectangle(100, 0, 300, 100)};
  const auto spread = spread_evenly(shapes, std::vector<double>{10, 10}, lattice(0, 300, 100));
  CHECK(spread.amounts == std::vector<double>{5, 5, 10});
}

}  // namespace even_spread_test
}  // namespace hotward::join
