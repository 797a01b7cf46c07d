// The examples of the headers, line by line as they stand there (the test `examples` compares),
// and the names of the options, there and back.
#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "engine/weights/bridges.hpp"
#include "engine/weights/connectivity.hpp"
#include "engine/weights/contiguity.hpp"
#include "engine/weights/distance_band.hpp"
#include "engine/weights/gal.hpp"
#include "engine/weights/grid_contiguity.hpp"
#include "engine/weights/k_nearest.hpp"
#include "engine/weights/spatial_weights.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/names.hpp"

namespace hotward::weights {
namespace examples_test {

// Two pairs of places, a kilometre apart.
const std::vector<geometry::Point> points = {{0, 0}, {100, 0}, {1000, 0}, {1100, 0}};

geometry::MultiPolygon square(double x, double y) {
  return {{{{x, y}, {x + 100, y}, {x + 100, y + 100}, {x, y + 100}}, {}}};
}

TEST_CASE("bridges: the example", "[example]") {
  const SpatialWeights neighbours = binary(std::vector<std::vector<Site>>{{1}, {0}, {3}, {2}});
  const Bridged joined = bridged(neighbours, points);
  const double length_m = joined.bridges[0].distance_m;  // between sites 1 and 2
  CHECK(length_m == 900.0);
  CHECK(components(joined.weights).count == 1);
}

TEST_CASE("connectivity: the example", "[example]") {
  const SpatialWeights neighbours = binary(std::vector<std::vector<Site>>{{1}, {0}, {3}, {2}});
  const Components parts = components(neighbours);
  const bool one_map = parts.count == 1 && islands(neighbours).empty();
  CHECK_FALSE(one_map);
  CHECK(parts.count == 2);
}

TEST_CASE("contiguity: the example", "[example]") {
  const std::vector<geometry::MultiPolygon> shapes = {square(0, 0), square(100, 0),
                                                      square(100, 100)};
  const SpatialWeights neighbours = contiguity(shapes, {.kind = Contiguity::rook});
  CHECK(neighbours.link_count() == 4);
}

TEST_CASE("distance_band: the example", "[example]") {
  std::size_t links = 0;
  const auto near = distance_band(points, {.radius_m = 500.0});
  if (near) links = near->link_count();
  CHECK(links == 4);
}

TEST_CASE("gal: the example", "[example]") {
  const std::vector<std::string> ids = {"A", "B"};
  const SpatialWeights neighbours = binary(std::vector<std::vector<Site>>{{1}, {0}});
  const std::string text = format_gal(neighbours, ids, {.layer = "wards", .id_name = "code"});
  const auto again = parse_gal(text, ids);
  REQUIRE(again);
  CHECK(again->link_count() == 2);
}

TEST_CASE("grid_contiguity: the example", "[example]") {
  const std::vector<GridCell> cells = {{0, 0}, {0, 1}, {1, 1}};
  const SpatialWeights neighbours = grid_contiguity(cells, GridKind::square_queen);
  CHECK(neighbours.link_count() == 6);
}

TEST_CASE("k_nearest: the example", "[example]") {
  Site first = 0;
  const auto nearest = k_nearest(points, 1);
  if (nearest) first = nearest->neighbours(0)[0];
  CHECK(first == 1);
}

TEST_CASE("spatial_weights: the example", "[example]") {
  const SpatialWeights neighbours = binary(std::vector<std::vector<Site>>{{1, 2}, {0}, {0}});
  const std::vector<double> values = {9.0, 1.0, 2.0};
  double mean = 0.0;
  const SpatialWeights w = row_standardized(neighbours);
  for (const auto [site, weight] : w.row(0))
    mean += weight * values[site];  // of the neighbours of 0
  CHECK(mean == 1.5);
}

TEST_CASE("names: every option by its name, and back", "[property]") {
  check_names(contiguity_names);
}

}  // namespace examples_test
}  // namespace hotward::weights
